from typing import ClassVar, Protocol

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.rendering import WrittenLetter


class ChannelFailure(Exception):
    """A letter did not get out. `code` must not contain an address or other words of the far side."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TemporaryFailure(ChannelFailure):
    """Worth another try."""


class PermanentFailure(ChannelFailure):
    """The far side refuses this letter for good."""


class Channel(Protocol):
    """A way out of the house."""

    name: ClassVar[str]

    def address_of(self, account: Account) -> str:
        """Where the account is reached; empty when it is not reached this way."""

    def send(self, letter: WrittenLetter, address: str) -> None:
        """Hand the letter over, with `letter.id` so that the far side can drop a second copy.

        Returns only when the far side has taken it. Raises `TemporaryFailure` or `PermanentFailure`, nothing else.
        """
