from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import encrypt_json_for, record_name, register_person
from watandoshlar.capabilities.posts.api import office_calendar
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.content import DraftContent, incomplete_pages, journey_of, open_content
from watandoshlar.domains.cases.models import AnswerSet, Case, CaseEvent, Draft
from watandoshlar.domains.cases.terms import legal_term
from watandoshlar.domains.catalogue.api import Definition, Journey
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import due
from watandoshlar.foundation.references import make_reference

PERSON_RELATIONS = {"child": "child", "another": "other"}


@transaction.atomic
def submit_draft(*, acting_user, draft_id: UUID, idempotency_key: str) -> Case:
    """Make a case of a complete draft, exactly once per key, with its receipt letter in the same transaction.

    The same key, or a draft submitted already, returns the case that exists.
    Raises KeyMissing, DraftNotFound, NotEligible, DraftIncomplete(pages).
    """
    if not 8 <= len(idempotency_key) <= 64:
        raise errors.KeyMissing
    draft = _lock_draft_even_if_submitted(acting_user, draft_id)
    if draft.submitted_as:
        return draft.submitted_as
    content = open_content(draft)
    journey = journey_of(draft, content)
    _check(journey, content)
    answers = journey.relevant_answers()
    _register_people(journey.definition, answers, draft, acting_user=acting_user)

    now = clock.now()
    term = legal_term(journey)
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
    case.save(force_insert=True)
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
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("applicant", "post", "submitted_as")
    draft = drafts.filter(account_id=acting_user.pk, pk=draft_id).first()
    if draft is None:
        raise errors.DraftNotFound
    return draft


def _check(journey: Journey, content: DraftContent) -> None:
    if journey.ineligibility():
        raise errors.NotEligible
    if pages := incomplete_pages(journey, content):
        raise errors.DraftIncomplete(pages=pages)


def _register_people(definition: Definition, answers: dict, draft: Draft, *, acting_user) -> None:
    """Persons named for the first time are registered, and every name is kept as its document writes it."""
    subject = draft.applicant
    for asked in definition.fields.values():
        answer = answers.get(asked.id)
        if asked.kind == "person" and answer and not answer.get("person"):
            relation = PERSON_RELATIONS.get(answer["role"])
            subject = register_person(acting_user=acting_user, relation=relation) if relation else draft.applicant
            answers[asked.id] = {**answer, "person": str(subject.pk)}
    holder = definition.document.holder if definition.document else ""
    if holder in answers:
        record_name(acting_user=acting_user, person=subject, name=answers[holder])
