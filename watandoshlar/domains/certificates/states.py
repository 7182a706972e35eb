"""The lifecycle of a document in the register."""

from enum import StrEnum


class Status(StrEnum):
    """The status of a document in the register."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


TRANSITIONS = frozenset(
    {
        (Status.VALID, Status.SUSPENDED),
        (Status.SUSPENDED, Status.VALID),
        (Status.VALID, Status.REVOKED),
        (Status.SUSPENDED, Status.REVOKED),
    }
)
"""A withdrawn document never comes back: a new one is issued instead."""
