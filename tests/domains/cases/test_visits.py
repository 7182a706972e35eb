"""Visits of cases: the gate, the course, families, and the same person behind two accounts."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.domains.appointments.builders import at, past_opening
from tests.domains.cases.builders import SEOUL, TUTORIAL, Office, account_of, example
from tests.visiting_service import SLUG, visiting_service
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appointments.api import Visit, visit_of, visits_of, was_received
from watandoshlar.domains.appointments.api import errors as visit_errors
from watandoshlar.domains.cases.api import (
    Case,
    add_person,
    book_visit,
    closed_gates,
    errors,
    give_up_visit,
    journey_of_case,
    keep_visit,
    note_visit,
    party_of,
    propose_decision,
    receive_applicant,
    save_page,
    start_example,
    submit_draft,
    submit_family,
    take_case,
    wait_for_visit,
    withdraw_case,
)
from watandoshlar.domains.cases.api import answers_of as answers
from watandoshlar.domains.catalogue.api import current_version, fill_in, publish_version
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
OTHER = {"family": "Rahimova", "given": "Zuhra", "script": "Latn", "source": "none"}


@pytest.fixture
def visiting(office: Office, tmp_path) -> Office:
    publish_version(acting_user=SYSTEM, folder=visiting_service(tmp_path))
    past_opening(get_post("seoul"))
    return office


def raw_of(**answers: object) -> dict[str, Any]:
    raw = example(TUTORIAL, "another-occasion")
    return {**raw, "answers": {**raw["answers"], "reader": {**raw["answers"]["reader"], **answers}}}


def submitted(account: Account, **more: object) -> Case:
    draft = start_example(acting_user=account, service=current_version(SLUG), raw=raw_of(**more), **SEOUL)
    return submit_draft(acting_user=account, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")


def family(account: Account, people: int) -> list[Case]:
    lead = start_example(acting_user=account, service=current_version(SLUG), raw=raw_of(), **SEOUL)
    typed = fill_in(current_version(SLUG).definition, raw_of(reader_name=OTHER)).typed
    for _ in range(people - 1):
        added = add_person(acting_user=account, draft_id=lead.pk)
        for page_id in ("reader", "finish"):
            save_page(acting_user=account, draft_id=added.pk, page_id=page_id, typed=typed[page_id])
    return submit_family(acting_user=account, draft_id=lead.pk, idempotency_key=f"key-{lead.pk}")


def gates(case: Case) -> list[str]:
    return [gate.code for gate in closed_gates(case, journey_of_case(case, answers(case)), "approve")]


def book(case: Case, hour: int = 11) -> None:
    book_visit(acting_user=case.account, reference=case.reference, starts_at=at(hour))
    keep_visit(acting_user=case.account, reference=case.reference)


def course(case: Case) -> list[str]:
    return list(case.events.order_by("pk").values_list("name", flat=True))


def test_the_case_waits_until_the_post_has_received_the_applicant(visiting: Office) -> None:
    case = submitted(visiting.applicant)
    take_case(acting_user=visiting.officer, reference=case.reference)
    approve: Mapping[str, Any] = {"reference": case.reference, "outcome": "approve"}
    with pytest.raises(errors.GatesClosed):
        propose_decision(acting_user=visiting.officer, **approve)
    book(case)
    assert gates(case) == ["visit"]
    with clock.fixed(at(11, 5)):
        note_visit(acting_user=visiting.officer, visit_id=visit_of(case.reference).pk, came=True, identity="document")
        assert gates(case) == []
        propose_decision(acting_user=visiting.officer, **approve)
    assert course(case) == ["submit", "take", "visit_confirmed", "visit_attended", "approve"]


def test_who_comes_without_an_appointment_is_received_too(visiting: Office) -> None:
    case = submitted(visiting.applicant)
    book(case)
    receive_applicant(acting_user=visiting.officer, reference=case.reference, identity="otherwise")
    assert was_received(case.reference)
    assert sorted(visit.state for visit in visits_of(case.reference)) == ["attended", "cancelled"]


def test_a_case_that_ends_gives_its_time_back(visiting: Office) -> None:
    case = submitted(visiting.applicant)
    book(case)
    withdraw_case(acting_user=case.account, reference=case.reference)
    assert visit_of(case.reference) is None
    assert course(case)[-2:] == ["visit_cancelled", "withdraw"]
    with pytest.raises(errors.VisitNotNow):
        book_visit(acting_user=case.account, reference=case.reference, starts_at=at(12))


def test_nobody_books_for_another(visiting: Office) -> None:
    case = submitted(visiting.applicant)
    for acts in (book_visit, wait_for_visit):
        more = {"starts_at": at(11)} if acts is book_visit else {"first_day": at(11).date(), "last_day": at(11).date()}
        with pytest.raises(errors.CaseNotFound):
            acts(acting_user=visiting.officer, reference=case.reference, **more)


def test_a_family_has_one_visit(visiting: Office) -> None:
    cases = family(visiting.applicant, 3)
    party = party_of(cases[1])
    assert (len(party.people), party.minutes, party.subject) == (3, 30, cases[0].reference)
    book(cases[1])
    visit = visit_of(cases[2].reference)
    assert visit == visit_of(cases[0].reference)
    assert set(visit.subjects) == {case.reference for case in cases}
    assert Visit.objects.count() == 1
    withdraw_case(acting_user=visiting.applicant, reference=cases[0].reference)
    assert visit_of(cases[2].reference) == visit, "the others still come"
    with clock.fixed(at(11, 5)):
        note_visit(acting_user=visiting.officer, visit_id=visit.pk, came=True, identity="document")
    assert [was_received(case.reference) for case in cases] == [False, True, True]


def test_the_same_person_is_known_again_behind_another_account(visiting: Office) -> None:
    second = account_of("nodira-again")
    one, other, stranger = submitted(visiting.applicant), submitted(second), submitted(second, reader_name=OTHER)
    mine, again, unlike = (frozenset().union(*party_of(case).people) for case in (one, other, stranger))
    assert mine & again
    assert not mine & unlike
    assert visiting.applicant.email not in "".join(mine)


def test_the_courtesy_lane_is_opened_by_answers_or_said(visiting: Office) -> None:
    by_answers = submitted(visiting.applicant, occasion="wedding", occasion_other=None)
    assert party_of(by_answers).is_courtesy
    case = submitted(visiting.applicant)
    assert not party_of(case).is_courtesy
    with pytest.raises(visit_errors.PlaceTaken):
        book_visit(acting_user=case.account, reference=case.reference, starts_at=at(9, 30))
    visit = book_visit(acting_user=case.account, reference=case.reference, starts_at=at(9, 30), is_courtesy=True)
    assert visit.lane == "courtesy"
    give_up_visit(acting_user=case.account, reference=case.reference)
