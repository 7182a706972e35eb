"""Questions about bills, payments and the ledger. Nothing here is personal: a bill is a reference."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_territory_currencies
from django.db.models import Q, QuerySet, Sum

from watandoshlar.capabilities.access.api import Account as ActingUser
from watandoshlar.capabilities.access.api import is_officer_of
from watandoshlar.capabilities.posts.api import Post, overrides, tariff_in
from watandoshlar.domains.catalogue.api import Fee, FeeDue
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.models import (
    Assessment,
    Bill,
    CashCount,
    Charge,
    Difference,
    Line,
    OnlineTransaction,
    Payment,
    Posting,
    Reconciliation,
    Refund,
    Waiver,
)
from watandoshlar.domains.fees.rules.pricing import (
    Price,
    Said,
    Tariff,
    price_by_tariff,
    price_in_units,
    unit_on,
)
from watandoshlar.domains.fees.rules.reconciling import Found, Ours
from watandoshlar.domains.fees.rules.tables import shipped_base_units
from watandoshlar.domains.fees.states import METHODS, Account, Online
from watandoshlar.foundation import clock
from watandoshlar.foundation.conditions import Condition
from watandoshlar.foundation.money import Money

ONLINE_CURRENCY = "UZS"


def price_of(fee: FeeDue, post: Post, service: str, day: date) -> Price:
    """How much a fee is at the post on the day, as far as somebody has said it."""
    return price_in(fee, post, overrides(post, service) if fee.tariff else {}, day)


def price_in(fee: FeeDue | Fee, post: Post, override: Mapping[str, Any], day: date) -> Price:
    """The same with what the post does otherwise at hand. What follows from answers is unknown while there are none."""
    if fee.tariff:
        row = tariff_in(override, fee.tariff, day)
        return price_by_tariff(_tariff(row, post) if row else None)
    if fee.base_units is not None:
        return price_in_units(fee.base_units, unit_on(shipped_base_units(), day))
    amount = fee.amount.constant if isinstance(fee.amount, Condition) else fee.amount
    if amount is None or not fee.currency:
        return Price(None, fee.currency or "")
    return Price(Money.of_minor(amount, fee.currency), fee.currency)


def _tariff(row: Mapping[str, Any], post: Post) -> Tariff:
    amount = None if row["amount"] is None else Decimal(row["amount"])
    source = post.sources.get(row.get("source", ""), {"title": {}, "as_of": "", "url": ""})
    # Posts published before titles had languages wrote them in English.
    titles = source["title"] if isinstance(source["title"], dict) else {"en": source["title"]}
    return Tariff(row["currency"], amount, Said(titles, row["state"], source["as_of"], source["url"]))


# --- one bill -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChargeStanding:
    """A charge and how it stands: `amount` is None while nobody has said it, `owed` what is still to be paid."""

    charge: Charge
    amount: Money | None
    owed: Money | None
    assessment: Assessment | None
    waiver: Waiver | None

    @property
    def is_waived(self) -> bool:
        return bool(self.charge.waived_by) or self.waiver is not None

    @property
    def is_settled(self) -> bool:
        return self.is_waived or (self.owed is not None and not self.owed)

    @property
    def paid(self) -> Money | None:
        if self.amount is None or self.owed is None or self.is_waived:
            return None
        return self.amount - self.owed


@dataclass(frozen=True)
class PaymentStanding:
    """A payment, whether its entry was taken back (and why), and the refunds that were asked for, oldest first."""

    payment: Payment
    cancelled_because: str
    refunds: Sequence[Refund]

    @property
    def counts(self) -> bool:
        return not self.cancelled_because

    @property
    def left(self) -> Money:
        """What has not gone back yet."""
        gone = [refund.money for refund in self.refunds if refund.state == "executed"]
        return sum((-money for money in gone), self.payment.money)


@dataclass(frozen=True)
class BillStanding:
    bill: Bill
    charges: Sequence[ChargeStanding]
    payments: Sequence[PaymentStanding] = ()
    overpaid: dict[str, Money] = field(default_factory=dict)
    """What belongs to the payer, by currency; nothing where nothing does."""

    @property
    def owed(self) -> dict[str, Money]:
        """What is still to be paid, by currency."""
        return owed_of(self.charges)

    @property
    def unknown(self) -> list[ChargeStanding]:
        """Charges whose amount nobody has said yet."""
        return [one for one in self.charges if one.amount is None and not one.is_waived]

    @property
    def is_settled(self) -> bool:
        return all(one.is_settled for one in self.charges)


def owed_of(charges: Iterable[ChargeStanding]) -> dict[str, Money]:
    owed: dict[str, Money] = {}
    for one in charges:
        if one.owed and not one.is_settled:
            owed[one.owed.currency] = owed.get(one.owed.currency, Money.nothing(one.owed.currency)) + one.owed
    return owed


def bill_of(reference: str) -> Bill | None:
    """The bill of an application or a family."""
    return Bill.objects.select_related("post").filter(reference=reference).first()


def bill_of_subject(subject: str) -> Bill | None:
    """The bill on which something is asked for the subject: its own, or that of its family."""
    return Bill.objects.select_related("post").filter(charges__subject=subject).distinct().first()


def access_bill(account: ActingUser, reference: str) -> Bill:
    """A bill of the account's own. Anybody else's is not found."""
    bill = Bill.objects.select_related("post").filter(reference=reference, account_id=account.pk).first()
    if bill is None:
        raise errors.BillNotFound
    return bill


def access_bill_at_post(account: ActingUser, reference: str) -> Bill:
    """A bill of a post where the account works, and that is not its own."""
    bill = bill_of(reference)
    if bill is None or not is_officer_of(account, bill.post) or bill.account_id == account.pk:
        raise errors.BillNotFound
    return bill


def access_payment(account: ActingUser, number: str) -> Payment:
    """A payment on a bill of the account's own."""
    payment = get_payment(number)
    if payment.bill.account_id != account.pk:
        raise errors.PaymentNotFound
    return payment


