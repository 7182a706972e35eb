"""A case from the queue to the verified document, and to a refusal, as officers and the applicant walk it."""

import re
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.applications import APPLICANT, ONE_OFFICER, TWO_OFFICERS, submit_in_seoul
from tests.journeys.post_work import take_money
from tests.journeys.staff import Staff, look
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, service_of

DUE = date(2026, 12, 1)
PHONE = "+82 2 574 6554"
# An office window, a phone in portrait, and an old phone without scripts.
DEVICES = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "no script": {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}},
}


def submitted(kind: tuple[str, str]) -> Case:
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *kind)
    return case


def label(case: Case, field: str, language: str) -> str:
    return str(service_of(case).texts(language).field(field).label)


@pytest.mark.parametrize("device", DEVICES)
def test_from_the_queue_to_the_document(new_staff: Callable[..., Staff], device: str) -> None:
    case = submitted(TWO_OFFICERS)
    officer = new_staff("officer.seoul", "ru", **DEVICES[device])
    applicant = new_staff("nodira", "uz", factors=1, **DEVICES[device])
    second = new_staff("second.seoul", "uz", **DEVICES[device])
    take(officer, case)
    open_evidence(officer)
    ask_for_phone(officer, case)
    read_letter_and_answer(applicant, case)
    see_the_change(officer, case)
    take_money(officer, case.reference, {"certificate": "30000"}, "A-1")
    open_again(officer, case)
    propose(officer, case)
    return_with_note(second, case)
    assert "Проверьте номер" in open_again(officer, case)
    propose(officer, case)
    confirm(second, case)
    issue(officer, case)
    download(officer, applicant, case)


def assert_state(staff: Staff, case: Case, state: str) -> None:
    assert Case.objects.get(pk=case.pk).state == state, staff.text()


def take(officer: Staff, case: Case) -> None:
    officer.open("work/")
    look(officer)
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name=case.reference).click()
    assert "KARIMOV" not in officer.text().upper()
    look(officer)
    officer.send("take")
    assert officer.page.locator("dl.summary-list").count() > 3
    look(officer)


def open_evidence(officer: Staff) -> None:
    """A file opens in a page of its own, as what it is."""
    link = officer.page.locator("dl.summary-list a[href*='/file/']").first
    answer = officer.page.request.get(officer.site.base_url + link.get_attribute("href"))
    assert answer.ok
    assert answer.headers["content-type"] in ("application/pdf", "image/jpeg")


def ask_for_phone(officer: Staff, case: Case) -> None:
    page = officer.page
    page.locator("details.disclosure summary").click()
    page.fill("#request-note", "Укажите действующий номер")
    officer.send("request")
    assert page.locator("#problems").is_visible()
    assert page.input_value("#request-note") == "Укажите действующий номер"
    look(officer)
    page.locator('[name=items][value="phone"]').check()
    page.fill("#request-due-on", DUE.isoformat())
    officer.send("request")
    assert_state(officer, case, "waiting_for_applicant")
    look(officer)


def read_letter_and_answer(applicant: Staff, case: Case) -> None:
    letters = applicant.site.mailbox
    letter = next(
        found for found in wait_for_letter(letters, case.reference) if label(case, "phone", "uz") in plain(found)
    )
    assert case.reference in letter["Subject"]
    assert re.search(r"\b1\b.*2026", plain(letter))
    applicant.open(f"my/cases/{case.reference}/")
    look(applicant)
    applicant.open(f"my/cases/{case.reference}/answer/")
    applicant.page.fill("[name=phone]", PHONE)
    with applicant.page.expect_navigation():
        applicant.page.locator("main form .actions button.button").last.click()
    assert_state(applicant, case, "in_review")


def wait_for_letter(mailbox, reference: str) -> list:
    """The letters to the applicant; at least the receipt and the request."""
    mailbox.wait_for(APPLICANT, 2)
    return [letter for letter in mailbox.to(APPLICANT) if reference in letter["Subject"]]


def plain(letter: EmailMessage) -> str:
    """The text of a letter on one line."""
    return " ".join(letter.get_body(preferencelist=("plain",)).get_content().split())


def see_the_change(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    changed = officer.page.locator(".summary-list .changed")
    assert changed.count() == 1
    assert label(case, "phone", "ru") in changed.inner_text()
    assert officer.page.locator("#history").count() == 1
    look(officer)


def propose(officer: Staff, case: Case) -> None:
    officer.page.check("#propose-outcome-1")
    officer.page.fill("#propose-note", "Tabriklaymiz")
    officer.send("decide")
    assert_state(officer, case, "proposed")


def return_with_note(second: Staff, case: Case) -> None:
    second.open_case(case.reference)
    second.page.check("#confirm-outcome-2")
    second.send("confirm")
    assert second.page.locator("#confirm-note-error").is_visible()
    look(second)
    second.page.fill("#confirm-note", "Проверьте номер")
    second.send("confirm")
    assert_state(second, case, "in_review")


def open_again(officer: Staff, case: Case) -> str:
    officer.open_case(case.reference)
    look(officer)
    return officer.text()


def confirm(second: Staff, case: Case) -> None:
    second.open_case(case.reference)
    second.page.check("#confirm-outcome-1")
    second.send("confirm")
    assert_state(second, case, "approved")


def issue(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    officer.send("issue")
    assert_state(officer, case, "issued")
    look(officer)


def download(officer: Staff, applicant: Staff, case: Case) -> None:
    """The officer's file is the applicant's, byte for byte."""
    for_officer = officer.read(f"work/cases/{case.reference}/document.pdf")
    applicant.open(f"my/cases/{case.reference}/")
    with applicant.page.expect_download() as fetched:
        applicant.page.locator('form[action$="document.pdf"] button').click()
    for_applicant = Path(fetched.value.path()).read_bytes()
    assert for_officer.startswith(b"%PDF-")
    assert for_officer == for_applicant
    applicant.open(f"my/cases/{case.reference}/")
    look(applicant)


def test_a_refusal_reaches_the_applicant_in_their_language(new_staff: Callable[..., Staff]) -> None:
    case = submitted(ONE_OFFICER)
    officer = new_staff("officer.seoul", "ru")
    officer.open_case(case.reference)
    officer.send("take")
    officer.page.check("#propose-outcome-2")
    officer.page.locator('[name=reasons][value="not_in_district"]').check()
    officer.page.fill("#propose-note", "Boshqa elchixonaga murojaat qiling")
    officer.send("decide")
    assert_state(officer, case, "refused")
    look(officer)
    reason = str(service_of(case).texts("uz").refusal_reason("not_in_district"))
    letter = officer.site.mailbox.wait_for(APPLICANT, 2)
    assert case.reference in letter["Subject"]
    assert reason in plain(letter)
    applicant = new_staff("nodira", "uz", factors=1)
    applicant.open(f"my/cases/{case.reference}/")
    assert reason in applicant.text()
    assert "Boshqa elchixonaga murojaat qiling" in applicant.text()
    look(applicant)


def test_the_head_releases_what_an_absent_officer_holds(new_staff: Callable[..., Staff]) -> None:
    case = submitted(ONE_OFFICER)
    officer, head = new_staff("officer.seoul"), new_staff("head.seoul", "en")
    officer.open_case(case.reference)
    officer.send("take")
    head.open_case(case.reference)
    assert officer.email in head.text()
    head.send("release")
    assert Case.objects.get(pk=case.pk).officer is None
    assert case.reference in head.text()
    look(head)
