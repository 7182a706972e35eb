"""The lifecycle of a document in the register."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


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

REASONS = {
    "requested_by_holder": _("The holder asked for it"),
    "superseded": _("A newer document takes its place"),
    "issued_in_error": _("It was issued in error"),
    "obtained_by_fraud": _("It was obtained with false statements or papers"),
    "holder_died": _("The holder has died"),
    "lost_or_stolen": _("It was lost or stolen"),
}
"""Why a document was withdrawn or paused; known to the post and to who applied, never shown to whoever checks it."""
