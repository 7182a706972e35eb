"""The applicant answers what the officer asked for: with the obvious presses, and nothing is lost on the way."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.applications import APPLICANT, ONE_OFFICER, submit_in_seoul
from tests.journeys.applicant import Applicant
from tests.journeys.staff import assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, answers_of, example_upload, request_items, take_case
from watandoshlar.foundation import clock

PHOTO = "sharper.jpg"


@pytest.fixture
def asked(demonstration: object) -> Callable[..., Case]:
    """A case in Seoul in which the officer has asked for some fields."""

    def ask(*items: str) -> Case:
        with clock.fixed(earlier()):
            case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *ONE_OFFICER)
            take_case(acting_user=officer(), reference=case.reference)
        ask_again(case, *items)
        return case

    return ask


def earlier() -> datetime:
    """Before the answer, also by the clock of the site, which began to run a moment after ours."""
    return clock.now() - timedelta(hours=1)


def officer() -> Account:
    return Account.objects.get(email="officer.seoul@example.org")


def ask_again(case: Case, *items: str) -> None:
    due_on = clock.now().date() + timedelta(days=9)
    with clock.fixed(earlier()):
        request_items(acting_user=officer(), reference=case.reference, items=items, note="", due_on=due_on)


@pytest.fixture
def answering(new_applicant: Callable[..., Applicant]) -> Callable[..., Applicant]:
    """On the page of the request, with or without JavaScript."""

    def open_page(case: Case, with_javascript: bool = False) -> Applicant:
        applicant = new_applicant("en", java_script_enabled=with_javascript)
        applicant.open(f"my/cases/{case.reference}/answer/")
        return applicant

    return open_page


def photo(kind: str = "photo") -> dict:
    file = example_upload(PHOTO, kind)
    return {"name": PHOTO, "mimeType": file.content_type, "buffer": file.read()}


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def problems(applicant: Applicant) -> list[str]:
    return applicant.page.locator("#problems li").all_inner_texts()


@pytest.mark.parametrize("with_javascript", [True, False])
def test_a_photo_is_replaced(with_javascript: bool, asked: Callable, answering: Callable) -> None:
    case = asked("photo")
    before = answers_of(case)["photo"]
    applicant = answering(case, with_javascript)
    assert before[0]["name"] in applicant.page.locator(".files").inner_text()
    if with_javascript:
        assert_fits(applicant.page)
        assert_accessible(applicant.page)
    applicant.page.set_input_files("[name=photo]", photo())
    applicant.press()
    assert state_of(case) == "in_review"
    assert [kept["name"] for kept in answers_of(case)["photo"]] == [PHOTO]
    assert answers_of(case, number=1)["photo"] == before


def test_files_beside_a_wrong_answer_are_named(asked: Callable, answering: Callable) -> None:
    case = asked("photo", "phone")
    applicant = answering(case)
    applicant.page.set_input_files("[name=photo]", photo())
    applicant.page.fill("[name=phone]", "twelve")
    applicant.press()
    assert len(problems(applicant)) == 1
    assert PHOTO in applicant.page.locator(".field-warning").inner_text()
    assert applicant.page.input_value("[name=phone]") == "twelve"


@pytest.mark.parametrize("with_javascript", [True, False])
def test_what_an_answer_opens_is_asked_on_the_same_page(
    with_javascript: bool, asked: Callable, answering: Callable
) -> None:
    case = asked("registration_kind", "phone")
    applicant = answering(case, with_javascript)
    applicant.page.check('[name=registration_kind][value="permanent"]')
    applicant.page.fill("[name=phone]", "+82 2 574 6554")
    applicant.press()
    # A question that was not there is no mistake yet.
    assert problems(applicant) == []
    assert applicant.page.is_checked('[name=registration_kind][value="permanent"]')
    assert applicant.page.input_value("[name=phone]") == "+82 2 574 6554"
    applicant.page.check('[name=departure][value="exit_permit"]')
    applicant.press()
    assert applicant.page.is_checked('[name=departure][value="exit_permit"]')
    applicant.page.set_input_files("[name=exit_permit_scan]", photo("file"))
    applicant.press()
    assert state_of(case) == "in_review"
    assert answers_of(case)["departure"] == "exit_permit"


def test_who_may_not_apply_any_more_reads_why(asked: Callable, answering: Callable) -> None:
    case = asked("civil_status")
    applicant = answering(case)
    applicant.page.check('[name=civil_status][value="other"]')
    applicant.press()
    assert len(problems(applicant)) == 1
    assert applicant.page.locator("main .notice.warning p").count() == 2
    assert applicant.page.is_checked('[name=civil_status][value="other"]')
    assert state_of(case) == "waiting_for_applicant"


def test_rows_are_added_and_taken_away_before_anything_is_kept(asked: Callable, answering: Callable) -> None:
    case = asked("has_children_here", "children")
    applicant = answering(case)
    applicant.page.check('[name=has_children_here][value="yes"]')
    fill_child(applicant, 1, "Lola")
    applicant.press('button[name="children.add"]')
    assert state_of(case) == "waiting_for_applicant"
    fill_child(applicant, 2, "Aziz")
    applicant.press()
    # The papers of the children are asked now.
    applicant.page.set_input_files("[name=children_birth_certificates]", photo("file"))
    applicant.press()
    assert given_names(case) == [("1", "Lola"), ("2", "Aziz")]
    ask_again(case, "children")
    applicant.open(f"my/cases/{case.reference}/answer/")
    applicant.press('button[name="children.remove"][value="1"]')
    assert applicant.page.locator(".row").count() == 1
    assert applicant.page.input_value('[name="children.2.child_name.given"]') == "Aziz"
    assert len(given_names(case)) == 2
    applicant.press()
    assert given_names(case) == [("2", "Aziz")]


def given_names(case: Case) -> list[tuple[str, str]]:
    return [(row["row"], row["child_name"]["given"]) for row in answers_of(case)["children"]]


def fill_child(applicant: Applicant, number: int, given: str) -> None:
    name = f"children.{number}"
    applicant.page.fill(f'[name="{name}.child_name.given"]', given)
    applicant.fill({f"{name}.child_name.script": ["Latn"]}, {})
    applicant.fill({f"{name}.child_name.source": ["passport"]}, {})
    for part, text in (("day", "1"), ("month", "2"), ("year", "2020")):
        applicant.page.fill(f'[name="{name}.child_birth_date.{part}"]', text)


def test_enter_sends_and_removes_nothing(asked: Callable, answering: Callable) -> None:
    case = asked("phone", "photo")
    applicant = answering(case, with_javascript=True)
    applicant.page.fill("[name=phone]", "+82 2 574 6554")
    with applicant.page.expect_navigation():
        applicant.page.press("[name=phone]", "Enter")
    assert state_of(case) == "in_review"
    assert answers_of(case)["photo"] == answers_of(case, number=1)["photo"]


def test_an_answer_that_changes_nothing_or_that_nobody_asks(asked: Callable, answering: Callable) -> None:
    case = asked("phone")
    applicant = answering(case, with_javascript=True)
    applicant.press()
    assert len(problems(applicant)) == 1
    applicant.page.fill("[name=phone]", "+82 2 574 6554")
    applicant.page.evaluate(
        "document.querySelector('main form').insertAdjacentHTML('beforeend', '<input name=nickname value=x>')"
    )
    applicant.press()
    assert "nickname" in problems(applicant)[0]
    assert applicant.page.input_value("[name=phone]") == "+82 2 574 6554"
    applicant.press()
    assert state_of(case) == "in_review"
