"""The head of the post withdraws a document: the applicant reads why, and whoever checks it reads that it is so."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.journeys.staff import Staff, look, words_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, walk_example
from watandoshlar.domains.certificates.api import Verdict, certificate_of, read_pdf, verify_number
from watandoshlar.domains.certificates.rules.numbers import ALPHABET
from watandoshlar.foundation import clock

REASON = "obtained_by_fraud"


@pytest.fixture
def issued(demonstration) -> Case:
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    officer, second = (Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second"))
    walk_example(acting_user=officer, second_officer=second, case=case, raw=raw)
    return case


@pytest.mark.parametrize("scripts", [True, False])
def test_the_head_withdraws_a_document(
    new_staff: Callable[..., Staff], new_context: Callable[..., BrowserContext], issued: Case, scripts: bool
) -> None:
    device = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": scripts}
    head = new_staff("head.seoul", "ru", **device)
    head.open_case(issued.reference)
    look(head)
    with head.page.expect_navigation():
        head.page.locator("a[href$='/withdraw-document/']").click()
    look(head)
    press_withdraw(head)
    assert head.page.locator("#problems").is_visible()
    look(head)
    assert certificate_of(issued.reference).status == "valid"
    head.page.locator(f'[name=reason][value="{REASON}"]').check()
    press_withdraw(head)
    assert head.page.locator(".notice.error").count() == 1
    assert head.page.locator("a[href$='/withdraw-document/']").count() == 0
    look(head)
    letters = head.site.mailbox
    letters.wait_for(APPLICANT, 4)
    words = [letter.get_body(preferencelist=("plain",)).get_content() for letter in letters.to(APPLICANT)]
    assert any(certificate_of(issued.reference).number in text for text in words)
    applicant = new_staff("nodira", "uz", factors=1, **device)
    applicant.open(f"my/cases/{issued.reference}/")
    assert applicant.page.locator(".notice.error").count() == 1
    look(applicant)
    stranger = Staff(new_context(**device).new_page(), head.site, "en", "", scripts)
    assert verdict_by_number(stranger, issued) == "REVOKED"


def press_withdraw(head: Staff) -> None:
    with head.page.expect_navigation():
        head.page.locator("main form button.destructive").click()


def verdict_by_number(stranger: Staff, case: Case) -> str:
    certificate = certificate_of(case.reference)
    printed = re.findall(rf"\b[{ALPHABET}]{{6}}\b", words_of(read_pdf(certificate)))
    now = clock.now()
    code = next(one for one in printed if verify_number(certificate.number, one, now).verdict is Verdict.REVOKED)
    stranger.open("verify/")
    stranger.page.fill("#number", certificate.number)
    stranger.page.fill("#code", code)
    with stranger.page.expect_navigation():
        stranger.page.locator("form:has(#number) button.button").click()
    return stranger.verdict()
