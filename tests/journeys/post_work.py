"""What a post does with a case between its receipt and its end, each step pressed in the browser."""

from tests.journeys.applicant import Applicant
from tests.journeys.hands import unfold
from tests.journeys.staff import Staff, look
from watandoshlar.domains.cases.api import Case, hand_over_of
from watandoshlar.domains.fees.api import charges_of

DOCUMENT_SEEN = "AA7654321"
SOURCE = "Тариф представительства"


def assert_state(visitor: Applicant | Staff, reference: str, state: str) -> Case:
    case = Case.objects.select_related("post").get(reference=reference)
    assert case.state == state, visitor.page.locator("main").inner_text()
    return case


def assert_handed(visitor: Applicant | Staff, reference: str, state: str) -> None:
    assert hand_over_of(Case.objects.get(reference=reference)).state == state, visitor.page.locator("main").inner_text()


def take(officer: Staff, reference: str) -> None:
    officer.open_case(reference)
    officer.send("take")
    assert_state(officer, reference, "in_review")


def refer(officer: Staff, reference: str, question: str) -> None:
    officer.open_case(reference)
    unfold(officer.page)
    officer.page.fill("#refer-question", question)
    officer.send("refer")
    assert_state(officer, reference, "referred")


def answer_check(other: Staff, reference: str, note: str) -> None:
    """The office that is asked finds the check in its queue, takes it, and answers that nothing stands against it."""
    other.open("work/checks/")
    look(other)
    with other.page.expect_navigation():
        other.page.get_by_role("link", name=reference).click()
    # Nobody reads whom it is about before the check is theirs.
    assert other.page.locator("dl.summary-list").count() == 0
    other.send("take")
    look(other)
    other.page.check("#report-outcome-1")
    other.page.fill("#report-note", note)
    other.send("report")
    assert_state(other, reference, "in_review")


def receive(officer: Staff, reference: str) -> None:
    """On the day sheet, with a document that shows who it is."""
    officer.open("work/visits/")
    row = officer.page.locator("tbody tr", has_text=reference)
    look(officer)
    row.locator("select[name=identity]").select_option("document")
    with officer.page.expect_navigation():
        row.locator("button[value=yes]").click()


def take_money(officer: Staff, reference: str, amounts: dict[str, str], receipt: str) -> None:
    """Set the amounts of these fees with their source, free the applicant from the others that are open, and enter
    what was paid at the post with the number of the paper receipt."""
    officer.open_case(reference)
    with officer.page.expect_navigation():
        officer.page.locator('dl.facts a[href*="/bills/"]').click()
    unfold(officer.page)
    for standing in charges_of(reference):
        charge = standing.charge
        if charge.fee in amounts:
            set_amount(officer, charge.pk, amounts[charge.fee])
        elif not standing.is_settled:
            unfold(officer.page)
            officer.page.check(f"#waive-{charge.pk}-reason-2")
            officer.send(f"charges/{charge.pk}/waive")
    look(officer)
    officer.page.fill("#pay-receipt-number", receipt)
    officer.send("pay")
    assert all(standing.is_settled for standing in charges_of(reference)), officer.text()


def set_amount(officer: Staff, charge: int, amount: str) -> None:
    form = officer.page.locator(f'form[action$="/charges/{charge}/amount/"]')
    form.locator("[name=amount]").fill(amount)
    form.locator("[name=source]").fill(SOURCE)
    officer.send(f"charges/{charge}/amount")


def approve(officer: Staff, reference: str, second: Staff | None = None) -> None:
    """Propose the approval; where two have to decide, the second agrees."""
    officer.open_case(reference)
    officer.page.check("#propose-outcome-1")
    officer.send("decide")
    if second:
        assert_state(officer, reference, "proposed")
        second.open_case(reference)
        second.page.check("#confirm-outcome-1")
        second.send("confirm")
    assert_state(second or officer, reference, "approved")


def assert_not_yet(officer: Staff, reference: str) -> None:
    """An approval is refused while something is missing, and the page says what."""
    officer.open_case(reference)
    officer.page.check("#propose-outcome-1")
    officer.send("decide")
    assert officer.page.locator("#problems").count() == 1
    assert_state(officer, reference, "in_review")


def press_on_case(officer: Staff, reference: str, step: str) -> None:
    """A step without words on the page of the case: ready, issue."""
    officer.open_case(reference)
    officer.send(step)


def hand_over(officer: Staff, reference: str) -> None:
    """To the applicant at the counter, whose document was seen; without its number nothing is handed over."""
    officer.open_case(reference)
    unfold(officer.page)
    officer.page.check("#collect-document-seen-1")
    officer.send("collect")
    assert officer.page.locator("#problems").count() == 1
    look(officer)
    officer.page.fill("#collect-number-seen", DOCUMENT_SEEN)
    officer.send("collect")
    assert_handed(officer, reference, "collected")


def send_parcel(officer: Staff, reference: str, carrier: str, number: str) -> None:
    officer.open_case(reference)
    unfold(officer.page)
    officer.page.fill("#send-carrier", carrier)
    officer.page.fill("#send-tracking", number)
    officer.send("send")
    assert_handed(officer, reference, "sent")
