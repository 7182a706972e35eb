"""After a signing key was stolen two keepers have a document issued anew, and its holder gets a letter."""

from collections.abc import Callable

import pytest

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.journeys.staff import Staff, look
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases.api import Case, walk_example
from watandoshlar.domains.certificates.api import Certificate, certificate_of, newest_version, revoke_signing_key


@pytest.fixture
def stolen(demonstration) -> Certificate:
    """A document that was signed with a key that is withdrawn now."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    officer, second = (Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second"))
    walk_example(acting_user=officer, second_officer=second, case=case, raw=raw)
    certificate = certificate_of(case.reference)
    revoke_signing_key(acting_user=SYSTEM, key_id=certificate.key_id)
    return certificate


def wait_until_signed(staff: Staff) -> None:
    """The worker signs by itself; the page shows how far it is."""
    for _ in range(60):
        staff.page.reload()
        if staff.page.locator("#progress").get_attribute("value") == "100":
            return
        staff.page.wait_for_timeout(1000)
    raise AssertionError(staff.text())


@pytest.mark.parametrize("scripts", [True, False])
def test_two_keepers_have_documents_issued_anew(
    new_staff: Callable[..., Staff], stolen: Certificate, scripts: bool
) -> None:
    device = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": scripts}
    keeper = new_staff("keeper", "ru", **device)
    keeper.open("work/runs/")
    look(keeper)
    keeper.page.locator("#key").select_option(stolen.key_id)
    keeper.send("open")
    look(keeper)
    # Who opened it finds no button to approve it.
    assert keeper.page.locator("form[action$='/approve/']").count() == 0
    second = new_staff("second.keeper", "uz", **device)
    second.open(keeper.page.url.partition("/ru/")[2])
    look(second)
    second.send("approve")
    look(second)
    wait_until_signed(second)
    new = newest_version(stolen)
    mailbox = second.site.mailbox
    mailbox.wait_for(APPLICANT, Letter.objects.filter(account=Account.objects.get(email=APPLICANT)).count())
    words = [letter.get_body(preferencelist=("plain",)).get_content() for letter in mailbox.to(APPLICANT)]
    assert any(new.number in text and stolen.number in text for text in words)
    keeper.page.reload()
    assert keeper.page.locator("#progress").get_attribute("value") == "100"
    look(keeper)
    applicant = new_staff("nodira", "uz", factors=1, **device)
    assert applicant.open(f"my/documents/{new.number}/") == 200


@pytest.fixture
def approved(demonstration) -> Case:
    """An application that waits to be issued."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    officer, second = (Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second"))
    raw = {**raw, "officer": [step for step in raw["officer"] if step != "issue"], "expects": {}}
    walk_example(acting_user=officer, second_officer=second, case=case, raw=raw)
    return case


def test_two_officers_issue_what_is_approved(new_staff: Callable[..., Staff], approved: Case) -> None:
    device = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
    officer = new_staff("officer.seoul", "uz", **device)
    officer.open("work/runs/")
    look(officer)
    officer.page.locator(f"a[href$='/{TWO_OFFICERS[0]}/']").click()
    look(officer)
    assert approved.reference in officer.text()
    officer.page.locator("main form button").click()
    look(officer)
    second = new_staff("second.seoul", "ru", **device)
    second.open(officer.page.url.partition("/uz/")[2])
    second.send("approve")
    wait_until_signed(second)
    look(second)
    assert certificate_of(approved.reference).status == "valid"
    written = Letter.objects.filter(facts__reference=approved.reference)
    assert written.filter(code__in=["document_issued", "result_ready"]).count() == 1