def access_payment_at_post(account: ActingUser, number: str) -> Payment:
    """A payment at a post where the account works, on a bill that is not its own."""
    payment = get_payment(number)
    if not is_officer_of(account, payment.post) or payment.bill.account_id == account.pk:
        raise errors.PaymentNotFound
    return payment


def charges_of(subject: str) -> list[ChargeStanding]:
    """The charges of one subject and how they stand; no more than one query where nothing is asked."""
    return _standings(Charge.objects.filter(subject=subject).select_related("bill__post").order_by("pk"))


def subjects_of(bill: Bill) -> list[str]:
    """For what something is asked on the bill."""
    return sorted(set(Charge.objects.filter(bill=bill).values_list("subject", flat=True)))


def charges_on(bill: Bill) -> list[ChargeStanding]:
    return _standings(Charge.objects.filter(bill=bill).order_by("pk"))


def standing_of(bill: Bill) -> BillStanding:
    """Everything about a bill."""
    payments = list(bill.payments.select_related("account", "post", "transaction").order_by("pk"))
    cancelled = dict(Posting.objects.filter(payment__in=payments, kind="cancel").values_list("payment_id", "reason"))
    refunds = defaultdict(list)
    for refund in Refund.objects.filter(payment__in=payments).order_by("pk"):
        refunds[refund.payment_id].append(refund)
    return BillStanding(
        bill=bill,
        charges=charges_on(bill),
        payments=[PaymentStanding(one, cancelled.get(one.pk, ""), refunds[one.pk]) for one in payments],
        overpaid=overpaid_on(bill),
    )


def overpaid_on(bill: Bill) -> dict[str, Money]:
    lines = Line.objects.filter(posting__bill=bill, ledger_account=Account.OVERPAID)
    sums = {row["currency"]: row["sum"] for row in lines.values("currency").annotate(sum=Sum("amount"))}
    return {currency: Money(-amount, currency) for currency, amount in sums.items() if amount}


def _standings(charges: QuerySet[Charge]) -> list[ChargeStanding]:
    charges = list(charges.select_related("waiver"))
    if not charges:
        return []
    latest = {row.charge_id: row for row in Assessment.objects.filter(charge__in=charges).order_by("number")}
    lines = Line.objects.filter(charge__in=charges, ledger_account=Account.DUE)
    owed = {
        (row["charge_id"], row["currency"]): row["sum"]
        for row in lines.values("charge_id", "currency").annotate(sum=Sum("amount"))
    }
    return [_standing(charge, latest.get(charge.pk), owed) for charge in charges]


