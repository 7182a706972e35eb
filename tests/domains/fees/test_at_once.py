"""Two callbacks at the same moment on two connections, and one whose process dies before it can answer."""

import base64
import json
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client

from tests.domains.fees.builders import SOUM, TIYIN, Desk, check_books
from tests.dying import NEVER, answer_in_a_process
from tests.plugins.payment_systems import KEY, ClickServer, PaymeServer
from watandoshlar.domains.fees.api import Bill, errors
from watandoshlar.domains.fees.models import OnlineTransaction, Payment
from watandoshlar.foundation.errors import DomainError

ROUNDS = 4
STATE = """
SELECT t.state, (SELECT count(*) FROM fees_payment p WHERE p.bill_id = b.id),
       (SELECT count(*) FROM fees_posting g WHERE g.bill_id = b.id AND g.kind = 'pay'),
       (SELECT count(*) FROM audit_entry e WHERE e.chain = 'bill:' || b.reference AND e.act = 'enter_payment'),
       (SELECT count(*) FROM notifications_letter l
         WHERE l.code = 'payment_received' AND l.facts ->> 'bill' = b.reference)
FROM fees_onlinetransaction t JOIN fees_bill b ON b.id = t.bill_id WHERE t.external_id = %s
"""


def at_once(*calls: Any) -> list[Any]:
    """Make the calls at the same moment; each in a thread and database connection of its own."""
    barrier = Barrier(len(calls))

    def make(call: Any) -> Any:
        try:
            barrier.wait()
            return call()
        except DomainError as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(make, calls))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_payment_is_performed_once(desk: Desk, payme: PaymeServer, _round: int) -> None:
    bill = desk.bill()
    first, second = at_once(*[lambda: payme.create("a", bill.reference, TIYIN)] * 2)
    assert first["result"] == second["result"]
    answers = at_once(*[lambda: payme.perform("a")] * 3)
    assert len({json.dumps(answer["result"]) for answer in answers}) == 1
    assert Payment.objects.filter(bill=bill).count() == 1
    check_books(bill)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_systems_one_begins(desk: Desk, payme: PaymeServer, click: ClickServer, _round: int) -> None:
    bill = desk.bill()
    one, other, third = at_once(
        lambda: payme.create("a", bill.reference, TIYIN),
        lambda: payme.create("b", bill.reference, TIYIN),
        lambda: click.prepare("7", bill.reference, TIYIN),
    )
    begun = ["result" in one, "result" in other, third["error"] == 0]
    assert begun.count(True) == 1
    assert OnlineTransaction.objects.filter(bill=bill).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_paid_at_the_post_and_by_card_at_once(desk: Desk, payme: PaymeServer, _round: int) -> None:
    bill = desk.bill()
    payme.create("a", bill.reference, TIYIN)
    card, cash = at_once(lambda: payme.perform("a"), lambda: desk.pay(bill))
    assert ("result" in card) == (cash == errors.NothingDue.code)
    assert Payment.objects.filter(bill=bill).count() == 1
    check_books(bill)


def test_one_receipt_number_at_two_counters(desk: Desk, committed_db: None) -> None:
    bills = desk.bill(), desk.bill()
    answers = at_once(
        lambda: desk.pay(bills[0], number="A-77"), lambda: desk.pay(bills[1], number="a-77", officer=desk.second)
    )
    assert [answer for answer in answers if isinstance(answer, str)] == [errors.ReceiptNumberUsed.code]
    assert Payment.objects.count() == 1


def test_refund_and_cancellation_at_once(desk: Desk, payme: PaymeServer) -> None:
    bill = desk.bill()
    payme.create("a", bill.reference, TIYIN)
    payme.perform("a")
    desk.approved_refund(Payment.objects.get(bill=bill))
    answers = at_once(*[lambda: payme.cancel("a", 5)] * 3)
    assert {answer["result"]["state"] for answer in answers} == {-2}
    assert [one.left for one in desk.standing(bill).payments] == [SOUM - SOUM]
    check_books(bill)


def perform(client: Client, number: str) -> str:
    """PerformTransaction through the platform's handler, in this process."""
    body = json.dumps({"id": 1, "method": "PerformTransaction", "params": {"id": number}})
    proof = "Basic " + base64.b64encode(f"Paycom:{KEY}".encode()).decode()
    answer = client.post("/payments/payme/", body, "application/json", headers={"Authorization": proof}).json()
    return f"{answer['result']['state']}:{answer['result']['perform_time']}"


def test_a_killed_callback_is_whole_or_not_there(desk: Desk, payme: PaymeServer) -> None:
    """Between any two statements: afterwards Payme asks again, hears the same, and the bill is paid once."""
    client = Client()
    bills: list[Bill] = []

    def begun(number: str) -> str:
        bills.append(desk.bill())
        assert "result" in payme.create(number, bills[-1].reference, TIYIN)
        return number

    perform(client, begun("warm-up"))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as witness:
        begun("undisturbed")
        word, points, was_killed = answer_in_a_process(lambda: perform(client, "undisturbed"), NEVER)
        assert (word.partition(":")[0], was_killed) == ("2", False)
        assert points > 10
        ends = set()
        for point in range(points + 1):
            number = begun(f"point-{point}")
            heard, _passed, was_killed = answer_in_a_process(lambda number=number: perform(client, number), point)
            assert was_killed
            found = witness.execute(STATE, [number]).fetchone()
            assert found in (("created", 0, 0, 0, 0), ("performed", 1, 1, 1, 1))
            assert not heard or found[0] == "performed"
            ends.add((found[0], bool(heard)))
            again = perform(client, number)
            assert again.startswith("2:")
            assert not heard or heard == again
            assert witness.execute(STATE, [number]).fetchone() == ("performed", 1, 1, 1, 1)
        assert ends == {("created", False), ("performed", False), ("performed", True)}
    check_books(*bills)
