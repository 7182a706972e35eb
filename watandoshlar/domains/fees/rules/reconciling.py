"""What two sides say of the same day, compared. Nothing found means that they agree to the last digit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watandoshlar.foundation.money import Money


@dataclass(frozen=True)
class Ours:
    """A payment by a payment system as the ledger has it."""

    external_id: str
    bill: str
    amount: Money
    is_paid: bool


@dataclass(frozen=True)
class Theirs:
    """The same as the payment system has it; `amount` is None where it does not say."""

    external_id: str
    bill: str
    amount: Money | None
    is_paid: bool


@dataclass(frozen=True)
class Found:
    """A difference: `code` says of which sort, `about` of which payment, bill or account."""

    side: str
    code: str
    about: str
    ours: Money
    theirs: Money
    bill: str = ""


def compare_online(side: str, currency: str, ours: Iterable[Ours], theirs: Iterable[Theirs]) -> list[Found]:
    """Payments that only one side has as paid, and amounts that differ; in the order of their ids."""
    nothing = Money.nothing(currency)
    mine = {one.external_id: one for one in ours if one.is_paid}
    told = {one.external_id: one for one in theirs if one.is_paid}
    found = []
    for number in sorted(mine.keys() | told.keys()):
        here, there = mine.get(number), told.get(number)
        if here is None and there is not None:
            found.append(Found(side, "missing_here", number, nothing, there.amount or nothing, there.bill))
        elif there is None and here is not None:
            found.append(Found(side, "missing_there", number, here.amount, nothing, here.bill))
        elif here is not None and there is not None and there.amount not in (None, here.amount):
            found.append(Found(side, "amount_differs", number, here.amount, there.amount, here.bill))
    return found


def compare_cash(post: str, entered: Mapping[str, Money], counted: Mapping[str, Money]) -> list[Found]:
    """What officers have entered on a day beside what the paper receipts add up to, by currency."""
    found = []
    for currency in sorted(entered.keys() | counted.keys()):
        ours = entered.get(currency, Money.nothing(currency))
        theirs = counted.get(currency)
        if theirs is None:
            found.append(Found("at_post", "not_counted", post, ours, Money.nothing(currency)))
        elif theirs != ours:
            found.append(Found("at_post", "cash_differs", post, ours, theirs))
    return found


def compare_accounts(moved: Mapping[tuple[str, str], Money], paid: Mapping[tuple[str, str], Money]) -> list[Found]:
    """What the ledger moved on each account beside the payments and refunds themselves, by account and currency."""
    found = []
    for account, currency in sorted(moved.keys() | paid.keys()):
        ours = moved.get((account, currency), Money.nothing(currency))
        theirs = paid.get((account, currency), Money.nothing(currency))
        if ours != theirs:
            found.append(Found("ledger", "account_differs", account, ours, theirs))
    return found