def _standing(charge: Charge, assessment: Assessment | None, owed: dict) -> ChargeStanding:
    waiver = getattr(charge, "waiver", None)
    if assessment is None:
        return ChargeStanding(charge, None, None, None, waiver)
    currency = assessment.currency
    due = Money(owed.get((charge.pk, currency), Decimal(0)), currency)
    return ChargeStanding(charge, assessment.money, due, assessment, waiver)


def currencies_for(charge: Charge, post: Post) -> list[str]:
    """In which currencies an officer may set the amount: that of the tariff, else those of host country and home."""
    return [charge.currency] if charge.currency else currencies_here(post)


def currencies_here(post: Post) -> list[str]:
    """The currency of the host country, and that of home, in which payment systems pay."""
    return list(dict.fromkeys([*get_territory_currencies(post.country)[:1], ONLINE_CURRENCY]))


def get_payment(number: str) -> Payment:
    payment = Payment.objects.select_related("bill", "post", "account", "transaction").filter(number=number).first()
    if payment is None:
        raise errors.PaymentNotFound
    return payment


def payable_online(standings: Iterable[ChargeStanding]) -> Money | None:
    """What is due in the currency of the payment systems; None for nothing."""
    return owed_of(standings).get(ONLINE_CURRENCY)


# --- online ---------------------------------------------------------------------------------------------------------


def transaction_told(connection: str, external_id: str) -> OnlineTransaction:
    """A transaction by the id that the payment system has given it. Raises TransactionNotFound."""
    rows = OnlineTransaction.objects.filter(connection=connection, external_id=external_id)
    row = rows.select_related("bill").first()
    if row is None:
        raise errors.TransactionNotFound
    return row


def transactions_told(connection: str, since: int, until: int) -> list[OnlineTransaction]:
    """The transactions of a time (both ends included), by the moments that the payment system has named."""
    rows = OnlineTransaction.objects.filter(connection=connection, told_at__gte=since, told_at__lte=until)
    return list(rows.select_related("bill").order_by("told_at", "pk"))


def check_online(reference: str, amount: Money) -> None:
    """Whether the amount could be paid now. Raises BillNotFound, NothingDue, AmountDiffers."""
    bill = bill_of(reference)
    if bill is None:
        raise errors.BillNotFound
    check_payable(bill, amount)


def check_payable(bill: Bill, amount: Money) -> None:
    """Raises NothingDue, AmountDiffers."""
    due = payable_online(charges_on(bill))
    if due is None:
        raise errors.NothingDue
    if due != amount:
        raise errors.AmountDiffers


# --- the day --------------------------------------------------------------------------------------------------------

