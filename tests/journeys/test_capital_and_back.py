"""A case goes to the capital and back, and its result is collected: walked at browsers by all who have a part in it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.applications import APPLICANT, ONE_OFFICER, submit_in_seoul
from tests.journeys.hands import unfold
from tests.journeys.staff import Staff, assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import (
    Case,
    choose_way,
    hand_over_of,
    mark_ready,
    open_gates,
    propose_decision,
    refer_case,
    report_referral,
    send_result,
    take_case,
    take_referral,
)

SERVICE = ("document-retrieval", "record-of-convictions")
CHECK = "criminal_record"
DEVICES = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "no script": {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}},
}
WIDTHS = {"uz": 360, "ru": 768, "uz-cyrl": 360, "uz-arab": 360, "en": 1280}


def look(staff: Staff) -> None:
    """The pages are the same without scripts, where axe itself cannot run."""
    assert_fits(staff.page)
    if staff.runs_scripts:
        assert_accessible(staff.page, colours=staff.language in ("ru", "uz-arab"))


def submitted() -> tuple[Case, Mapping[str, Any]]:
    return submit_in_seoul(Account.objects.get(email=APPLICANT), *SERVICE)


def reread(case: Case) -> Case:
    return Case.objects.select_related("post", "applicant", "account").get(pk=case.pk)


def open_form(staff: Staff, form: str) -> None:
    staff.page.locator(f'details:has(form[action$="/{form}/"]) summary').click()


@pytest.mark.parametrize("device", DEVICES)
def test_to_the_capital_and_back_until_it_is_collected(new_staff: Callable[..., Staff], device: str) -> None:
    case, raw = submitted()
    officer = new_staff("officer.seoul", "ru", **DEVICES[device])
    ministry = new_staff("officer.ministry", "uz", **DEVICES[device])
    applicant = new_staff("nodira", "en", factors=1, **DEVICES[device])
    send_to_the_capital(officer, case)
    read_who_has_it(applicant, case)
    answer_as_the_ministry(ministry, case)
    decide(officer, case, raw)
    choose_to_collect(applicant, case)
    make_ready(officer, case)
    read_that_it_is_ready(applicant, case)
    open_gates(reread(case), "hand_over", acting_user=officer.account, raw=raw)
    hand_over(officer, case)
    applicant.open(f"my/cases/{case.reference}/")
    look(applicant)
    assert hand_over_of(case).state == "collected"
    assert "FA 1234567" not in applicant.text()


def send_to_the_capital(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    officer.send("take")
    open_form(officer, "refer")
    officer.page.check("#refer-rule-id-1")
    officer.page.fill("#refer-question", "Прошу сверить прежнюю фамилию")
    look(officer)
    officer.send("refer")
    assert reread(case).state == "referred"
    look(officer)


def read_who_has_it(applicant: Staff, case: Case) -> None:
    applicant.open(f"my/cases/{case.reference}/")
    assert "consular department in Tashkent" in applicant.page.locator("section:has(#elsewhere)").inner_text()
    look(applicant)


def answer_as_the_ministry(ministry: Staff, case: Case) -> None:
    ministry.open("work/checks/")
    look(ministry)
    with ministry.page.expect_navigation():
        ministry.page.get_by_role("link", name=case.reference).click()
    assert "Прошу сверить" not in ministry.text()
    look(ministry)
    ministry.send("take")
    assert "Прошу сверить" in ministry.text()
    assert ministry.page.locator("dl.summary-list").count() > 2
    look(ministry)
    ministry.send("report")
    assert ministry.page.locator("#problems").is_visible()
    look(ministry)
    ministry.page.check("#report-outcome-1")
    ministry.page.fill("#report-note", "Фамилия совпадает")
    ministry.send("report")
    assert reread(case).state == "in_review"
    assert ministry.open(f"work/checks/{case.reference}/1/") == 200
    assert "Прошу сверить" not in ministry.text()
    look(ministry)


def decide(officer: Staff, case: Case, raw: Mapping[str, Any]) -> None:
    officer.open_case(case.reference)
    assert "Фамилия совпадает" in officer.text()
    look(officer)
    # What else the service asks for before a decision has journeys of its own.
    open_gates(reread(case), "approve", acting_user=officer.account, raw=raw)
    officer.open_case(case.reference)
    officer.page.check("#propose-outcome-1")
    officer.send("decide")
    assert reread(case).state == "approved"


def choose_to_collect(applicant: Staff, case: Case) -> None:
    applicant.open(f"my/cases/{case.reference}/way/")
    applicant.page.locator('[name=way][value="send"]').check()
    with applicant.page.expect_navigation():
        applicant.page.locator("main form .actions button.button").first.click()
    assert applicant.page.locator("#problems").is_visible()
    look(applicant)
    applicant.page.locator('[name=way][value="collect"]').check()
    with applicant.page.expect_navigation():
        applicant.page.locator("main form .actions button.button").first.click()
    assert hand_over_of(case).way == "collect"
    look(applicant)


def make_ready(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    look(officer)
    officer.send("ready")
    assert reread(case).state == "issued"
    officer.open("work/results/")
    assert case.reference in officer.text()
    look(officer)


def read_that_it_is_ready(applicant: Staff, case: Case) -> None:
    applicant.open(f"my/cases/{case.reference}/")
    assert applicant.page.locator("#result").count() == 1
    look(applicant)


def hand_over(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    open_form(officer, "collect")
    officer.send("collect")
    assert officer.page.locator("#problems").is_visible()
    look(officer)
    officer.page.check("#collect-document-seen-1")
    officer.page.fill("#collect-number-seen", "FA 1234567")
    officer.send("collect")
    look(officer)


def test_a_document_is_downloaded_once_by_its_button(new_staff: Callable[..., Staff]) -> None:
    """Without scripts too a button fetches a file, and the page goes on from there."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *ONE_OFFICER)
    officer = Account.objects.get(email="officer.seoul@example.org")
    take_case(acting_user=officer, reference=case.reference)
    open_gates(reread(case), "approve", acting_user=officer, raw=raw)
    propose_decision(acting_user=officer, reference=case.reference, outcome="approve")
    staff = new_staff("officer.seoul", "en")
    staff.open_case(case.reference)
    staff.send("issue")
    open_gates(reread(case), "hand_over", acting_user=officer, raw=raw)
    applicant = new_staff("nodira", "uz", factors=1, java_script_enabled=False)
    applicant.open(f"my/cases/{case.reference}/")
    with applicant.page.expect_download() as fetched:
        applicant.page.locator('form[action$="document.pdf"] button').click()
    assert Path(fetched.value.path()).read_bytes().startswith(b"%PDF-")
    assert hand_over_of(case).state == "downloaded"
    assert applicant.read(f"my/cases/{case.reference}/document.pdf").startswith(b"%PDF-")


