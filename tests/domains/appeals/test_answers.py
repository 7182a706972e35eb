"""Answers: every numbered demand on the merits, the outcome from a closed list; what was given is never changed."""

import itertools

import pytest

from tests.domains.appeals.builders import Reception, code_of, replies, reread, typed_appeal
from tests.domains.cases.builders import SOON
from tests.domains.cases.test_the_database_refuses import execute, refusal_of
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.appeals.api import (
    Reply,
    answer_appeal,
    answers_to,
    matter_of_appeal,
    rate_answer,
    rating_of,
)
from watandoshlar.domains.appeals.models import DemandAnswer
from watandoshlar.domains.appeals.rules.outcomes import DEMAND_OUTCOMES, overall
from watandoshlar.domains.cases.api import answer_request, request_items

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcomes", [*itertools.product(DEMAND_OUTCOMES, repeat=2)], ids="-".join)
def test_the_outcome_follows_from_the_answers(reception: Reception, outcomes: tuple[str, str]) -> None:
    appeal = reception.appeal("in_review")
    answer_appeal(acting_user=reception.officer, reference=appeal.case.reference, replies=replies(*outcomes))
    appeal = reread(appeal)
    assert (appeal.case.state, appeal.outcome) == ("answered", overall(outcomes))
    assert [(one.number, one.outcome, one.text) for one in answers_to(appeal)] == [
        (1, outcomes[0], "Answer 1."),
        (2, outcomes[1], "Answer 2."),
    ]
    assert appeal.closed_on is not None
    assert Letter.objects.filter(account=reception.applicant, code="appeal_answered").count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "demands_unanswered"),
        ({1: Reply("solved", "Done.")}, "demands_unanswered"),
        ({2: Reply("solved", "Done."), 3: Reply("solved", "Done.")}, "demands_unanswered"),
        ({1: Reply("solved", " \n"), 2: Reply("solved", "Done.")}, "demands_unanswered"),
        ({1: Reply("", "Done."), 2: Reply("solved", "Done.")}, "demands_unanswered"),
        ({1: Reply("closed", "Done."), 2: Reply("solved", "Done.")}, "unknown_outcome"),
        ({1: Reply("forwarded", "Done."), 2: Reply("solved", "Done.")}, "unknown_outcome"),
        ({1: Reply("explained", "So it is.", " "), 2: Reply("solved", "Done.")}, "law_needed"),
        ({1: Reply("explained", "So it is.", "ZRU-445, art. 28"), 2: Reply("solved", "Done.")}, ""),
    ],
)
def test_every_demand_has_its_answer(reception: Reception, given: dict, code: str) -> None:
    appeal = reception.appeal("in_review")
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(answer_appeal, **mine, replies=given) == code
    assert DemandAnswer.objects.count() == (0 if code else 2)


@pytest.mark.parametrize("state", ["waiting_for_applicant", "proposed", "answered"])
def test_only_an_appeal_that_is_checked_is_answered(reception: Reception, state: str) -> None:
    appeal = reception.appeal(state)
    before = DemandAnswer.objects.count()
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(answer_appeal, **mine, replies=replies("solved", "solved")) == "wrong_state"
    assert DemandAnswer.objects.count() == before


def test_an_appeal_without_a_demand_has_its_text_answered(reception: Reception) -> None:
    appeal = reception.appeal("in_review", pages=typed_appeal(demands=()))
    assert (appeal.demands, matter_of_appeal(appeal).demands) == (1, ("My pension was stopped in March.",))
    answer_appeal(acting_user=reception.officer, reference=appeal.case.reference, replies=replies("refused"))
    assert reread(appeal).outcome == "refused"


def test_a_demand_that_is_sent_later_is_answered_too(reception: Reception) -> None:
    pages = typed_appeal(demands=("One.",))
    del pages["who"]
    appeal = reception.appeal("in_review", pages=pages)
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert appeal.is_anonymous
    request_items(**mine, items=["demands", "applicant_name", "home_address"], note="", due_on=SOON)
    named = typed_appeal()["who"]
    answer_request(
        acting_user=reception.applicant,
        reference=appeal.case.reference,
        typed={"demands.0.demand": ["One."], "demands.1.demand": ["Two."], **named},
    )
    appeal = reread(appeal)
    assert (appeal.demands, appeal.is_anonymous) == (2, False)
    assert code_of(answer_appeal, **mine, replies=replies("solved")) == "demands_unanswered"
    assert code_of(answer_appeal, **mine, replies=replies("solved", "partly")) == ""


def answer_row(appeal: int, number: int, round_number: int = 1) -> str:
    return (
        "INSERT INTO appeals_demandanswer (appeal_id, round, number, outcome, words, body, made_at) "
        f"VALUES ({appeal}, {round_number}, {number}, 'solved', '', '', now())"
    )


def test_the_database_refuses_to_close_with_a_demand_unanswered(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    close = "UPDATE cases_case SET state = 'answered' WHERE id = %s"
    assert refusal_of(close, appeal.pk) == "appeals_every_demand_answered"
    execute(answer_row(appeal.pk, 1))
    # Neither an answer to nothing nor one of another round counts.
    execute(answer_row(appeal.pk, 3))
    execute(answer_row(appeal.pk, 2, round_number=2))
    assert refusal_of(close, appeal.pk) == "appeals_every_demand_answered"
    assert refusal_of(answer_row(appeal.pk, 1)) == "appeals_one_answer_per_demand"
    execute(answer_row(appeal.pk, 2))
    assert execute(close, appeal.pk) == 1


@pytest.mark.parametrize("table", ["demandanswer", "rating", "mark"])
def test_what_was_given_is_neither_changed_nor_deleted(reception: Reception, table: str) -> None:
    appeal = reception.appeal("answered")
    rate_answer(acting_user=reception.applicant, reference=appeal.case.reference, mark=2)
    assert "permission denied" in refusal_of(f"UPDATE appeals_{table} SET appeal_id = appeal_id")
    assert "permission denied" in refusal_of(f"DELETE FROM appeals_{table}")


def test_an_answer_is_rated_once_by_its_applicant(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    mine = {"acting_user": reception.applicant, "reference": appeal.case.reference}
    assert code_of(rate_answer, **mine, mark=5) == "wrong_step"
    answer_appeal(acting_user=reception.officer, reference=appeal.case.reference, replies=replies("solved", "solved"))
    for mark in (0, 6, -1):
        assert code_of(rate_answer, **mine, mark=mark) == "unknown_rating"
    stranger = {**mine, "acting_user": reception.stranger}
    assert code_of(rate_answer, **stranger, mark=1) == "case_not_found"
    assert code_of(rate_answer, **{**mine, "acting_user": reception.officer}, mark=5) == "case_not_found"
    assert code_of(rate_answer, **mine, mark=2) == ""
    assert code_of(rate_answer, **mine, mark=5) == "rated_already"
    assert rating_of(reread(appeal)).mark == 2
