"""Services of a post from the first page to the end, as the people carry them there, with scripts and without: who
comes, pays, agrees, asks another office, waits, and gets or reads the result."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext

from tests.domains.appointments.builders import past_opening
from tests.journeys import post_work as post
from tests.journeys.applicant import Applicant
from tests.journeys.places import example
from tests.journeys.staff import Staff, look, words_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appointments.api import visits_of
from watandoshlar.domains.cases.api import Case, Consent, service_of
from watandoshlar.domains.fees.api import charges_of

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

PHONE = {"viewport": {"width": 360, "height": 740}}
# In the morning there: who books gets a time of the same day.
MOSCOW = {"post": "moscow", "host_country": "RU"}
PARTNER = "anvar@example.org"
RECEIPT = "AB 001742"
People = Callable[..., "Company"]


def languages(with_scripts: str, without: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("language", "java_script_enabled"), [(with_scripts, True), (without, False)])


class Company:
    """Everybody who has to do with a case, each at a device of their own; all in one language."""

    def __init__(self, applicant: Applicant, staff: Callable[[str], Staff], guest: Callable[[], Applicant]) -> None:
        self.applicant, self._staff, self.guest = applicant, staff, guest
        self.officer, self.second = staff("officer.moscow"), staff("second.moscow")

    def at_ministry(self) -> Staff:
        return self._staff("officer.ministry")


@pytest.fixture
def company(
    demonstration: "LiveSite",
    new_applicant: Callable[..., Applicant],
    new_staff: Callable[..., Staff],
    new_context: Callable[..., BrowserContext],
) -> People:
    past_opening(get_post("moscow"))

    def gather(language: str, java_script_enabled: bool) -> Company:
        device: dict[str, Any] = {**PHONE, "java_script_enabled": java_script_enabled}
        return Company(
            new_applicant(language, **device),
            lambda name: new_staff(name, language, **device),
            lambda: Applicant(new_context(**device).new_page(), demonstration, language, java_script_enabled),
        )

    return gather


def letters_to(applicant: Applicant, reference: str) -> str:
    """All that was written to the applicant about the case, heads and bodies."""
    email = Account.objects.get(pk=Case.objects.get(reference=reference).account_id).email
    letters = applicant.site.mailbox.to(email)
    return "\n".join(f"{letter['Subject']}\n{letter.get_body().get_content()}" for letter in letters)


def see_case(applicant: Applicant, reference: str) -> str:
    applicant.open(f"my/cases/{reference}/")
    look(applicant)
    return applicant.page.locator("main").inner_text()


def texts_of(reference: str, language: str) -> Any:
    return service_of(Case.objects.get(reference=reference)).texts(language)


@languages("uz", "ru")
def test_a_passport_after_a_loss(company: People, language: str, java_script_enabled: bool) -> None:
    people = company(language, java_script_enabled)
    applicant, officer = people.applicant, people.officer
    reference = applicant.apply_for("biometric-passport", {**example("biometric-passport", "lost"), **MOSCOW})
    texts = texts_of(reference, language)
    missing = see_case(applicant, reference)
    assert texts.referral("identity") in missing
    applicant.book_visit(reference)
    look(applicant)
    post.take(officer, reference)
    post.assert_not_yet(officer, reference)
    post.refer(officer, reference, "Номер паспорта неизвестен.")
    assert texts.referral("identity") in see_case(applicant, reference)
    post.answer_check(people.at_ministry(), reference, "Личность подтверждена.")
    post.receive(officer, reference)
    assert [visit.state for visit in visits_of(reference)] == ["attended"]
    post.take_money(officer, reference, {"passport": "4500"}, RECEIPT)
    assert [standing.charge.fee for standing in charges_of(reference) if standing.is_waived] == ["expenses"]
    see_receipt(applicant, reference)
    post.approve(officer, reference, people.second)
    post.press_on_case(officer, reference, "ready")
    post.assert_handed(officer, reference, "ready")
    assert texts.hand_over("result") in see_case(applicant, reference)
    post.hand_over(officer, reference)
    see_case(applicant, reference)


def see_receipt(applicant: Applicant, reference: str) -> None:
    """The number of the paper receipt, and a receipt as a document."""
    applicant.open(f"my/bills/{reference}/")
    look(applicant)
    assert RECEIPT in applicant.page.locator("main").inner_text()
    place = applicant.page.locator('a[href$="receipt.pdf"]').first.get_attribute("href")
    answer = applicant.page.request.get(applicant.site.base_url + place)
    assert RECEIPT in words_of(answer.body())


@languages("uz-cyrl", "en")
def test_a_marriage(company: People, language: str, java_script_enabled: bool) -> None:
    """The partner agrees by the link of a letter, without an account; both come when everything is decided."""
    people = company(language, java_script_enabled)
    applicant, officer = people.applicant, people.officer
    reference = applicant.apply_for(
        "marriage-registration", example("marriage-registration", "sooner-because-of-a-pregnancy")
    )
    assert texts_of(reference, language).consent("partner").title in see_case(applicant, reference)
    post.take(officer, reference)
    post.assert_not_yet(officer, reference)
    partner = people.guest()
    letter = partner.open_consent(PARTNER)
    look(partner)
    consent = Consent.objects.get(letter=letter)
    partner.agree([f"answer.{consent.pk}"], "ANVAR KARIMOV", "AA1234567")
    consent.refresh_from_db()
    assert (consent.state, consent.case.reference) == ("given", reference)
    post.approve(officer, reference)
    applicant.book_visit(reference)
    assert [visit.lane for visit in visits_of(reference)] == ["courtesy"]
    post.receive(officer, reference)
    post.take_money(officer, reference, {"registration": "3000"}, RECEIPT)
    post.press_on_case(officer, reference, "ready")
    post.hand_over(officer, reference)
    see_case(applicant, reference)


@languages("ru", "uz")
def test_a_paper_is_legalised_and_sent(company: People, language: str, java_script_enabled: bool) -> None:
    people = company(language, java_script_enabled)
    applicant, officer = people.applicant, people.officer
    raw = {**example("legalisation", "diploma-of-a-foreigner-by-mail"), **MOSCOW}
    reference = applicant.apply_for("legalisation", raw)
    choose_to_have_it_sent(applicant, reference)
    post.take(officer, reference)
    post.take_money(officer, reference, {"foreigner": "6500"}, RECEIPT)
    post.approve(officer, reference)
    post.press_on_case(officer, reference, "ready")
    post.send_parcel(officer, reference, "Почта", "RR123456789UZ")
    assert "RR123456789UZ" in see_case(applicant, reference)
    applicant.press('form[action$="/received/"] button')
    post.assert_handed(officer, reference, "received")
    see_case(applicant, reference)


def choose_to_have_it_sent(applicant: Applicant, reference: str) -> None:
    """Without an address nothing can be sent."""
    applicant.open(f"my/cases/{reference}/way/")
    applicant.fill({"way": ["send"]}, {})
    applicant.press()
    assert applicant.page.locator("#problems").count() == 1
    look(applicant)
    applicant.fill({"address": ["Anna Peeters, Korenmarkt 4, 9000 Gent, Belgium"]}, {})
    applicant.press()
    assert "Korenmarkt" in see_case(applicant, reference)


@languages("en", "uz-cyrl")
def test_a_certificate_of_return(company: People, language: str, java_script_enabled: bool) -> None:
    people = company(language, java_script_enabled)
    applicant, officer = people.applicant, people.officer
    reference = applicant.apply_for("return-certificate", example("return-certificate", "taken-by-an-authority"))
    applicant.book_visit(reference)
    post.take(officer, reference)
    post.refer(officer, reference, "")
    post.answer_check(people.at_ministry(), reference, "Личность подтверждена.")
    post.receive(officer, reference)
    post.take_money(officer, reference, {"certificate": "1500"}, RECEIPT)
    post.approve(officer, reference, people.second)
    post.press_on_case(officer, reference, "issue")
    post.assert_state(officer, reference, "issued")
    document = officer.read(f"work/cases/{reference}/document.pdf")
    assert document.startswith(b"%PDF-")
    post.hand_over(officer, reference)
    see_case(applicant, reference)


@languages("ru", "en")
def test_help_for_a_person_who_is_held(company: People, language: str, java_script_enabled: bool) -> None:
    """Nothing that others may see names the service: no title of a page, no list, no letter."""
    people = company(language, java_script_enabled)
    applicant, officer, second = people.applicant, people.officer, people.second
    reference = applicant.apply_for(
        "detained-citizen-help", example("detained-citizen-help", "mother-knows-almost-nothing")
    )
    title = texts_of(reference, language).title
    for path in ("", f"cases/{reference}/", f"cases/{reference}/receipt/", f"cases/{reference}/answers/"):
        applicant.open(f"my/{path}")
        assert title not in applicant.page.title()
        look(applicant)
    for path in ("", f"cases/{reference}/"):
        officer.open(f"work/{path}")
        assert title not in officer.text() + officer.page.title()
    post.take(officer, reference)
    assert title not in officer.page.title()
    look(officer)
    second.open_case(reference)
    assert title not in second.text()
    assert second.page.locator("dl.summary-list").count() == 0
    look(second)
    post.approve(officer, reference)
    done = "Найден: изолятор в Можайске. Консул был у него 3 ноября, адвокат назначен."
    officer.page.fill("#tell_result-words", done)
    officer.send("done")
    post.assert_handed(officer, reference, "told")
    assert done in see_case(applicant, reference)
    letters = letters_to(applicant, reference)
    assert reference in letters
    assert title not in letters
    assert done not in letters
