"""Officers receive people: the day sheet, tickets and the counter."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.appointments.builders import TOMORROW, at
from tests.example_day import NOW
from tests.plugins.log_in import client_of
from tests.web.visits import case_with_visit
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.appointments.api import Visit, visit_of, visits_of, was_received
from watandoshlar.domains.appointments.models import Ticket
from watandoshlar.domains.cases.api import Case, book_visit, keep_visit
from watandoshlar.foundation import clock

SHEET = "/en/work/visits/"
COUNTER = "/en/work/counter/"
WALK_IN_DAY = NOW + timedelta(days=2)
"""A Wednesday."""


@pytest.fixture
def case(demonstration, tmp_path) -> Case:
    case = case_with_visit(tmp_path)
    book_visit(acting_user=case.account, reference=case.reference, starts_at=at(11))
    keep_visit(acting_user=case.account, reference=case.reference)
    return case


@pytest.fixture
def officer(case: Case) -> Client:
    return client_of("officer.seoul@example.org")


def text_of(answer) -> str:
    text = answer.content.decode()
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


def note(officer: Client, case: Case, **typed: str):
    visit = visits_of(case.reference)[0]
    return officer.post(f"{SHEET}{visit.pk}/?post=seoul&day={TOMORROW}", typed)


def test_the_day_sheet_says_who_comes_and_what_they_bring(case: Case, officer: Client) -> None:
    assert case.reference not in text_of(officer.get(SHEET))
    page = text_of(officer.get(f"{SHEET}?day={TOMORROW}"))
    assert case.reference in page
    assert "Bring your old passport." in page
    assert case.reference not in text_of(client_of("officer.moscow@example.org").get(f"{SHEET}?day={TOMORROW}"))


def test_who_came_is_noted_on_the_day(case: Case, officer: Client) -> None:
    note(officer, case, came="yes", identity="document")
    assert visit_of(case.reference).state == "booked", "the day has not come"
    with clock.fixed(at(11, 5)):
        note(officer, case, came="yes", identity="")
        assert visit_of(case.reference).state == "booked", "nobody said who it was"
        note(officer, case, came="yes", identity="document")
    visit = visits_of(case.reference)[0]
    assert (visit.state, visit.identity) == ("attended", "document")
    assert visit.received_by == Account.objects.get(email="officer.seoul@example.org")
    assert was_received(case.reference)


def test_who_comes_late_is_received_after_all(case: Case, officer: Client) -> None:
    with clock.fixed(at(10, 55)):
        note(officer, case, came="no")
        assert visit_of(case.reference).state == "booked", "it has not begun"
    with clock.fixed(at(11, 30)):
        note(officer, case, came="no")
        assert visits_of(case.reference)[0].state == "missed"
        note(officer, case, came="yes", identity="otherwise")
    assert visits_of(case.reference)[0].state == "attended"


def test_an_officer_of_another_post_notes_nothing(case: Case) -> None:
    with clock.fixed(at(11, 5)):
        note(client_of("officer.moscow@example.org"), case, came="yes", identity="document")
    assert visits_of(case.reference)[0].state == "booked"


def test_tickets_are_called_by_lane_and_number(case: Case, officer: Client) -> None:
    assert officer.post(COUNTER, {"step": "give", "lane": "ordinary"}).status_code == 302
    assert not Ticket.objects.exists(), "no day without appointments"
    with clock.fixed(WALK_IN_DAY):
        for lane in ("ordinary", "ordinary", "courtesy"):
            officer.post(COUNTER, {"step": "give", "lane": lane})
        officer.post(COUNTER, {"step": "call", "window": "9"})
        for window in ("1", "2", "1"):
            officer.post(COUNTER, {"step": "call", "window": window})
        shown, on_screen = (Client().get(f"/en/display/seoul/{mode}") for mode in ("", "?screen=1"))
    assert list(Ticket.objects.order_by("number").values_list("number", "state", "window")) == [
        (1, "called", 2),
        (2, "called", 1),
        (3, "done", 1),
    ]
    assert [ticket.number for ticket in shown.context["called"]] == [1, 2]
    refresh = '<meta http-equiv="refresh"'
    assert [refresh in text_of(page) for page in (shown, on_screen)] == [False, True]


def test_who_has_no_appointment_is_received_at_the_counter(case: Case, officer: Client) -> None:
    answer = officer.post(COUNTER, {"step": "receive", "reference": "WD-26-0000-0000-0", "identity": "document"})
    assert answer.status_code == 404
    assert answer.context["form"].by_name["reference"].errors
    assert officer.post(COUNTER, {"step": "receive", "reference": case.reference}).status_code == 400
    typed = {"step": "receive", "reference": case.reference.lower(), "identity": "document"}
    assert officer.post(COUNTER, typed).status_code == 302
    assert sorted(visit.state for visit in visits_of(case.reference)) == ["attended", "cancelled"]
    assert case.reference in text_of(officer.get(SHEET))


def test_more_visits_send_no_more_statements(case: Case, officer: Client) -> None:
    address = f"{SHEET}?day={TOMORROW}"
    officer.get(address)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(address).status_code == 200
        return len(queries)

    before = statements()
    visit = visits_of(case.reference)[0]
    for number in range(12):
        visit.pk, visit._state.adding, visit.subject = uuid4(), True, f"copy-{number}"
        visit.span = DateTimeTZRange(
            at(14 + number // 6, 10 * (number % 6)), at(14 + number // 6, 10 * (number % 6) + 9)
        )
        visit.state, visit.held_until = "held", visit.span.upper
        visit.save(force_insert=True)
    Visit.objects.filter(state="held").update(state="booked")
    assert statements() == before == 10


def test_a_case_is_received_once(case: Case, officer: Client) -> None:
    typed = {"step": "receive", "reference": case.reference, "identity": "document"}
    assert officer.post(COUNTER, typed).status_code == 302
    assert officer.post(COUNTER, typed).status_code == 409
    own = client_of(case.account.email)
    assert own.get(f"/en/my/cases/{case.reference}/").context["visit_notice"] is None
