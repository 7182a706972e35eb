"""How one draft becomes a case: shared by whoever submits one and whoever submits a family."""

from dataclasses import dataclass

from django.db import IntegrityError

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import encrypt_json_for, register_person
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._consents import Asking, ask_for_consents
from watandoshlar.domains.cases.acts._fees import charge_case
from watandoshlar.domains.cases.acts._growing import note_birth_date_of
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._people import register_people
from watandoshlar.domains.cases.acts._recommendations import ask_named_bodies
from watandoshlar.domains.cases.models import AnswerSet, Case, CaseEvent, Draft
from watandoshlar.domains.cases.terms import first_due_index
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.foundation import clock
from watandoshlar.foundation.references import make_reference

ONCE_PER_KEY = ("cases_case_once_per_key", "cases_entry_once_per_key")
PREFIXES = {"applications": "WD", "appeals": "MU"}
"""What a reference begins with: Watandoshlar, murojaat."""


@dataclass(frozen=True)
class Submitted:
    """A draft that is being submitted: its way, and what is kept of its answers."""

    draft: Draft
    journey: Journey
    case: Case
    answers: dict


def check_key(idempotency_key: str) -> None:
    if not 8 <= len(idempotency_key) <= 64:
        raise errors.KeyMissing


def make_case(
    draft: Draft, journey: Journey, *, acting_user, idempotency_key: str, post: Post | None = None, family: str = ""
) -> Submitted:
    """The case of a locked draft that was found to be in order, with its first answers and traces; no letter yet."""
    answers = journey.relevant_answers()
    about = register_people(journey, answers, draft.applicant, acting_user=acting_user)
    if about == draft.applicant and journey.mandate_due():
        # Who acts by a paper acts for somebody, whether the service asks for whom or not.
        about = register_person(acting_user=acting_user, relation="other")
    register, now, post = journey.definition.register, clock.now(), post or draft.post
    case = Case(
        reference=make_reference(PREFIXES[register], now.year),
        version_id=draft.version_id,
        post=post,
        country=draft.country,
        region=draft.region,
        applicant=draft.applicant,
        about=about,
        family=family,
        account=None if draft.entered_as else acting_user,
        entered_by=acting_user if draft.entered_as else None,
        idempotency_key=idempotency_key,
        needs_second_officer=journey.needs_second_officer(),
        is_confidential=journey.is_confidential(),
        submitted_at=now,
        **first_due_index(journey.term(), post, now),
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
    facts = {"case": case.reference, "draft": str(draft.pk), "version": draft.version_id, "post": post.code}
    append_entry(
        acting_user=acting_user,
        act="submit_draft",
        chain=case.chain,
        facts=facts | ({"family": family} if family else {}),
    )
    return Submitted(draft, journey, case, answers)


def begin_cases(submitted: list[Submitted], *, acting_user) -> None:
    """What follows from applications that have become cases: receipts, fees, who must agree, coming of age."""
    for one in submitted:
        case = one.case
        due_at = case.due_at.isoformat() if case.due_at else None
        write_to_applicant(case, "case_submitted", acting_user=acting_user, due_at=due_at, zone=case.post.zone)
        note_birth_date_of(case, one.journey, acting_user=acting_user)
        charge_case(case, one.journey, acting_user=acting_user)
        ask_named_bodies(case, one.journey, acting_user=acting_user)
    ask_for_consents([Asking(one.case, one.journey, one.answers) for one in submitted], acting_user=acting_user)


def _insert_once(case: Case) -> None:
    try:
        case.save(force_insert=True)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name in ONCE_PER_KEY:
            raise errors.KeyUsed from error
        raise
