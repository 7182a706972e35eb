from uuid import UUID

from django.db import IntegrityError, transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._people import register_people
from watandoshlar.domains.cases.content import DraftContent, incomplete_pages, journey_of, open_content
from watandoshlar.domains.cases.models import AnswerSet, Case, CaseEvent, Draft
from watandoshlar.domains.cases.terms import first_due_index
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.foundation import clock
from watandoshlar.foundation.references import make_reference

ONCE_PER_KEY = ("cases_case_once_per_key", "cases_entry_once_per_key")
PREFIXES = {"applications": "WD", "appeals": "MU"}
"""What a reference begins with: Watandoshlar, murojaat."""


@transaction.atomic
def submit_draft(
    *, acting_user, draft_id: UUID, idempotency_key: str, register: str = "applications", post: Post | None = None
) -> Case:
    """Make a case of a complete draft, exactly once per key, with its receipt letter in the same transaction.

    The same key, or a draft submitted already, returns the case that exists; a key of another draft is refused.
    An appeal becomes a case as it is, complete or not: its registration may not be refused (ZRU-445, art. 23). It is
    filed by `appeals.file_appeal`, which gives the `register` and the `post` that may consider it.
    Raises KeyMissing, KeyUsed, DraftNotFound, NotEligible, DraftIncomplete(pages), PersonNotFound, WrongRegister.
    """
    if not 8 <= len(idempotency_key) <= 64:
        raise errors.KeyMissing
    draft = _lock_draft_even_if_submitted(acting_user, draft_id)
    if draft.submitted_as_id:
        return Case.objects.get(pk=draft.submitted_as_id)
    content = open_content(draft)
    journey = journey_of(draft, content)
    if journey.definition.register != register:
        raise errors.WrongRegister
    if register == "applications":
        _check(journey, content)
    answers = journey.relevant_answers()
    register_people(journey, answers, draft.applicant, acting_user=acting_user)

    now = clock.now()
    term = journey.term()
    post = post or draft.post
    case = Case(
        reference=make_reference(PREFIXES[register], now.year),
        version_id=draft.version_id,
        post=post,
        country=draft.country,
        region=draft.region,
        applicant=draft.applicant,
        account=None if draft.entered_as else acting_user,
        entered_by=acting_user if draft.entered_as else None,
        idempotency_key=idempotency_key,
        needs_second_officer=journey.needs_second_officer(),
        submitted_at=now,
        **first_due_index(term, post, now),
    )
    _insert_once(case)
    AnswerSet(
        case=case,
        number=1,
        answers=encrypt_json_for(draft.applicant, answers, f"answers:{case.reference}:1"),
        made_by=acting_user,
        made_at=now,
    ).save(force_insert=True)
    CaseEvent(case=case, at=now, account=acting_user, name="submit", to_state=case.state).save(force_insert=True)
    draft.submitted_as = case
    draft.save(update_fields=["submitted_as"])
    append_entry(
        acting_user=acting_user,
        act="submit_draft",
        chain=case.chain,
        facts={"case": case.reference, "draft": str(draft.pk), "version": draft.version_id, "post": post.code},
    )
    if register == "applications":
        due_at = case.due_at.isoformat() if case.due_at else None
        write_to_applicant(case, "case_submitted", acting_user=acting_user, due_at=due_at, zone=post.zone)
    return case


def _lock_draft_even_if_submitted(acting_user, draft_id: UUID) -> Draft:
    # The case is not joined: who waited for the lock would see the draft as it is now beside the cases of before.
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("applicant", "post")
    draft = drafts.filter(account_id=acting_user.pk, pk=draft_id).first()
    if draft is None:
        raise errors.DraftNotFound
    return draft


def _insert_once(case: Case) -> None:
    try:
        case.save(force_insert=True)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name in ONCE_PER_KEY:
            raise errors.KeyUsed from error
        raise


def _check(journey: Journey, content: DraftContent) -> None:
    if journey.ineligibility():
        raise errors.NotEligible
    if pages := incomplete_pages(journey, content):
        raise errors.DraftIncomplete(pages=pages)
