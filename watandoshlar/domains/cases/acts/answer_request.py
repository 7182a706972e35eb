from django.db import transaction

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._people import register_people
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_applicant, take_step
from watandoshlar.domains.cases.answering import Typed, Uploads, answer_fields, under_row_ids, with_refusals
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import AnswerSet, Case
from watandoshlar.domains.cases.queries import answers_of, open_item_request
from watandoshlar.domains.cases.terms import recompute_due
from watandoshlar.domains.catalogue.api import Journey
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

    Raises ItemsIncomplete(problems) with codes by field id, UnknownAnswer, WrongState, CaseNotFound.
    """
    case = lock_case_of_applicant(acting_user, reference)
    check_step(case, "answer_request")
    request = open_item_request(case)
    if unknown := {name for name in typed if name.split(".")[0] not in request.items}:
        raise errors.UnknownAnswer(names=", ".join(sorted(unknown)))
    earlier = answers_of(case)
    answers = dict(earlier)
    journey = journey_of_case(case, answers)
    fields = [journey.definition.fields[name] for name in request.items]
    typed, uploads = under_row_ids(fields, typed, uploads or {}, answers)
    answered = answer_fields(fields, journey, typed, uploads, acting_user=acting_user, applicant=case.applicant)
    answered.put_into(answers)
    journey = journey_of_case(case, answers)
    _check(journey, answered.errors, set(request.items))
    register_people(journey, answers, case.applicant, acting_user=acting_user, earlier=earlier)
    number = case.answer_sets.count() + 1
    AnswerSet(
        case=case,
        number=number,
        answers=encrypt_json_for(case.applicant, answers, f"answers:{case.reference}:{number}"),
        changed_fields=sorted(name for name in request.items if answers.get(name) != earlier.get(name)),
        made_by=acting_user,
    ).save(force_insert=True)
    request.answered_at = clock.now()
    request.save(update_fields=["answered_at"])
    take_step(case, "answer_request", acting_user=acting_user, number=request.number)
    recompute_due(case)
    notify(
        acting_user=acting_user,
        account=case.officer,
        code="items_answered",
        key=f"{case.reference}:{request.number}",
        facts={"reference": case.reference},
    )
    return case


def _check(journey: Journey, refused: dict, asked: set[str]) -> None:
    """Only what was asked for is judged: the rest was submitted and accepted before."""
    problems = dict(refused)
    for page in journey.pages:
        for name, faults in journey.page_problems(page).items():
            if name in asked:
                problems[name] = with_refusals(journey.definition.fields[name], faults, refused.get(name, ()))
    if problems:
        raise errors.ItemsIncomplete(problems=problems)
