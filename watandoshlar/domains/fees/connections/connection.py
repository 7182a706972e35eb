"""What every payment system is to the platform: a way to pay, calls that it makes to us, a statement that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from watandoshlar.foundation.money import Money


@dataclass(frozen=True)
class Call:
    """A request of a payment system, without HTTP: its body, the fields of a form, and who it says it is."""

    method: str
    body: bytes = b""
    form: Mapping[str, str] = field(default_factory=dict)
    authorization: str = ""


@dataclass(frozen=True)
class StatementRow:
    """A payment as the payment system has it. `amount` is None where its statement does not say it."""

    external_id: str
    bill: str
    amount: Money | None
    is_paid: bool
    is_returned: bool
    at: datetime


class Connection(Protocol):
    code: str
    title: str
    needs: Sequence[str]
    """The settings without which it refuses everything."""

    @property
    def is_open(self) -> bool:
        """Whether people can pay by it here."""

    def checkout_url(self, bill: str, amount: Money, language: str, back_to: str) -> str:
        """Where to send somebody who wants to pay the amount."""

    def answer(self, call: Call) -> dict:
        """The answer to a call, always one that the payment system understands; refusals are codes in it."""

    def statement(self, since: datetime, until: datetime, bills: Sequence[str]) -> list[StatementRow]:
        """Its payments in the time; asked for each of `bills` where it gives no list. Raises StatementUnavailable."""
