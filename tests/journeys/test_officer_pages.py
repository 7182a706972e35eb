"""The pages of staff in every language and width: nothing is hidden, and axe finds nothing."""

from collections.abc import Callable

import pytest

from tests.applications import APPLICANT, ONE_OFFICER, TWO_OFFICERS, submit_in_seoul
from tests.journeys.hands import unfold
from tests.journeys.places import appeal_in, places_of_work
from tests.journeys.staff import Staff, assert_accessible, assert_fits
from tests.plugins.live_clock import on_day
from tests.publication import SLUG, ask_one_thing_more, changed
from watandoshlar.capabilities.access.api import Account, demonstration_code
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appointments.api import Ticket
from watandoshlar.domains.cases.api import (
    Case,
    confirm_decision,
    issue_document,
    open_gates,
    propose_decision,
    take_case,
)
from watandoshlar.domains.fees.api import Payment, reconcile_day, request_refund

WEDNESDAY = 2
WIDTHS = {"uz": 360, "ru": 768, "uz-cyrl": 360, "uz-arab": 360, "en": 1280}


def look(staff: Staff) -> None:
    """Colours in one language of each direction."""
    assert_fits(staff.page)
    assert_accessible(staff.page, colours=staff.language in ("ru", "uz-arab"))


def speak(staff: Staff, language: str) -> None:
    """From now on in this language, on the device that goes with it."""
    staff.language = language
    staff.page.set_viewport_size({"width": WIDTHS[language], "height": 800})


def submitted(kind: tuple[str, str]) -> Case:
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *kind)
    return case


def taken(officer: Staff, kind: tuple[str, str] = ONE_OFFICER) -> Case:
    case = submitted(kind)
    take_case(acting_user=officer.account, reference=case.reference)
    return case


def test_the_queue_and_a_case_in_hand(new_staff: Callable[..., Staff], subtests: pytest.Subtests) -> None:
    officer = new_staff("officer.seoul", frames=False)
    waiting, mine = submitted(ONE_OFFICER), taken(officer)
    for language in WIDTHS:
        with subtests.test(language=language):
            speak(officer, language)
            for path in ("work/", "work/?mine=1", "work/?state=proposed", f"work/cases/{waiting.reference}/"):
                assert officer.open(path) == 200
                look(officer)
            officer.open_case(mine.reference)
            unfold(officer.page)
            look(officer)
            officer.page.fill("#propose-note", "…")
            officer.send("decide")
            assert officer.page.evaluate("document.activeElement.id") == "problems"
            look(officer)


def test_money_at_the_post(new_staff: Callable[..., Staff], subtests: pytest.Subtests) -> None:
    """A bill with an amount to be set, and one that is paid, with every step open; the day of the post, compared."""
    head = new_staff("head.seoul", frames=False)
    officer = Account.objects.get(email="officer.seoul@example.org")
    unpaid, paid = submitted(TWO_OFFICERS), submitted(TWO_OFFICERS)
    open_gates(paid, "approve", acting_user=officer, raw={})
    payment = Payment.objects.get(bill__reference=paid.reference)
    request_refund(acting_user=officer, number=payment.number, amount=payment.money, reason="refused")
    reconcile_day(acting_user=SYSTEM, day=payment.paid_on)
    for language in WIDTHS:
        with subtests.test(language=language):
            speak(head, language)
            for path in (f"bills/{unpaid.reference}/", f"bills/{paid.reference}/", "payments/"):
                head.open(f"work/{path}")
                unfold(head.page)
                look(head)


def test_a_case_on_its_way_to_the_document(new_staff: Callable[..., Staff], subtests: pytest.Subtests) -> None:
    """What the second officer sees, then what is to be issued, then what is issued; and a refusal."""
    officer, second = new_staff("officer.seoul", frames=False), new_staff("second.seoul", frames=False)
    case, refused = taken(officer, TWO_OFFICERS), taken(officer)
    open_gates(case, "approve", acting_user=officer.account, raw={})
    propose_decision(acting_user=officer.account, reference=case.reference, outcome="approve", note="…")
    propose_decision(
        acting_user=officer.account, reference=refused.reference, outcome="refuse", reasons=["not_in_district"]
    )
    for language in WIDTHS:
        with subtests.test(language=language):
            speak(second, language)
            for reference in (case.reference, refused.reference):
                second.open_case(reference)
                look(second)
    confirm_decision(acting_user=second.account, reference=case.reference, agrees=True)
    for language in WIDTHS:
        with subtests.test(language=language):
            speak(officer, language)
            officer.open_case(case.reference)
            look(officer)
    issue_document(acting_user=officer.account, reference=case.reference)
    for language in WIDTHS:
        with subtests.test(language=language):
            speak(officer, language)
            officer.open_case(case.reference)
            look(officer)


