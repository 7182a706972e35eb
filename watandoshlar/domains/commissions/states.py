"""The states of a sitting, of an item on its agenda and of a matter, and every step between them.

The database holds the same tables (`commissions_step`) and refuses any other step; docs/rules/commission.md lists them.
"""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.steps import State, Step, by_code, open_codes

OFFICES = {"chair": _("Chair"), "secretary": _("Secretary"), "member": _("Member")}
MATTERS = {"award": _("Award"), "cancel": _("Cancellation")}
BALLOTS = {"open": _("Open ballot"), "secret": _("Secret ballot")}
CHOICES = {"in_favour": _("In favour"), "against": _("Against"), "abstained": _("Abstention")}
OUTCOMES = {"in_favour": _("In favour"), "against": _("Against")}
# Why an item waits for another sitting.
DELAYS = {
    "no_quorum": _("The quorum was not there"),
    "tie": _("The votes were equal"),
    "more_facts": _("The commission wants to know more"),
    "not_reached": _("The sitting did not come to it"),
}
# Why a member neither reads nor votes: the first three are found, the others are declared.
FOUND = {
    "own": _("The matter is about the member"),
    "acts_for": _("The member acts for somebody whom the matter is about"),
    "body": _("The member comes from a body that recommends or nominates"),
}
DECLARED = {
    "family": _("Family"),
    "business": _("Business or employment"),
    "dispute": _("A dispute"),
    "other": _("Another reason"),
}
CONFLICTS = {**FOUND, **DECLARED}
SITTING_STATES = by_code(
    State("planned", _("Planned"), is_open=True),
    State("opened", _("In session"), is_open=True),
    State("closed", _("Closed")),
    State("cancelled", _("Cancelled")),
)
ITEM_STATES = by_code(
    State("listed", _("On the agenda"), is_open=True),
    State("voting", _("Being voted on"), is_open=True),
    State("counted", _("Counted; the resolution is being written"), is_open=True),
    State("resolved", _("Resolved")),
    State("put_off", _("Put off")),
    State("dropped", _("Taken from the agenda")),
)
MATTER_STATES = by_code(
    State("waiting", _("Waiting for a sitting"), is_open=True),
    State("listed", _("On the agenda of a sitting"), is_open=True),
    State("resolved", _("Resolved")),
    State("withdrawn", _("Taken back")),
)
STEPS = {
    "sitting": (
        Step("open", "planned", "opened"),
        Step("close", "opened", "closed"),
        Step("cancel", "planned", "cancelled"),
    ),
    "item": (
        Step("open_ballot", "listed", "voting"),
        Step("count", "voting", "counted"),
        Step("resolve", "counted", "resolved"),
        Step("put_off", "listed", "put_off"),
        Step("put_off", "voting", "put_off"),
        Step("drop", "listed", "dropped"),
        Step("drop", "voting", "dropped"),
        Step("drop", "counted", "dropped"),
    ),
    "matter": (
        Step("list", "waiting", "listed"),
        Step("put_off", "listed", "waiting"),
        Step("resolve", "listed", "resolved"),
        Step("withdraw", "waiting", "withdrawn"),
        Step("withdraw", "listed", "withdrawn"),
    ),
}
FIRST_STATES = {"sitting": "planned", "item": "listed", "matter": "waiting"}
OPEN_SITTINGS = open_codes(SITTING_STATES)
OPEN_ITEMS = open_codes(ITEM_STATES)
OPEN_MATTERS = open_codes(MATTER_STATES)
