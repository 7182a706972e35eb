"""Lost, late, doubled and reordered callbacks, in every order that a model finds: over HTTP, against PostgreSQL.

The model knows what each call must be answered with. After every step the ledger balances, nobody has paid twice, and
whatever a payment system rightly holds for paid is paid here.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.domains.fees.builders import SOUM, TIYIN, Desk, check_books
from tests.domains.fees.conftest import Moment
from tests.example_day import NOW
from tests.plugins.payment_systems import ClickServer, PaymentSystem, PaymeServer, Receipt
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees.api import differences_of, errors, reconcile_day
from watandoshlar.domains.fees.models import Bill, OnlineTransaction
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.money import Money

LAPSES = {"payme": timedelta(hours=12), "click": timedelta(minutes=30)}
# How a call reaches us: as it should, never, with an answer that nobody hears, or twice.
WAYS = st.sampled_from(["arrives", "arrives", "arrives", "request lost", "answer lost", "doubled"])
NAMES = st.sampled_from(["1", "1", "1", "2"])
PART = Money.of_minor(100, "UZS")


class Model:
    """What should be: transactions by system and id, and whether something is due."""

    def __init__(self) -> None:
        self.due = True
        self.has_part = False
        self.rows: dict[tuple[str, str], str] = {}
        self.begun: dict[tuple[str, str], Any] = {}
        self.refunds: set[tuple[str, str]] = set()

    def lapse(self, key: tuple[str, str]) -> None:
        if self.rows.get(key) == "created" and Moment.now >= self.begun[key] + LAPSES[key[0]]:
            self.rows[key] = "cancelled"

    def begin(self, key: tuple[str, str]) -> str:
        """What becomes of a transaction that is told: a state, or why it is refused."""
        if key in self.rows:
            self.lapse(key)
            return self.rows[key]
        if refused := self.not_payable():
            return refused
        for other in list(self.rows):
            self.lapse(other)
        if "created" in self.rows.values():
            return "under_way"
        self.rows[key], self.begun[key] = "created", Moment.now
        return "created"

    def not_payable(self) -> str:
        if not self.due:
            return "nothing_due"
        # The systems know the amount of the beginning only.
        return "amount_differs" if self.has_part else ""

    def perform(self, key: tuple[str, str]) -> str:
        if key not in self.rows:
            return "unknown"
        self.lapse(key)
        if self.rows[key] == "created":
            if refused := self.not_payable():
                return refused
            self.rows[key], self.due = "performed", False
        return self.rows[key]

    def cancel(self, key: tuple[str, str]) -> str:
        if key not in self.rows:
            return "unknown"
        if self.rows[key] == "created":
            self.rows[key] = "cancelled"
        elif self.rows[key] == "performed":
            if key not in self.refunds:
                return "used"
            self.rows[key] = "returned"
        return self.rows[key]


PAYME_CREATE = {"created": 1, "nothing_due": -31051, "under_way": -31052, "amount_differs": -31001}
PAYME_PERFORM = {"performed": 2, "unknown": -31003, "nothing_due": -31051, "amount_differs": -31001}
PAYME_CANCEL = {"cancelled": -1, "returned": -2, "unknown": -31003, "used": -31007}
CLICK_PREPARE = {"created": 0, "performed": -4, "cancelled": -9, "returned": -9, "nothing_due": -4, "under_way": -7}
CLICK_PREPARE["amount_differs"] = -2


class Replay(RuleBasedStateMachine):
    desk: Desk
    payme: PaymeServer
    click: ClickServer

    @initialize(begun=st.sampled_from(["", "payme", "payme", "click"]))
    def begin(self, begun: str) -> None:
        Moment.now = NOW
        self.prefix = f"{next(self.desk.numbers)}0"
        self.model = Model()
        self.answers: dict[tuple[str, str], dict] = {}
        self.desk.payer.refresh_from_db()
        self.bill: Bill = self.desk.bill()
        if begun == "payme":
            self.payme_creates("1", "arrives")
        elif begun == "click":
            self.click_prepares("1", "arrives")

    # --- how calls travel -------------------------------------------------------------------------------------------

    def send(self, way: str, call: Callable[[], dict], check: Callable[[dict], None]) -> None:
        """Make a call in one of the ways; whatever we answer is checked, heard or not."""
        if way == "request lost":
            return
        for _time in range(2 if way == "doubled" else 1):
            check(call())

    def id_of(self, system: str, name: str) -> str:
        """Ids are the payment system's, for ever: another example has others."""
        return f"{self.prefix}{name}" if system == "click" else f"{self.prefix}-{name}"

    def payme_answer(self, answer: dict) -> int:
        assert ("result" in answer) != ("error" in answer)
        return answer["result"]["state"] if "result" in answer else answer["error"]["code"]

    def same_as_before(self, what: str, number: str, answer: dict) -> None:
        """A call that was answered well is answered with the same times and numbers whenever it is repeated."""
        if "result" in answer:
            kept = {name: value for name, value in answer["result"].items() if name.endswith(("_time", "transaction"))}
            assert self.answers.setdefault((what, number), kept) == kept

    # --- Payme ------------------------------------------------------------------------------------------------------

    @rule(name=NAMES, way=WAYS)
    def payme_creates(self, name: str, way: str) -> None:
        number = self.id_of("payme", name)

        def check(answer: dict) -> None:
            expected = self.model.begin(("payme", number))
            assert self.payme_answer(answer) == PAYME_CREATE.get(expected, -31008), expected
            self.same_as_before("create", number, answer)

        self.send(way, lambda: self.payme.create(number, self.bill.reference, TIYIN), check)

    @rule(name=NAMES, way=WAYS)
    def payme_performs(self, name: str, way: str) -> None:
        self.perform(self.id_of("payme", name), way)

    def perform(self, number: str, way: str) -> None:
        def check(answer: dict) -> None:
            expected = self.model.perform(("payme", number))
            assert self.payme_answer(answer) == PAYME_PERFORM.get(expected, -31008), expected
            self.same_as_before("perform", number, answer)

        self.send(way, lambda: self.payme.perform(number), check)

    @rule(name=NAMES, way=WAYS)
    def payme_cancels(self, name: str, way: str) -> None:
        self.cancel(self.id_of("payme", name), way)

    def cancel(self, number: str, way: str) -> None:
        def check(answer: dict) -> None:
            expected = self.model.cancel(("payme", number))
            assert self.payme_answer(answer) == PAYME_CANCEL[expected], expected
            self.same_as_before("cancel", number, answer)

        self.send(way, lambda: self.payme.cancel(number), check)

    @rule(name=NAMES)
    def payme_checks(self, name: str) -> None:
        number = self.id_of("payme", name)
        answer = self.payme.call("CheckTransaction", {"id": number})
        state = self.model.rows.get(("payme", number))
        known = {"created": 1, "performed": 2, "cancelled": -1, "returned": -2, None: -31003}
        assert self.payme_answer(answer) == known[state]

    # --- Click ------------------------------------------------------------------------------------------------------

    @rule(name=NAMES, way=WAYS)
    def click_prepares(self, name: str, way: str) -> None:
        number = self.id_of("click", name)

        def check(answer: dict) -> None:
            assert answer["error"] == CLICK_PREPARE[self.model.begin(("click", number))]

        self.send(way, lambda: self.click.prepare(number, self.bill.reference, TIYIN), check)

    @rule(name=NAMES, way=WAYS, fails=st.sampled_from([False, False, True]))
    def click_completes(self, name: str, way: str, fails: bool) -> None:
        self.complete(self.id_of("click", name), way, fails)

    def complete(self, number: str, way: str, fails: bool) -> None:
        key = ("click", number)
        if key not in self.model.rows or not self.click.receipts[key[1]].prepared:
            return

        def check(answer: dict) -> None:
            assert answer["error"] == self.expected_of_click(key, fails)

        self.send(way, lambda: self.click.complete(key[1], -5017 if fails else 0), check)

    def expected_of_click(self, key: tuple[str, str], fails: bool) -> int:
        was = self.model.rows[key]
        if fails:
            return -9 if self.model.cancel(key) in ("cancelled", "returned") else -4
        if was == "performed":
            return -4
        return {"performed": 0, "nothing_due": -4, "amount_differs": -2}.get(self.model.perform(key), -9)

    # --- stories that go on -----------------------------------------------------------------------------------------

    def of_state(self, state: str) -> list[tuple[str, str]]:
        return [key for key, now in self.model.rows.items() if now == state]

    @precondition(lambda self: self.of_state("created"))
    @rule(way=WAYS, ends=st.sampled_from(["well", "well", "well", "badly"]))
    def what_was_begun_goes_on(self, way: str, ends: str) -> None:
        self.go_on(self.of_state("created")[0], way, ends)

    @precondition(lambda self: self.of_state("performed"))
    @rule(way=WAYS, ends=st.sampled_from(["well", "badly", "badly"]))
    def what_was_paid_is_heard_of_again(self, way: str, ends: str) -> None:
        self.go_on(self.of_state("performed")[0], way, ends)

    def go_on(self, key: tuple[str, str], way: str, ends: str) -> None:
        system, number = key
        if system == "click":
            self.complete(number, way, fails=ends == "badly")
        elif ends == "well":
            self.perform(number, way)
        else:
            self.cancel(number, way)

    # --- the post, and time -----------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.model.rows) > 1)
    @rule()
    def somebody_pays_at_the_post(self) -> None:
        with clock.fixed(Moment.now):
            try:
                self.desk.pay(self.bill)
            except errors.NothingDue:
                assert not self.model.due
            else:
                assert self.model.due
                self.model.due = False

    @precondition(lambda self: self.model.due and not self.model.has_part)
    @rule(happens=st.integers(0, 3))
    def somebody_pays_a_part_at_the_post(self, happens: int) -> None:
        if happens == 0:
            with clock.fixed(Moment.now):
                self.desk.pay(self.bill, PART)
            self.model.has_part = True

    @precondition(lambda self: "performed" in self.model.rows.values())
    @rule()
    def the_post_agrees_to_a_refund(self) -> None:
        """Of what was paid online; money that went back does not become due again."""
        for key, state in self.model.rows.items():
            if state == "performed" and key not in self.model.refunds:
                row = OnlineTransaction.objects.get(connection=key[0], external_id=key[1])
                with clock.fixed(Moment.now):
                    self.desk.approved_refund(row.payment)
                self.model.refunds.add(key)

    @rule(minutes=st.sampled_from([1, 1, 1, 31, 300, 721]))
    def time_passes(self, minutes: int) -> None:
        Moment.now += timedelta(minutes=minutes)

    # --- what must hold ---------------------------------------------------------------------------------------------

    @invariant()
    def the_books_are_in_order(self) -> None:
        if not hasattr(self, "model"):
            return
        check_books(self.bill)
        rows = OnlineTransaction.objects.filter(bill=self.bill)
        assert {(row.connection, row.external_id): row.state for row in rows} == self.model.rows
        standing = self.desk.standing(self.bill)
        assert bool(standing.owed) == self.model.due
        kept = sum((one.left for one in standing.payments), Money.nothing("UZS"))
        # Who pays all at the post after a part has paid too much, and it is theirs.
        assert kept - standing.overpaid.get("UZS", Money.nothing("UZS")) <= SOUM
        assert len(standing.payments) == (not self.model.due) + self.model.has_part
        for system, code in ((self.payme, "payme"), (self.click, "click")):
            for receipt in self.mine(system):
                if receipt.state == "paid":
                    assert self.model.rows[code, receipt.number] == "performed"

    def mine(self, system: PaymentSystem) -> list[Receipt]:
        return [receipt for receipt in system.receipts.values() if receipt.bill == self.bill.reference]

    def teardown(self) -> None:
        """In the end the payment systems ask again until they know; then the day agrees to the last tiyin."""
        if not hasattr(self, "model"):
            return
        for receipt in self.mine(self.payme):
            if receipt.state == "begun" and "error" in self.payme.perform(receipt.number):
                self.payme.cancel(receipt.number)
        for receipt in self.mine(self.click):
            if receipt.state == "begun" and receipt.prepared and self.click.complete(receipt.number)["error"] == -4:
                row = OnlineTransaction.objects.get(connection="click", external_id=receipt.number)
                receipt.state = "paid" if row.state == "performed" else "cancelled"
                receipt.paid_at = receipt.told_at
        check_books(self.bill)
        for day in {NOW.date(), Moment.now.date(), (Moment.now + timedelta(hours=5)).date()}:
            self.compare(day)
        Moment.now = NOW

    def compare(self, day: Any) -> None:
        with clock.fixed(Moment.now):
            try:
                reconciliation = reconcile_day(acting_user=SYSTEM, day=day)
            except DomainError as refused:
                raise AssertionError(refused.code) from refused
        found = differences_of(reconciliation, None)
        assert [(one.side, one.code) for one in found if one.side != "at_post"] == []


def test_callbacks_in_any_order(desk: Desk, payme: PaymeServer, click: ClickServer) -> None:
    Replay.desk, Replay.payme, Replay.click = desk, payme, click
    run_state_machine_as_test(
        Replay,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            report_multiple_bugs=False,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
