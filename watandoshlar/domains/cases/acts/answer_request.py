from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._consents import Asking, ask_for_consents
from watandoshlar.domains.cases.acts._growing import note_birth_date_of
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._people import register_people
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_applicant, take_step
from watandoshlar.domains.cases.answering import Typed, Uploads, check_names
from watandoshlar.domains.cases.corrections import Correction, Problems, correction_of
from watandoshlar.domains.cases.models import AnswerSet, Case
from watandoshlar.domains.cases.named_documents import faults_of_numbers
from watandoshlar.domains.cases.queries import open_item_request
from watandoshlar.domains.cases.terms import recompute_due
from watandoshlar.foundation import clock


@transaction.atomic
def answer_request(
    *,
    acting_user,
    reference: str,
    typed: Typed,
    uploads: Uploads | None = None,
) -> Case:
    """The applicant sends what the officer asked for. Earlier answers stay: this makes a new answer set.

    What the new answers open must be answered with them, and a second officer or a secrecy that they call for
    stays.
    Raises ItemsIncomplete(problems) with codes by field id, UnknownAnswer, NotEligible(rule), NothingChanged,
    WrongState, CaseNotFound.
    """
    case = lock_case_of_applicant(acting_user, reference)
    check_step(case, "answer_request")
    request = open_item_request(case)
    correction = correction_of(case, request, typed, uploads or {}, acting_user=acting_user)
    _check(case, correction, typed, uploads or {})
    answers = dict(correction.answers)
    register_people(correction.journey, answers, case.applicant, acting_user=acting_user, earlier=correction.earlier)
    number = case.answer_sets.count() + 1
    AnswerSet(
        case=case,
        number=number,
        answers=encrypt_json_for(case.applicant, answers, f"answers:{case.reference}:{number}"),
        changed_fields=correction.changed,
        made_by=acting_user,
    ).save(force_insert=True)
    request.answered_at = clock.now()
    request.save(update_fields=["answered_at"])
    case.needs_second_officer = case.needs_second_officer or correction.journey.needs_second_officer()
    case.is_confidential = case.is_confidential or correction.journey.is_confidential()
    take_step(
        case,
        "answer_request",
        acting_user=acting_user,
        also_save=("needs_second_officer", "is_confidential"),
        number=request.number,
    )
    recompute_due(case)
    note_birth_date_of(case, correction.journey, acting_user=acting_user)
    ask_for_consents([Asking(case, correction.journey, answers)], acting_user=acting_user)
    tell_officer(case, acting_user=acting_user, code="items_answered", key=f"{case.reference}:{request.number}")
    return case


def _check(case: Case, correction: Correction, typed: Typed, uploads: Uploads) -> None:
    """What was asked for and what the answers change is judged: the rest was submitted and accepted before."""
    before, definition = correction.before, correction.journey.definition
    # A question that an answer has closed again may still be in the form: it is no stranger.
    closed = [asked for asked in definition.fields.values() if not before.shows(asked.id)]
    check_names([*correction.fields, *closed], typed, uploads)
    if problems := correction.problems | _of_numbers(case, correction):
        raise errors.ItemsIncomplete(problems=problems)
    if rule := correction.journey.ineligibility():
        raise errors.NotEligible(rule=rule.id)
    if not correction.changed:
        raise errors.NothingChanged


def _of_numbers(case: Case, correction: Correction) -> Problems:
    """What is wrong with the numbers of documents that are given anew."""
    found = faults_of_numbers(correction.journey, case.applicant_id, case.about_id, today_at(case.post))
    asked = {field.id for field in correction.fields}
    return {name: [fault] for name, fault in found.items() if name in asked and name not in correction.problems}
