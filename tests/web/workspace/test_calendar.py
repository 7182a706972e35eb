"""The ministry and heads of posts keep the calendar by which terms are reckoned."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.plugins.log_in import client_of
from tests.workers import work_off_jobs
from watandoshlar.capabilities.access.api import assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.models import CalendarDay
from watandoshlar.foundation import clock

PAGE = "/en/work/calendar/"
MINISTER = "minister@example.org"
DECREE = "Decree PQ-1 of 2 November 2026"


@pytest.fixture
def minister(demonstration) -> Client:
    account = create_account(acting_user=SYSTEM, email=MINISTER, language="en")
    assign_role(acting_user=SYSTEM, account=account, role="ministry")
    return client_of(MINISTER)


@pytest.fixture
def head(demonstration) -> Client:
    return client_of("head.seoul@example.org")


def typed(**more: str) -> dict[str, str]:
    tomorrow = (clock.now().date() + timedelta(days=1)).isoformat()
    return {"day": tomorrow, "works": "closed", "source": DECREE, "state": "to_be_confirmed", **more}


def text_of(answer) -> str:
    text = answer.content.decode()
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


def test_the_ministry_chooses_a_post_and_how_far_a_day_reaches(minister: Client) -> None:
    page = minister.get(f"{PAGE}?post=seoul")
    assert page.context["post"].code == "seoul"
    assert [choice.value for choice in page.context["form"].by_name["scope"].choices] == ["post", "country", "all"]
    for scope in ("post", "country", "all"):
        answer = minister.post(f"{PAGE}?post=seoul", typed(scope=scope))
        assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?post=seoul")
    rows = CalendarDay.objects.order_by("pk").values_list("post__code", "country")
    assert list(rows) == [("seoul", ""), (None, "KR"), (None, "")]
    assert text_of(minister.get(f"{PAGE}?post=seoul")).count(DECREE) == 4


def test_a_head_keeps_the_own_post_alone(head: Client) -> None:
    page = head.get(f"{PAGE}?post=moscow")
    assert page.context["post"].code == "seoul"
    assert "scope" not in page.context["form"].by_name
    head.post(f"{PAGE}?post=moscow", typed(scope="all"))
    assert list(CalendarDay.objects.values_list("post__code", "country")) == [("seoul", "")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "soon"}, "day"),
        ({"day": "2036-01-01"}, "day"),
        ({"works": ""}, "works"),
        ({"scope": ""}, "scope"),
        ({"source": " "}, "source"),
        ({"state": ""}, "state"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(minister: Client, wrong: dict, field: str) -> None:
    answer = minister.post(PAGE, typed(**{"scope": "all", **wrong}))
    assert answer.status_code == 400
    fields = answer.context["form"].by_name
    assert [name for name, shown in fields.items() if shown.errors] == [field]
    assert answer.context["error_summary"][0][0] == f"#{fields[field].html_id}"
    if field != "source":
        assert fields["source"].value == DECREE
    text_of(answer)
    assert not CalendarDay.objects.exists()


def test_the_days_to_come_say_why(head: Client) -> None:
    head.post(PAGE, typed())
    days = head.get(PAGE).context["days"]
    assert [day["works"] for day in days if DECREE in day["reason"]] == [False]
    assert any("holiday" in day["reason"] for day in days)


def test_the_queue_leads_there(minister: Client, head: Client) -> None:
    for client, is_there in ((minister, True), (head, True), (client_of("officer.seoul@example.org"), False)):
        assert (f'href="{PAGE}"' in text_of(client.get("/en/work/"))) == is_there


def test_applicant_and_officer_read_what_moved(demonstration, head: Client) -> None:
    case = demonstration.waiting
    head.post(PAGE, typed())
    work_off_jobs()
    for client, address in (
        (client_of(demonstration.applicant.email), f"/en/my/cases/{case.reference}/"),
        (head, f"/en/work/cases/{case.reference}/"),
    ):
        assert DECREE in text_of(client.get(address))
