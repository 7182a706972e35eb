from uuid import UUID

from django.db import IntegrityError, transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import office_calendar
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._people import register_people
from watandoshlar.domains.cases.content import DraftContent, incomplete_pages, journey_of, open_content
from watandoshlar.domains.cases.models import AnswerSet, Case, CaseEvent, Draft
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import due
from watandoshlar.foundation.references import make_reference

ONCE_PER_KEY = "cases_case_once_per_key"


@transaction.atomic
def submit_draft(*, acting_user, draft_id: UUID, idempotency_key: str) -> Case:
    """Make a case of a complete draft, exactly once per key, with its receipt letter in the same transaction.

    The same key, or a draft submitted already, returns the case that exists; a key of another draft is refused.
    Raises KeyMissing, KeyUsed, DraftNotFound, NotEligible, DraftIncomplete(pages), PersonNotFound.
    """
    if not 8 <= len(idempotency_key) <= 64:
        raise errors.KeyMissing
    draft = _lock_draft_even_if_submitted(acting_user, draft_id)
    if draft.submitted_as_id:
        return Case.objects.get(pk=draft.submitted_as_id)
    content = open_content(draft)
    journey = journey_of(draft, content)
    _check(journey, content)
    answers = journey.relevant_answers()
    register_people(journey, answers, draft.applicant, acting_user=acting_user)

    now = clock.now()
    term = journey.term()
    case = Case(
        reference=make_reference("WD", now.year),
        version_id=draft.version_id,
        post=draft.post,
        country=draft.country,
        region=draft.region,
        applicant=draft.applicant,
        account=acting_user,
        idempotency_key=idempotency_key,
        needs_second_officer=journey.needs_second_officer(),
        submitted_at=now,
        due_at=due(term, now, office_calendar(draft.post)).moment if term else None,
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
        facts={"case": case.reference, "draft": str(draft.pk), "version": draft.version_id, "post": draft.post.code},
    )
    notify(
        acting_user=acting_user,
        account=acting_user,
        code="case_submitted",
        key=case.reference,
        facts={
            "reference": case.reference,
            "version": case.version_id,
            "due_at": case.due_at.isoformat() if case.due_at else None,
            "zone": draft.post.zone,
        },
    )
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
        if error.__cause__.diag.constraint_name == ONCE_PER_KEY:
            raise errors.KeyUsed from error
        raise


def _check(journey: Journey, content: DraftContent) -> None:
    if journey.ineligibility():
        raise errors.NotEligible
    if pages := incomplete_pages(journey, content):
        raise errors.DraftIncomplete(pages=pages)
