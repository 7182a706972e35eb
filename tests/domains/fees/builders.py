"""Bills for tests, made by the real acts."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from django.db import connection
from django.db.models import Sum

from tests.domains.cases.builders import TUTORIAL, account_of, worker_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import Post, get_post, today_at
from watandoshlar.domains.catalogue.api import FeeDue, current_version
from watandoshlar.domains.fees.api import (
    Bill,
    BillStanding,
    Payment,
    bill_of,
    charge_fees,
    decide_refund,
    record_payment,
    request_refund,
    standing_of,
)
from watandoshlar.domains.fees.models import Line, OnlineTransaction
from watandoshlar.foundation.money import Money

TIYIN = 37_500_000
SOUM = Money.of_minor(TIYIN, "UZS")


@dataclass
class Desk:
    """The post of Seoul with its people, and somebody who pays."""

    payer: Account
    officer: Account
    second: Account
    head: Account
    post: Post
    version: str

    def __post_init__(self) -> None:
        self.numbers = count(1)

    def bill(self, *fees: FeeDue, subject: str = "", reference: str = "") -> Bill:
        """A bill with these fees; without any, one of 375,000 soum."""
        subject = subject or f"WD-26-{next(self.numbers):04}"
        bill = charge_fees(
            acting_user=self.payer,
            bill=reference or subject,
            subject=subject,
            post=self.post,
            account=self.payer,
            version_id=self.version,
            day=today_at(self.post),
            fees=fees or (fee(),),
        )
        assert bill is not None
        return bill

    def standing(self, bill: Bill) -> BillStanding:
        found = bill_of(bill.reference)
        assert found is not None
        return standing_of(found)

    def pay(self, bill: Bill, amount: Money = SOUM, number: str = "", officer: Account | None = None) -> Payment:
        return record_payment(
            acting_user=officer or self.officer,
            bill=bill.reference,
            receipt_number=number or f"A-{next(self.numbers)}",
            amount=amount,
            paid_on=today_at(self.post),
        )

    def approved_refund(self, payment: Payment, amount: Money | None = None, reason: str = "refused"):
        refund = request_refund(
            acting_user=self.officer, number=payment.number, amount=amount or payment.money, reason=reason
        )
        return decide_refund(acting_user=self.head, refund_id=refund.pk, approves=True)


def desk_of() -> Desk:
    seoul = get_post("seoul")
    return Desk(
        payer=account_of("nodira"),
        officer=worker_of("officer", "officer", seoul),
        second=worker_of("second", "officer", seoul),
        head=worker_of("head", "head", seoul),
        post=seoul,
        version=current_version(TUTORIAL).hash,
    )


def fee(name: str = "duty", amount: int | None = TIYIN, currency: str = "UZS", **more: object) -> FeeDue:
    return FeeDue(name, None, amount, currency, None, **more)


def tariff_fee(name: str = "consular", **more: object) -> FeeDue:
    """A fee whose amount no post has named."""
    return FeeDue(name, "no-such-tariff", None, None, None, **more)


def accounts(bill: Bill | None = None) -> dict[tuple[str, str], Decimal]:
    """The balance of each account of the ledger, those of nothing left out."""
    lines = Line.objects.filter(posting__bill=bill) if bill else Line.objects.all()
    sums: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = (line.ledger_account, line.currency)
        sums[key] = sums.get(key, Decimal(0)) + line.amount
    return {key: value for key, value in sums.items() if value}


def check_books(*bills: Bill) -> None:
    """What must hold of the ledger whatever happens, and of these bills; deferred checks of the database are asked for
    at once."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert not Line.objects.values("currency").annotate(sum=Sum("amount")).exclude(sum=0).exists()
    for row in OnlineTransaction.objects.filter(bill__in=bills).select_related("payment"):
        assert hasattr(row, "payment") == (row.state in ("performed", "returned")), row
    for bill in bills:
        for one in standing_of(bill).charges:
            assert one.owed is None or one.owed >= Money.nothing(one.owed.currency)
