"""The pages of a check by another office: its queue, what opens with taking it, and what closes with the answer."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.applications import APPLICANT, submit_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, answers_of, refer_case, take_case, take_referral
from watandoshlar.foundation import clock

SERVICE = ("identity-confirmation", "lost-on-the-permanent-register")
CHECK = "identity"
MINISTRY = "officer.ministry@example.org"
SECRET_QUESTION = "Is the number of the old passport hers?"


@dataclass(frozen=True)
class Office:
    case: Case
    officer: Client
    ministry: Client
    applicant: Client

    def check(self, step: str = "") -> str:
        return f"/en/work/checks/{self.case.reference}/1/{step}"

    def at_post(self, step: str = "") -> str:
        return f"/en/work/cases/{self.case.reference}/{step}"

    def own_page(self) -> str:
        return self.applicant.get(f"/en/my/cases/{self.case.reference}/").content.decode()


@pytest.fixture
def taken(demonstration) -> Office:
    """A case that an officer in Seoul has taken, and that needs a check in Tashkent."""
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *SERVICE)
    take_case(acting_user=Account.objects.get(email="officer.seoul@example.org"), reference=case.reference)
    clients = {
        name: client_of(email) for name, email in (("officer", "officer.seoul@example.org"), ("ministry", MINISTRY))
    }
    return Office(case=Case.objects.get(pk=case.pk), applicant=client_of(APPLICANT), **clients)


@pytest.fixture
def away(taken: Office) -> Office:
    officer = Account.objects.get(email="officer.seoul@example.org")
    refer_case(acting_user=officer, reference=taken.case.reference, rule_id=CHECK, question=SECRET_QUESTION)
    return taken


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_there_and_back_through_the_pages(taken: Office) -> None:
    office = taken
    form = office.officer.get(office.at_post()).context["forms"]["refer"]
    assert [choice.value for choice in form.by_name["rule_id"].choices] == [CHECK]
    sent = office.officer.post(office.at_post("refer/"), {"rule_id": CHECK, "question": SECRET_QUESTION})
    assert (sent.status_code, Case.objects.get(pk=office.case.pk).state) == (302, "referred")
    assert "consular department in Tashkent" in office.own_page()
    assert office.case.reference in words(office.ministry.get("/en/work/checks/"))
    assert office.ministry.post(office.check("take/")).status_code == 302
    opened = office.ministry.get(office.check())
    assert SECRET_QUESTION in words(opened)
    assert opened.context["sections"]
    assert office.ministry.post(office.check("report/"), {"outcome": "cannot_tell"}).status_code == 400
    answered = office.ministry.post(office.check("report/"), {"outcome": "nothing_against", "note": "It is she."})
    assert (answered.status_code, Case.objects.get(pk=office.case.pk).state) == (302, "in_review")
    assert "It is she." in words(office.officer.get(office.at_post()))
    assert "It is she." not in office.own_page()


def test_a_refused_report_keeps_what_was_typed(away: Office) -> None:
    take_referral(acting_user=Account.objects.get(email=MINISTRY), reference=away.case.reference, number=1)
    answer = away.ministry.post(away.check("report/"), {"outcome": "against", "note": "Another person."})
    assert answer.status_code == 400
    assert answer.context["form"].by_name["note"].value == "Another person."
    assert answer.context["form"].by_name["reasons"].errors


def test_nothing_of_the_case_is_open_before_and_after(away: Office) -> None:
    photo = answers_of(away.case)["photo"][0]["id"]
    closed = away.ministry.get(away.check())
    assert SECRET_QUESTION not in words(closed)
    assert "sections" not in closed.context
    assert away.ministry.get(away.check(f"file/{photo}/")).status_code == 404
    assert away.ministry.post(away.check("take/")).status_code == 302
    assert away.ministry.get(away.check(f"file/{photo}/")).status_code == 200
    assert client_of("head.ministry@example.org").get(away.check(f"file/{photo}/")).status_code == 404
    assert away.ministry.post(away.check("report/"), {"outcome": "nothing_against"}).status_code == 302
    assert away.ministry.get(away.check(f"file/{photo}/")).status_code == 404
    assert SECRET_QUESTION not in words(away.ministry.get(away.check()))
    # The case itself was never a case of that office.
    assert away.ministry.get(away.at_post()).status_code == 404


def test_the_head_puts_back_what_an_officer_left(away: Office) -> None:
    assert away.ministry.post(away.check("take/")).status_code == 302
    head = client_of("head.ministry@example.org")
    assert head.get(away.check()).context["view"].may_release
    assert head.post(away.check("release/")).status_code == 302
    assert head.get("/en/work/checks/?mine=1").context["tabs"][0]["count"] == 1


def test_recalled(away: Office) -> None:
    assert away.officer.post(away.at_post("recall/")).status_code == 302
    assert Case.objects.get(pk=away.case.pk).state == "in_review"
    assert away.ministry.post(away.check("take/")).status_code == 409


def test_the_row_says_no_name_and_no_service(away: Office) -> None:
    listed = words(away.ministry.get("/en/work/checks/"))
    title = away.officer.get(away.at_post()).context["title"]
    assert away.case.reference in listed
    assert str(title) not in listed


def test_the_applicant_reads_that_it_is_late(away: Office) -> None:
    with clock.fixed(clock.now() + timedelta(days=40)):
        assert 'id="elsewhere"' in away.own_page()
        rows = away.ministry.get("/en/work/checks/").context["rows"]
        assert [row["overdue"] for row in rows] == [True]


def test_the_term_stands_and_the_sheet_says_why(away: Office) -> None:
    sheet = away.applicant.get(f"/en/my/cases/{away.case.reference}/term/")
    assert "another office was asked" in words(sheet)


MOST_QUERIES = 14


def test_the_list_asks_as_often_however_long_it_is(away: Office, django_assert_max_num_queries) -> None:
    away.ministry.get("/en/work/checks/")
    with django_assert_max_num_queries(MOST_QUERIES) as one:
        away.ministry.get("/en/work/checks/")
    officer = Account.objects.get(email="officer.seoul@example.org")
    for _number in range(3):
        case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *SERVICE)
        take_case(acting_user=officer, reference=case.reference)
        refer_case(acting_user=officer, reference=case.reference, rule_id=CHECK)
    with django_assert_max_num_queries(MOST_QUERIES) as four:
        assert len(away.ministry.get("/en/work/checks/").context["rows"]) == 4
    assert len(four) == len(one)