def test_a_publication(new_staff: Callable[..., Staff], subtests: pytest.Subtests) -> None:
    owner = new_staff("owner", frames=False)
    with changed(owner.site.services, ask_one_thing_more):
        for language in WIDTHS:
            with subtests.test(language=language):
                speak(owner, language)
                for path in ("work/services/", f"work/services/{SLUG}/"):
                    assert owner.open(path) == 200
                    look(owner)


SECOND_FACTOR = (
    "account/2fa/",
    "account/2fa/reauthenticate/",
    "account/2fa/webauthn/",
    "account/2fa/recovery-codes/generate/",
    "account/2fa/recovery-codes/",
)


def test_the_second_factor(new_staff: Callable[..., Staff], subtests: pytest.Subtests) -> None:
    officer = new_staff("officer.seoul", frames=False)
    officer.open("account/2fa/recovery-codes/generate/")
    officer.page.fill("input[name=code]", demonstration_code())
    officer.send("reauthenticate")
    officer.send("generate")
    for language in WIDTHS:
        with subtests.test(language=language):
            speak(officer, language)
            for path in SECOND_FACTOR:
                assert officer.open(path) == 200
                assert officer.page.url.endswith(path)
                look(officer)


@pytest.mark.parametrize("language", WIDTHS)
def test_pages_of_staff_about_appeals(new_staff: Callable[..., Staff], language: str) -> None:
    officer = new_staff("officer.seoul", language, viewport={"width": WIDTHS[language], "height": 800}, frames=False)
    applicant = Account.objects.get(email=APPLICANT)
    repeated = appeal_in("answered", applicant)
    references = [appeal_in(state, applicant) for state in ("in_review", "forwarded", "reopened")]
    for path in ("enter/", "board/", *(f"cases/{reference}/" for reference in (repeated, *references))):
        assert officer.open(f"work/{path}") == 200
        unfold(officer.page)
        look(officer)
    officer.open(f"work/cases/{references[0]}/term/")
    look(officer)


def test_where_people_are_received_and_pay(new_staff: Callable[..., Staff], subtests: pytest.Subtests) -> None:
    """The day sheet, the counter, the day's payments, and a bill before and after it is paid; seen by the head, who may
    do most there."""
    head = new_staff("head.seoul", frames=False)
    for path in list(places_of_work(Account.objects.get(email=APPLICANT))):
        for language in WIDTHS:
            with subtests.test(page=path, language=language):
                speak(head, language)
                assert head.open(f"work/{path}") == 200
                unfold(head.page)
                look(head)


def test_tickets_of_who_comes_without_an_appointment(
    new_staff: Callable[..., Staff], subtests: pytest.Subtests
) -> None:
    """On a day that is kept for them."""
    officer = new_staff("officer.seoul", frames=False)
    on_day(officer.page.context, officer.site.base_url, days_later=WEDNESDAY)
    officer.open("work/counter/")
    for lane in ("ordinary", "courtesy", "ordinary"):
        officer.press(f'button[name=lane][value="{lane}"]')
    officer.press('button[name=window][value="2"]')
    for language in WIDTHS:
        for path in ("work/counter/", "display/seoul/"):
            with subtests.test(page=path, language=language):
                speak(officer, language)
                assert officer.open(path) == 200
                look(officer)
    assert list(Ticket.objects.order_by("number").values_list("state", "window")) == [
        ("waiting", None),
        ("called", 2),
        ("waiting", None),
    ]


def test_a_case_is_decided_from_the_keyboard(new_staff: Callable[..., Staff]) -> None:
    """Tab and space are enough; Enter in a field decides nothing by accident."""
    officer = new_staff("officer.seoul", "en")
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *ONE_OFFICER)
    take_case(acting_user=officer.account, reference=case.reference)
    officer.open_case(case.reference)
    page = officer.page
    page.focus("#propose-reasons-1")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    case.refresh_from_db()
    assert case.state == "in_review"
    page.focus("#propose-outcome-1")
    page.keyboard.press("Space")
    for _step in range(40):
        if page.evaluate("document.activeElement.matches('form[action$=\"/decide/\"] .actions button')"):
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    case.refresh_from_db()
    assert case.state == "approved"
