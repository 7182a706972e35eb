"""An applicant books, moves, confirms and cancels a visit on the page of a case; nothing needs JavaScript."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.domains.appointments.builders import TOMORROW
from tests.plugins.log_in import client_of
from tests.web.visits import case_with_visit
from watandoshlar.domains.appointments.api import visit_of, wish_of
from watandoshlar.domains.cases.api import Case, CaseEvent

DAY = TOMORROW.isoformat()


@pytest.fixture
def case(demonstration, tmp_path) -> Case:
    return case_with_visit(tmp_path)


@pytest.fixture
def client(case: Case) -> Client:
    return client_of(case.account.email)


def page(case: Case, place: str = "") -> str:
    return f"/en/my/cases/{case.reference}/visit/{place}"


def text_of(answer) -> str:
    text = answer.content.decode()
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


def test_a_visit_is_booked_on_the_page_of_the_case(case: Case, client: Client) -> None:
    assert f'href="{page(case)}"' in text_of(client.get(f"/en/my/cases/{case.reference}/"))
    days = text_of(client.get(page(case)))
    assert f"?day={DAY}" in days
    assert "Bring your old passport." in days
    times = client.get(f"{page(case)}?day={DAY}")
    chosen = times.context["times"][0]["value"]
    answer = client.post(page(case, "choose/"), {"starts_at": chosen})
    assert (answer.status_code, visit_of(case.reference).state) == (302, "held")
    assert page(case, "confirm/") in text_of(client.get(page(case)))
    client.post(page(case, "confirm/"))
    booked = visit_of(case.reference)
    assert (booked.state, booked.span.lower) == ("booked", datetime.fromisoformat(chosen))
    assert "visit_confirmed" in CaseEvent.objects.filter(case=case).values_list("name", flat=True)
    text_of(client.get(f"/en/my/cases/{case.reference}/"))


def test_the_visit_is_a_file_for_calendars(case: Case, client: Client) -> None:
    chosen = client.get(f"{page(case)}?day={DAY}").context["times"][0]["value"]
    client.post(page(case, "choose/"), {"starts_at": chosen})
    assert client.get(f"/en/my/cases/{case.reference}/visit.ics").status_code == 404
    client.post(page(case, "confirm/"))
    answer = client.get(f"/ru/my/cases/{case.reference}/visit.ics")
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == datetime.fromisoformat(chosen)
    assert event["dtstart"].params["TZID"] == "Asia/Seoul"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Seoul"]
    assert event["summary"].params["LANGUAGE"] == "ru"
    assert "старый паспорт" in event["description"]
    assert "Letter of greeting" not in answer.content.decode()


def test_what_is_gone_is_said_and_nothing_else_changes(case: Case, client: Client) -> None:
    for wrong in ("", "soon", "2026-11-03T03:07:00+00:00", "2026-11-03T11:00"):
        answer = client.post(page(case, f"choose/?day={DAY}"), {"starts_at": wrong})
        assert answer["Location"] == f"{page(case)}?day={DAY}"
        assert visit_of(case.reference) is None


def test_the_waiting_list_and_the_way_out(case: Case, client: Client) -> None:
    typed = {"first_day": DAY, "last_day": (TOMORROW + timedelta(days=20)).isoformat(), "lane": "courtesy"}
    assert client.post(page(case), {**typed, "last_day": "x"}).status_code == 400
    assert client.post(page(case), typed).status_code == 302
    assert wish_of(case.reference).lane == "courtesy"
    assert client.post(page(case), typed).status_code == 409
    assert str(wish_of(case.reference).pk) in text_of(client.get(page(case)))
    client.post(page(case, "leave/"))
    assert wish_of(case.reference) is None


def test_a_visit_is_moved_and_cancelled(case: Case, client: Client) -> None:
    times = [time["value"] for time in client.get(f"{page(case)}?day={DAY}").context["times"]]
    client.post(page(case, "choose/"), {"starts_at": times[0]})
    client.post(page(case, "confirm/"))
    client.post(page(case, "choose/"), {"starts_at": times[3]})
    assert visit_of(case.reference).replaces_id
    client.post(page(case, "confirm/"))
    assert visit_of(case.reference).span.lower == datetime.fromisoformat(times[3])
    assert "destructive" in text_of(client.get(page(case, "cancel/")))
    client.post(page(case, "cancel/"))
    assert visit_of(case.reference) is None


def test_nobody_else_sees_or_books_it(case: Case) -> None:
    stranger = client_of("aziz@example.org")
    for place in ("", "cancel/"):
        assert stranger.get(page(case, place)).status_code == 404
    for place in ("", "confirm/", "choose/", "leave/", "cancel/"):
        assert stranger.post(page(case, place), {"starts_at": "2026-11-03T03:00:00+00:00"}).status_code in (404, 302)
    assert visit_of(case.reference) is None


@pytest.mark.parametrize(("place", "number"), [("", 16), (f"?day={DAY}", 16)])
def test_how_many_statements_the_page_sends(case: Case, client: Client, place: str, number: int) -> None:
    """However many days are open, and times on them."""
    client.get(page(case) + place)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page(case) + place).status_code == 200
    assert len(queries) == number
