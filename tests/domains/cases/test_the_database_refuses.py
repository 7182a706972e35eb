"""What the database itself refuses to the platform's role, whatever a program asks of it."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.domains.cases.builders import TWO_OFFICERS, Office
from watandoshlar.domains.cases import states
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.cases.models import Decision

pytestmark = pytest.mark.django_db

STEPS = {(step.source, step.target) for step in states.TRANSITIONS}
JUMPS = sorted(
    (source, target)
    for source in states.STATES
    for target in states.STATES
    if source != target and (source, target) not in STEPS
)


def execute(statement: str, *parameters: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def refusal_of(statement: str, *parameters: Any) -> str:
    """The constraint by which the database refuses the statement, or the message where none is named."""
    with pytest.raises(DatabaseError) as refused:
        execute(statement, *parameters)
    diagnosis = refused.value.__cause__.diag
    return diagnosis.constraint_name or diagnosis.message_primary


def decide(case: Case, officer: int, outcome: str, step: int) -> str:
    return (
        "INSERT INTO cases_decision (case_id, round, step, officer_id, outcome, reasons, note, made_at) "
        f"VALUES ({case.pk}, {case.round}, {step}, {officer}, '{outcome}', '[]', '', now())"
    )


@pytest.mark.parametrize("source", sorted(states.STATES))
def test_a_jump_that_the_table_lacks(office: Office, source: str) -> None:
    case = office.case(source)
    # Everything that could be missing for a decision is there, so that only the table speaks.
    for outcome, officer in (("approve", office.officer), ("refuse", office.second)):
        Decision(case=case, round=9, step=1 if outcome == "approve" else 2, officer=officer, outcome=outcome).save()
    jumps = [target for begin, target in JUMPS if begin == source]
    assert jumps
    for target in jumps:
        statement = "UPDATE cases_case SET state = %s, officer_id = %s, round = 9 WHERE id = %s"
        assert refusal_of(statement, target, office.officer.pk, case.pk) == "cases_step_known", target


def test_a_state_that_nobody_knows(office: Office) -> None:
    refused = refusal_of("UPDATE cases_case SET state = 'lost' WHERE id = %s", office.case().pk)
    assert refused in {"cases_step_known", "cases_state_known"}


@pytest.mark.parametrize("state", sorted(set(states.STATES) - {states.FIRST_STATE}))
def test_a_case_that_does_not_begin_at_the_beginning(office: Office, state: str) -> None:
    case = office.case()
    columns = [field.column for field in Case._meta.concrete_fields if field.column != "id"]
    fresh = {"reference": "'WD-26-XXXX-XXXX-X'", "idempotency_key": "'another'", "state": f"'{state}'"}
    fresh["officer_id"] = str(office.officer.pk)
    values = ", ".join(fresh.get(column, column) for column in columns)
    statement = f"INSERT INTO cases_case ({', '.join(columns)}) SELECT {values} FROM cases_case WHERE id = {case.pk}"
    assert refusal_of(statement) == "cases_step_known"
    assert execute(statement.replace(f"'{state}'", "'submitted'")) == 1


def test_a_second_decision_of_the_same_officer(office: Office) -> None:
    case = office.case("proposed")
    assert refusal_of(decide(case, office.officer.pk, "approve", 2)) == "cases_two_officers_decide"
    assert refusal_of(decide(case, office.second.pk, "approve", 1)) == "cases_one_decision_per_step"
    assert execute(decide(case, office.second.pk, "approve", 2)) == 1


@pytest.mark.parametrize(("target", "outcome"), [("approved", "approve"), ("refused", "refuse")])
def test_a_decision_that_lacks_officers(office: Office, target: str, outcome: str) -> None:
    move = f"UPDATE cases_case SET state = '{target}' WHERE id = %s"
    for slug, officers in (("", [office.officer]), (TWO_OFFICERS, [office.officer, office.second])):
        case = office.case("in_review", slug)
        for step, officer in enumerate(officers, start=1):
            assert refusal_of(move, case.pk) == "cases_officers_decided"
            execute(decide(case, officer.pk, outcome, step))
        assert execute(move, case.pk) == 1


def test_two_officers_who_do_not_agree(office: Office) -> None:
    case = office.case("proposed")
    execute(decide(case, office.second.pk, "refuse", 2))
    for target in ("approved", "refused"):
        refused = refusal_of("UPDATE cases_case SET state = %s WHERE id = %s", target, case.pk)
        assert refused == "cases_officers_decided"


def test_decisions_of_an_earlier_round(office: Office) -> None:
    case = office.case("proposed")
    execute(decide(case, office.second.pk, "approve", 2))
    refused = refusal_of("UPDATE cases_case SET state = 'approved', round = round + 1 WHERE id = %s", case.pk)
    assert refused == "cases_officers_decided"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reference", "'WD-26-XXXX-XXXX-X'"),
        ("version_id", "(SELECT content_hash FROM catalogue_serviceversion WHERE slug = 'two-officers')"),
        ("applicant_id", "gen_random_uuid()"),
        ("account_id", "(SELECT id FROM access_account WHERE email = 'head@example.org')"),
        ("submitted_at", "submitted_at + interval '1 day'"),
    ],
)
def test_a_change_of_what_was_submitted(office: Office, column: str, value: str) -> None:
    case = office.case("in_review")
    statement = f"UPDATE cases_case SET {column} = {value} WHERE id = {case.pk}"
    assert refusal_of(statement) == "cases_submission_fixed"


def test_a_second_officer_who_is_needed_no_more(office: Office) -> None:
    """An answer may call for a second officer; no answer sends one away."""
    change = "UPDATE cases_case SET needs_second_officer = %s WHERE id = %s"
    case = office.case("in_review")
    assert execute(change, True, case.pk) == 1
    assert refusal_of(change, False, case.pk) == "cases_submission_fixed"


def test_a_request_that_ends_twice(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    statement = "UPDATE cases_itemrequest SET answered_at = now(), closed_at = now() WHERE case_id = %s"
    assert refusal_of(statement, case.pk) == "cases_item_request_ends_once"


def test_an_officer_who_is_the_applicant(office: Office) -> None:
    case = office.case("in_review")
    refused = refusal_of("UPDATE cases_case SET officer_id = account_id WHERE id = %s", case.pk)
    assert refused == "cases_officer_is_not_applicant"


def test_a_case_in_review_without_an_officer(office: Office) -> None:
    case = office.case("in_review")
    refused = refusal_of("UPDATE cases_case SET officer_id = NULL WHERE id = %s", case.pk)
    assert refused == "cases_in_review_has_officer"


def test_a_second_case_for_the_same_key(office: Office) -> None:
    case, other = office.case(), office.case()
    refused = refusal_of("UPDATE cases_case SET idempotency_key = %s WHERE id = %s", case.idempotency_key, other.pk)
    assert refused == "cases_case_once_per_key"


def test_a_second_open_request(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    refused = refusal_of(
        "INSERT INTO cases_itemrequest (case_id, number, items, note, due_on, asked_by_id, asked_at) "
        "SELECT case_id, 2, items, note, due_on, asked_by_id, now() FROM cases_itemrequest WHERE case_id = %s",
        case.pk,
    )
    assert refused == "cases_one_open_item_request"


@pytest.mark.parametrize(
    "table",
    [
        "cases_answerset",
        "cases_caseevent",
        "cases_decision",
        "cases_transition",
        "audit_entry",
        "audit_seal",
        "catalogue_serviceversion",
        "catalogue_publication",
    ],
)
def test_a_change_of_what_is_only_added(office: Office, table: str) -> None:
    office.case("approved")
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[0].name
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        assert table in refusal_of(statement) or "permission denied" in refusal_of(statement)


def test_a_case_that_disappears(office: Office) -> None:
    case = office.case()
    assert "permission denied" in refusal_of("DELETE FROM cases_case WHERE id = %s", case.pk)
