"""What goes wrong in life: each time a clear sentence, and nothing of what was typed is lost."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session

from tests.journeys.applicant import Applicant
from tests.journeys.places import APPLICANT, begin, example
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, Draft, access_draft
from watandoshlar.domains.catalogue.api import current_version

OTHER = "aziz@example.org"
CHILD_PAGE = "child"
LONG = "Nodira " * 400


@pytest.fixture
def account(demonstration: object) -> Account:
    return Account.objects.get(email=APPLICANT)


@pytest.fixture
def draft(account: Account) -> Draft:
    return begin(account, "child-return-certificate", "on-the-birth-certificate")


def stored(draft: Draft) -> dict:
    return access_draft(draft.account, draft.pk)[1].answers


def page_of(draft: Draft, page_id: str) -> str:
    return f"my/drafts/{draft.pk}/page/{page_id}/"


def problems(applicant: Applicant) -> list[str]:
    return applicant.page.locator("#problems li").all_inner_texts()


def test_wrong_answer_is_shown_with_what_was_typed(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    """Also after leaving the page and coming back on another device."""
    applicant = new_applicant("en")
    applicant.open(page_of(draft, CHILD_PAGE))
    applicant.page.fill('[name="child_birth_date.day"]', "31")
    applicant.page.fill('[name="child_birth_date.month"]', "02")
    applicant.page.fill('[name="child_name.given"]', "Nargiza")
    applicant.press()
    assert len(problems(applicant)) == 1
    assert stored(draft)["child_name"]["given"] == "Nargiza"
    second = new_applicant("ru", storage_state=applicant.page.context.storage_state(), java_script_enabled=False)
    second.open(page_of(draft, CHILD_PAGE))
    assert second.page.input_value('[name="child_birth_date.day"]') == "31"
    assert len(problems(second)) == 1


def test_empty_page_names_each_missing_answer(account: Account, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("ru", java_script_enabled=False)
    applicant.begin("child-return-certificate", "RU", "RU-MOW")
    applicant.press()
    links = applicant.page.locator("#problems a").evaluate_all("links => links.map(each => each.hash)")
    assert links
    assert applicant.page.locator(",".join(links)).count() == len(links)
    assert applicant.page.title().startswith("Ошибка")


def test_very_long_text_stays_to_be_shortened(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("en")
    applicant.open(page_of(draft, CHILD_PAGE))
    applicant.page.fill('[name="child_name.given"]', LONG)
    applicant.press()
    assert len(problems(applicant)) == 1
    assert applicant.page.input_value('[name="child_name.given"]') == LONG


def test_file_too_big_and_file_of_another_kind(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    """The sentence says which file; what was sent before stays."""
    applicant = new_applicant("en", java_script_enabled=False)
    before = stored(draft)["birth_certificate_scan"]
    applicant.open(page_of(draft, "papers_birth"))
    big = {"name": "big.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + bytes(11 * 1024 * 1024)}
    disguised = {"name": "program.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(5000)}
    for file in (big, disguised):
        applicant.page.set_input_files('[name="birth_certificate_scan"]', file)
        applicant.press()
        assert any(file["name"] in sentence for sentence in problems(applicant)), problems(applicant)
    assert stored(draft)["birth_certificate_scan"] == before


def test_file_is_kept_at_once_and_refused_at_once(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    """With JavaScript a file goes off when it is chosen."""
    applicant = new_applicant("en")
    applicant.open(page_of(draft, "papers_birth"))
    disguised = {"name": "program.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(5000)}
    applicant.page.set_input_files('[name="birth_certificate_scan"]', disguised)
    applicant.settle()
    assert "program.pdf" in applicant.page.locator(".field-error").inner_text()
    assert applicant.page.locator(".files li").count() == len(stored(draft)["birth_certificate_scan"])


def test_field_that_nobody_asks(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("en")
    applicant.open(page_of(draft, CHILD_PAGE))
    applicant.page.fill('[name="child_name.given"]', "Nargiza")
    applicant.page.eval_on_selector('[name="child_name.family"]', "field => field.name = 'child_name.nickname'")
    applicant.press()
    assert len(problems(applicant)) == 1
    assert applicant.page.input_value('[name="child_name.given"]') == "Nargiza"


@pytest.mark.parametrize(
    "path",
    [
        "my/drafts/{draft}/",
        "my/drafts/{draft}/page/child/",
        "my/drafts/{draft}/check/",
        "my/cases/WD-26-2222-2222-2/",
        "my/drafts/{draft}/page/nowhere/",
    ],
)
def test_what_belongs_to_another_is_not_there(path: str, draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    stranger = new_applicant("en", OTHER)
    answer = stranger.page.goto(f"{stranger.site.base_url}/en/{path.format(draft=draft.pk)}")
    assert answer.status == 404
    assert stranger.page.locator(".notice.error").inner_text()
    assert "Каримова" not in stranger.page.content()


@pytest.mark.parametrize("with_javascript", [True, False])
def test_log_in_that_ended_loses_nothing(
    with_javascript: bool, draft: Draft, new_applicant: Callable[..., Applicant]
) -> None:
    applicant = new_applicant("en", java_script_enabled=with_javascript)
    applicant.open(page_of(draft, CHILD_PAGE))
    Session.objects.all().delete()
    applicant.page.fill('[name="child_name.given"]', "Nargiza")
    applicant.press()
    assert "signed out" in applicant.page.inner_text("h1")
    with applicant.page.expect_popup() as opened:
        applicant.page.click('ol a[target="_blank"]')
    tab = Applicant(opened.value, applicant.site, "en")
    tab.ask_for_code(APPLICANT)
    tab.type_code(APPLICANT)
    applicant.press()
    assert "once more" in applicant.page.inner_text("h1")
    applicant.press()
    assert "/page/" in applicant.page.url
    assert stored(draft)["child_name"]["given"] == "Nargiza"


def test_signed_out_reader_comes_back_to_the_page(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("en", email="", java_script_enabled=False)
    applicant.open(page_of(draft, CHILD_PAGE))
    applicant.ask_for_code(APPLICANT)
    applicant.type_code(APPLICANT)
    assert applicant.page.url.endswith(page_of(draft, CHILD_PAGE))


def test_log_in_that_ended_before_submitting_leads_back_to_the_button(
    draft: Draft, new_applicant: Callable[..., Applicant]
) -> None:
    applicant = new_applicant("en", java_script_enabled=False)
    applicant.open(f"my/drafts/{draft.pk}/check/")
    Session.objects.all().delete()
    applicant.press()
    applicant.ask_for_code(APPLICANT)
    applicant.type_code(APPLICANT)
    assert applicant.page.url.endswith(f"my/drafts/{draft.pk}/check/")
    assert Case.objects.filter(reference=applicant.submit()).exists()


@pytest.mark.parametrize(("kept", "expected"), [("mine", "Nargiza"), ("stored", "Lola")])
def test_two_tabs(kept: str, expected: str, draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    """The second tab shows both answers and lets the person choose; the rest of the page is kept."""
    applicant = new_applicant("en", java_script_enabled=False)
    tab = Applicant(applicant.page.context.new_page(), applicant.site, "en")
    for one in (applicant, tab):
        one.open(page_of(draft, "contact"))
    tab.page.fill('[name="address_abroad.city"]', "Lola")
    tab.press()
    applicant.page.fill('[name="address_abroad.city"]', "Nargiza")
    applicant.page.fill('[name="phone"]', "+79005554433")
    applicant.press()
    shown = applicant.page.locator(".versions").inner_text()
    assert "Nargiza" in shown
    assert "Lola" in shown
    assert stored(draft)["address_abroad"]["city"] == "Lola"
    applicant.page.check(f'[name="_keep.address_abroad"][value="{kept}"]')
    applicant.press()
    assert stored(draft)["address_abroad"]["city"] == expected
    assert stored(draft)["phone"] == "+79005554433"


def test_resume_on_another_device(account: Account, new_applicant: Callable[..., Applicant]) -> None:
    """ "Save and go on later" saves what is half typed; the other device opens where one stopped."""
    applicant = new_applicant("en")
    applicant.begin("_example", "KR", "KR-11")
    applicant.page.fill('[name="reader_name.given"]', "Nodira")
    applicant.page.fill('[name="reader_birth_date.year"]', "1994")
    applicant.press('button[name="_later"]')
    phone = new_applicant("uz", storage_state=applicant.page.context.storage_state(), java_script_enabled=False)
    phone.open("my/")
    with phone.page.expect_navigation():
        phone.page.click("main .card a")
    assert "/page/reader/" in phone.page.url
    assert phone.page.input_value('[name="reader_name.given"]') == "Nodira"
    assert phone.page.input_value('[name="reader_birth_date.year"]') == "1994"


def test_back_button_shows_what_was_typed(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("en")
    applicant.open(page_of(draft, CHILD_PAGE))
    applicant.page.fill('[name="child_name.given"]', "Nargiza")
    applicant.press()
    applicant.page.go_back()
    assert applicant.page.input_value('[name="child_name.given"]') == "Nargiza"


@pytest.mark.parametrize("with_javascript", [True, False])
def test_double_press_makes_one_case(
    with_javascript: bool, draft: Draft, new_applicant: Callable[..., Applicant]
) -> None:
    applicant = new_applicant("en", java_script_enabled=with_javascript)
    applicant.open(f"my/drafts/{draft.pk}/check/")
    applicant.page.locator("main form .actions button").dblclick()
    applicant.page.wait_for_url(re.compile("/receipt/"))
    reference = applicant.page.locator(".receipt .number").inner_text()
    applicant.page.go_back()
    applicant.page.reload()
    assert [case.reference for case in Case.objects.all()] == [reference]


def test_incomplete_application_says_which_page(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    """From the check of the answers to the page that lacks something, where it is marked, and back again."""
    applicant = new_applicant("en", java_script_enabled=False)
    applicant.open(page_of(draft, CHILD_PAGE))
    applicant.page.fill('[name="child_birth_date.year"]', "")
    applicant.press('button[name="_later"]')
    applicant.open(f"my/drafts/{draft.pk}/check/")
    assert applicant.page.locator("form[action$='/submit/']").count() == 0
    applicant.press("#problems a")
    assert len(problems(applicant)) == 1
    applicant.page.fill('[name="child_birth_date.year"]', "2026")
    applicant.press()
    assert applicant.page.url.endswith("/check/")
    assert applicant.page.locator("form[action$='/submit/']").count() == 1


def test_change_of_an_answer_opens_a_page_and_loses_none(
    account: Account, new_applicant: Callable[..., Applicant]
) -> None:
    """There and back again: what a hidden question was answered with is there when it is asked again."""
    draft = begin(account, "_example", "with-two-guests")
    before = stored(draft)
    applicant = new_applicant("en", java_script_enabled=False)
    for answer in ("no", "yes"):
        applicant.open(page_of(draft, "guests"))
        applicant.page.check(f'[name="has_guests"][value="{answer}"]')
        applicant.press()
        applicant.open(page_of(draft, "guests"))
    assert stored(draft) == before
    assert applicant.page.locator(".row").count() == len(
        example("_example", "with-two-guests")["answers"]["guests"]["guest_list"]
    )
    assert current_version("_example").hash == draft.version_id
