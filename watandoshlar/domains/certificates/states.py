"""The lifecycle of a document in the register."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Status(StrEnum):
    """The status of a document in the register."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    """A newer version of the document has taken its place."""


TRANSITIONS = frozenset(
    {
        (Status.VALID, Status.SUSPENDED),
        (Status.SUSPENDED, Status.VALID),
        (Status.VALID, Status.REVOKED),
        (Status.SUSPENDED, Status.REVOKED),
        (Status.VALID, Status.SUPERSEDED),
        (Status.SUSPENDED, Status.SUPERSEDED),
    }
)
"""A withdrawn or replaced document never comes back: a new one is issued instead."""

FINAL_STATUSES = frozenset({Status.REVOKED, Status.SUPERSEDED})

REASONS = {
    "requested_by_holder": _("The holder asked for it"),
    "issued_in_error": _("It was issued in error"),
    "obtained_by_fraud": _("It was obtained with false statements or papers"),
    "holder_died": _("The holder has died"),
    "lost_or_stolen": _("It was lost or stolen"),
}
"""Why a document was withdrawn or paused; known to the post and to who applied, never shown to whoever checks it."""

REINSTATED_BECAUSE = {
    "found_again": _("It was found again"),
    "doubt_cleared": _("The doubt for which it was paused is cleared up"),
    "appeal_granted": _("An appeal was granted"),
}
"""Why a document that was paused counts again."""

SUPERSEDED_BY, RESTS_ON, BY_COMMISSION = "superseded", "rests_on", "commission"
EVERY_REASON = (
    REASONS
    | REINSTATED_BECAUSE
    | {
        SUPERSEDED_BY: _("A newer document takes its place"),
        RESTS_ON: _("The document on which it rests does not count"),
        BY_COMMISSION: _("The commission that gave it has cancelled it"),
    }
)
"""With the reasons that nobody chooses, because they follow from what happened elsewhere."""


def status_that_counts(own: Status, base: Status | None) -> Status:
    """The status of a document from what was decided on it and from the status of the one on which it rests.

    What rests on a document that was withdrawn or paused does not count either. One that was replaced carries on
    through the newer version: the caller passes the status of that.
    """
    if own in FINAL_STATUSES:
        return own
    if base is Status.REVOKED:
        return Status.REVOKED
    return Status.SUSPENDED if Status.SUSPENDED in (own, base) else own


class DeliveryState(StrEnum):
    """What is known of copies that went to a wallet; the wallet may say more, or never."""

    HANDED_OVER = "handed_over"
    KEPT = "kept"
    FAILED = "failed"
    DELETED = "deleted"


class RunKind(StrEnum):
    """What a signing run does with each of its items."""

    ISSUE = "issue"
    REISSUE = "reissue"


class RunState(StrEnum):
    """The lifecycle of a signing run: nothing is signed before a second officer has approved it."""

    OPENED = "opened"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"


RUN_TRANSITIONS = frozenset(
    {
        (RunState.OPENED, RunState.RUNNING),
        (RunState.OPENED, RunState.REFUSED),
        (RunState.RUNNING, RunState.DONE),
        (RunState.RUNNING, RunState.STOPPED),
    }
)


class ItemState(StrEnum):
    """One document of a run. What waited when the run was refused or stopped is left."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    LEFT = "left"
