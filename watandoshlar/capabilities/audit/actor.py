"""Who acts: a logged-in account, or the platform itself."""

from typing import Final, Protocol

from .errors import ActingUserRequired


class ActingUser(Protocol):
    """What the record needs to know of an account; any model with these two will do."""

    @property
    def pk(self) -> int: ...

    @property
    def is_authenticated(self) -> bool: ...


class System:
    """The platform itself: its periodic work and its letters."""

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()


def account_id_of(acting_user: ActingUser | System) -> int | None:
    """The id to write down; None for SYSTEM.

    Raises `ActingUserRequired` for nobody, for an anonymous visitor and for an account that has not been saved: an act
    that cannot be put down to someone must not happen.
    """
    if acting_user is SYSTEM:
        return None
    account_id = getattr(acting_user, "pk", None)
    if not isinstance(account_id, int) or getattr(acting_user, "is_authenticated", False) is not True:
        raise ActingUserRequired
    return account_id
