"""The lines of every posting. Each function returns lines that sum to nothing in every currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watandoshlar.domains.fees.states import METHODS, Account
from watandoshlar.foundation.money import Money


@dataclass(frozen=True)
class Entry:
    """One line: so much comes to the account (plus) or leaves it (minus), for a charge or for none."""

    account: Account
    amount: Money
    charge: int | None = None


def charging(charge: int, amount: Money) -> list[Entry]:
    """A charge becomes due."""
    return _written(Entry(Account.DUE, amount, charge), Entry(Account.CHARGED, -amount, charge))


def reassessing(charge: int, before: Money, after: Money) -> list[Entry]:
    """The amount of a charge is set anew, perhaps in another currency, while nothing is paid."""
    return [*charging(charge, -before), *charging(charge, after)]


def waiving(charge: int, owed: Money) -> list[Entry]:
    """What is still due of a charge is waived."""
    return _written(Entry(Account.WAIVED, owed, charge), Entry(Account.DUE, -owed, charge))


def paying(method: str, amount: Money, owed: Sequence[tuple[int, Money]]) -> list[Entry]:
    """Money comes in and settles what is due, charge by charge in the given order; what is left belongs to the payer.

    `owed` holds what is due in the currency of the amount.
    """
    entries, rest = [Entry(method_account(method), amount)], amount
    for charge, due in owed:
        part = min(due, rest)
        entries.append(Entry(Account.DUE, -part, charge))
        rest = rest - part
    return _written(*entries, Entry(Account.OVERPAID, -rest))


def undoing(entries: Iterable[Entry]) -> list[Entry]:
    """The opposite of what was written."""
    return [Entry(entry.account, -entry.amount, entry.charge) for entry in entries]


def refunding(method: str, amount: Money, overpaid: Money) -> list[Entry]:
    """Money goes back: first what was paid too much, then what was paid for charges."""
    surplus = min(amount, overpaid)
    return _written(
        Entry(method_account(method), -amount),
        Entry(Account.OVERPAID, surplus),
        Entry(Account.REFUNDED, amount - surplus),
    )


def method_account(method: str) -> Account:
    if method not in METHODS:
        raise KeyError(method)
    return Account(method)


def _written(*entries: Entry) -> list[Entry]:
    """Lines of nothing are not written."""
    return [entry for entry in entries if entry.amount]
