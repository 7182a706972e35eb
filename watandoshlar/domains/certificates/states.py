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

REASONS = ("requested_by_holder", "superseded", "issued_in_error", "obtained_by_fraud", "holder_died", "lost_or_stolen")
"""Why a document was withdrawn or paused; known inside only, never shown to whoever checks it."""