# Days of the ledger are those of the ministry: one comparison covers all posts.
LEDGER_ZONE = ZoneInfo(clock.HOME_ZONE)
Sums = dict[tuple[str, str], Money]


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day of the ledger, and that of the next day."""
    begins = datetime.combine(day, time.min, LEDGER_ZONE)
    return begins, begins + timedelta(days=1)


def unbalanced() -> list[Found]:
    """Currencies in which the whole ledger does not sum to nothing. The database refuses such postings one by one."""
    sums = Line.objects.values("currency").annotate(sum=Sum("amount"))
    return [
        Found(
            "ledger", "unbalanced", row["currency"], Money(row["sum"], row["currency"]), Money.nothing(row["currency"])
        )
        for row in sums
        if row["sum"]
    ]


def account_movements(day: date) -> Sums:
    """What the ledger moved on the accounts of money on a day, by account and currency."""
    since, until = bounds_of(day)
    lines = Line.objects.filter(ledger_account__in=list(METHODS), posting__at__gte=since, posting__at__lt=until)
    rows = lines.values("ledger_account", "currency").annotate(sum=Sum("amount"))
    return {(row["ledger_account"], row["currency"]): Money(row["sum"], row["currency"]) for row in rows}


def payments_and_refunds(day: date) -> Sums:
    """The same from the rows of payments, entries taken back, and refunds that were carried out on the day."""
    since, until = bounds_of(day)
    sums: Sums = {}
    payments = Payment.objects.filter(at__gte=since, at__lt=until)
    cancelled = Payment.objects.filter(postings__kind="cancel", postings__at__gte=since, postings__at__lt=until)
    refunds = Refund.objects.filter(executed_at__gte=since, executed_at__lt=until).select_related("payment")
    moves = [
        *((one.method, one.money) for one in payments),
        *((one.method, -one.money) for one in cancelled),
        *((one.payment.method, -one.money) for one in refunds),
    ]
    for method, money in moves:
        key = (method, money.currency)
        sums[key] = sums.get(key, Money.nothing(money.currency)) + money
    return sums


def online_payments(connection: str, day: date, also: Sequence[str]) -> list[Ours]:
    """The transactions performed on the day, and those with the ids `also`."""
    since, until = bounds_of(day)
    rows = OnlineTransaction.objects.filter(connection=connection).filter(
        Q(performed_at__gte=since, performed_at__lt=until) | Q(external_id__in=also)
    )
    return [
        Ours(row.external_id, row.bill.reference, row.money, is_paid=row.state == Online.PERFORMED)
        for row in rows.select_related("bill").order_by("pk")
    ]


def bills_begun(connection: str, since: datetime, until: datetime) -> list[str]:
    """The bills on which a payment was begun by the system in the time."""
    rows = OnlineTransaction.objects.filter(connection=connection, created_at__gte=since, created_at__lt=until)
    return sorted(set(rows.values_list("bill__reference", flat=True)))


def cash_entered(day: date) -> dict[int, dict[str, Money]]:
    """By post and currency: what officers have entered as paid at the post on the day, without what was taken back."""
    rows = Payment.objects.filter(method="at_post", paid_on=day).exclude(postings__kind="cancel")
    return _by_post(rows.values("post_id", "currency").annotate(sum=Sum("amount")))


def cash_counted(day: date) -> dict[int, dict[str, Money]]:
    """By post and currency: the last count of the paper receipts of the day."""
    counts = CashCount.objects.filter(day=day).order_by("post_id", "currency", "-pk").distinct("post_id", "currency")
    return _by_post({"post_id": row.post_id, "currency": row.currency, "sum": row.amount} for row in counts)


def _by_post(rows: Iterable[dict]) -> dict[int, dict[str, Money]]:
    sums: dict[int, dict[str, Money]] = defaultdict(dict)
    for row in rows:
        sums[row["post_id"]][row["currency"]] = Money(row["sum"], row["currency"])
    return dict(sums)


def latest_reconciliation(day: date) -> Reconciliation | None:
    return Reconciliation.objects.filter(day=day).order_by("-pk").first()


def differences_of(reconciliation: Reconciliation, posts: Sequence[Post] | None) -> list[Difference]:
    """What did not agree: at the posts, or everywhere (None), then also what concerns no post."""
    rows = reconciliation.differences.select_related("post").order_by("pk")
    return list(rows if posts is None else rows.filter(post__in=posts))


def payments_of_day(posts: Sequence[Post] | None, day: date) -> list[PaymentStanding]:
    """The payments of a day at the posts, or everywhere (None), in the order in which they were entered."""
    rows = Payment.objects.filter(paid_on=day).select_related("bill", "post", "account", "transaction").order_by("pk")
    payments = list(rows if posts is None else rows.filter(post__in=posts))
    cancelled = dict(Posting.objects.filter(payment__in=payments, kind="cancel").values_list("payment_id", "reason"))
    return [PaymentStanding(one, cancelled.get(one.pk, ""), ()) for one in payments]


def refunds_waiting(posts: Sequence[Post] | None) -> list[Refund]:
    """Refunds that somebody has yet to decide or carry out, the oldest first."""
    rows = Refund.objects.filter(state__in=["requested", "approved"]).select_related(
        "payment__bill", "payment__post", "requested_by", "decided_by"
    )
    return list((rows if posts is None else rows.filter(payment__post__in=posts)).order_by("pk"))