# --- every page in every language -----------------------------------------------------------------------------------


@pytest.fixture
def referred(demonstration: object) -> Case:
    """With the ministry, whose officer has begun."""
    case, _raw = submitted()
    officer, ministry = (Account.objects.get(email=f"officer.{city}@example.org") for city in ("seoul", "ministry"))
    take_case(acting_user=officer, reference=case.reference)
    refer_case(acting_user=officer, reference=case.reference, rule_id=CHECK, question="…")
    take_referral(acting_user=ministry, reference=case.reference, number=1)
    return reread(case)


@pytest.fixture
def ready(demonstration: object) -> Case:
    """On the way to the address of the applicant."""
    case, raw = submitted()
    officer, ministry = (Account.objects.get(email=f"officer.{city}@example.org") for city in ("seoul", "ministry"))
    take_case(acting_user=officer, reference=case.reference)
    refer_case(acting_user=officer, reference=case.reference, rule_id=CHECK)
    take_referral(acting_user=ministry, reference=case.reference, number=1)
    report_referral(acting_user=ministry, reference=case.reference, number=1, outcome="nothing_against")
    open_gates(reread(case), "approve", acting_user=officer, raw=raw)
    propose_decision(acting_user=officer, reference=case.reference, outcome="approve")
    mark_ready(acting_user=officer, reference=case.reference)
    open_gates(reread(case), "hand_over", acting_user=officer, raw=raw)
    choose_way(acting_user=case.account, reference=case.reference, way="send", address="Specimen Street 1")
    return reread(case)


def see(staff: Staff, path: str) -> None:
    assert staff.open(path) == 200
    unfold(staff.page)
    look(staff)


@pytest.mark.parametrize("language", WIDTHS)
def test_every_page_of_a_check(new_staff: Callable[..., Staff], referred: Case, language: str) -> None:
    device = {"viewport": {"width": WIDTHS[language], "height": 800}, "frames": False}
    reference = referred.reference
    ministry = new_staff("officer.ministry", language, **device)
    for path in ("work/checks/", "work/checks/?mine=1", f"work/checks/{reference}/1/"):
        see(ministry, path)
    officer = new_staff("officer.seoul", language, **device)
    for path in ("work/checks/", f"work/cases/{reference}/", f"work/cases/{reference}/term/"):
        see(officer, path)
    applicant = new_staff("nodira", language, factors=1, **device)
    for path in (f"my/cases/{reference}/", f"my/cases/{reference}/term/", f"my/cases/{reference}/way/"):
        see(applicant, path)


@pytest.mark.parametrize("language", WIDTHS)
def test_every_page_of_a_result(new_staff: Callable[..., Staff], ready: Case, language: str) -> None:
    device = {"viewport": {"width": WIDTHS[language], "height": 800}, "frames": False}
    case_page, own_page = f"work/cases/{ready.reference}/", f"my/cases/{ready.reference}/"
    officer, applicant = new_staff("officer.seoul", language, **device), new_staff("nodira", language, 1, **device)
    for path in ("work/results/", "work/results/?part=sent", case_page):
        see(officer, path)
    for path in (own_page, f"{own_page}way/"):
        see(applicant, path)
    send_result(acting_user=officer.account, reference=ready.reference, carrier="Specimen Post", tracking="SP 1")
    see(officer, case_page)
    see(applicant, own_page)


@pytest.mark.parametrize("language", ["uz", "uz-arab"])
def test_pages_of_a_confidential_case(new_staff: Callable[..., Staff], demonstration: object, language: str) -> None:
    case, _raw = submit_in_seoul(
        Account.objects.get(email=APPLICANT), "detained-citizen-help", "held-himself-in-a-centre"
    )
    device = {"viewport": {"width": WIDTHS[language], "height": 800}, "frames": False}
    officer, second = (new_staff(f"{who}.seoul", language, **device) for who in ("officer", "second"))
    take_case(acting_user=officer.account, reference=case.reference)
    for staff in (officer, second):
        see(staff, f"work/cases/{case.reference}/")
        see(staff, "work/")
    see(new_staff("nodira", language, factors=1, **device), "my/")
