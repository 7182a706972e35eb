from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._submission import begin_cases, check_key, make_case
from watandoshlar.domains.cases.consents import page_of_own_consent
from watandoshlar.domains.cases.content import DraftContent, DraftJourney, incomplete_pages, journey_of, open_content
from watandoshlar.domains.cases.families import page_of_grown_child
from watandoshlar.domains.cases.known import subject_of
from watandoshlar.domains.cases.models import Case, Draft
from watandoshlar.domains.cases.named_documents import check_numbers, check_once
from watandoshlar.domains.cases.queries import service_of


@transaction.atomic
def submit_draft(
    *, acting_user, draft_id: UUID, idempotency_key: str, register: str = "applications", post: Post | None = None
) -> Case:
    """Make a case of a complete draft, exactly once per key, with its receipt letter in the same transaction.

    The same key, or a draft submitted already, returns the case that exists; a key of another draft is refused.
    An appeal becomes a case as it is, complete or not: its registration may not be refused (ZRU-445, art. 23). It is
    filed by `appeals.file_appeal`, which gives the `register` and the `post` that may consider it.
    A draft of a family is submitted with the others, by `submit_family`.
    Raises KeyMissing, KeyUsed, DraftNotFound, NotEligible, DraftIncomplete(pages), ConsentByApplicant(page),
    ChildOfAge(page), NumberRefused(page, why), HeldAlready(page, why), FamilyTogether, PersonNotFound, WrongRegister.
    """
    check_key(idempotency_key)
    draft = _lock_draft_even_if_submitted(acting_user, draft_id)
    if draft.submitted_as_id:
        return Case.objects.get(pk=draft.submitted_as_id)
    if draft.family_id:
        raise errors.FamilyTogether
    content = open_content(draft)
    journey = journey_of(draft, content)
    if journey.definition.register != register:
        raise errors.WrongRegister
    if register == "applications":
        _check(draft, journey, content, acting_user)
    made = make_case(draft, journey, acting_user=acting_user, idempotency_key=idempotency_key, post=post)
    if register == "applications":
        begin_cases([made], acting_user=acting_user)
    return made.case


def _lock_draft_even_if_submitted(acting_user, draft_id: UUID) -> Draft:
    # The case is not joined: who waited for the lock would see the draft as it is now beside the cases of before.
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("applicant", "post")
    draft = drafts.filter(account_id=acting_user.pk, pk=draft_id).first()
    if draft is None:
        raise errors.DraftNotFound
    return draft


def _check(draft: Draft, journey: DraftJourney, content: DraftContent, acting_user) -> None:
    if journey.ineligibility():
        raise errors.NotEligible
    if pages := incomplete_pages(journey, content):
        raise errors.DraftIncomplete(pages=pages)
    if page := page_of_own_consent(journey, acting_user):
        raise errors.ConsentByApplicant(page=page)
    if page := page_of_grown_child(journey):
        raise errors.ChildOfAge(page=page)
    texts = service_of(draft).texts(get_language())
    subject, today = subject_of(journey, draft.applicant_id), journey.facts.today
    check_numbers(journey, draft.applicant_id, subject, today, texts)
    check_once(journey, subject, today, texts)
