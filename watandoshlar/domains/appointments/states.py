"""The states of a visit and of a wish, and every step between them.

The database holds the same tables (`appointments_step`) and refuses any other step; docs/rules/visits.md lists them.
"""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.steps import State, Step, by_code, open_codes

# Open: it still counts against the caps; the visit lies ahead, the wish may still be met.
VISIT_STATES = by_code(
    State("held", _("Held for you"), is_open=True),
    State("booked", _("Booked"), is_open=True),
    State("asked", _("Please confirm"), is_open=True),
    State("attended", _("Came")),
    State("missed", _("Did not come")),
    State("lapsed", _("Not confirmed in time")),
    State("cancelled", _("Cancelled")),
    State("moved", _("Moved to another time")),
    State("displaced", _("Taken away by the post")),
)
VISIT_STEPS = (
    Step("confirm", "held", "booked", "applicant"),
    Step("remind", "booked", "asked", "platform"),
    Step("confirm", "asked", "booked", "applicant"),
    Step("lapse", "held", "lapsed", "platform"),
    Step("lapse", "asked", "lapsed", "platform"),
    Step("cancel", "held", "cancelled", "applicant"),
    Step("cancel", "booked", "cancelled", "applicant"),
    Step("cancel", "asked", "cancelled", "applicant"),
    Step("move", "booked", "moved", "applicant"),
    Step("move", "asked", "moved", "applicant"),
    Step("displace", "held", "displaced", "platform"),
    Step("displace", "booked", "displaced", "platform"),
    Step("displace", "asked", "displaced", "platform"),
    Step("attend", "booked", "attended", "officer"),
    Step("attend", "asked", "attended", "officer"),
    Step("miss", "booked", "missed", "officer"),
    Step("miss", "asked", "missed", "officer"),
    # Who comes late is received after all.
    Step("attend", "missed", "attended", "officer"),
)
WISH_STATES = by_code(
    State("waiting", _("On the waiting list"), is_open=True),
    State("offered", _("A time is held for you"), is_open=True),
    State("met", _("Met")),
    State("left", _("Left")),
    State("ended", _("Ended")),
)
WISH_STEPS = (
    Step("offer", "waiting", "offered", "platform"),
    Step("pass", "offered", "waiting", "platform"),
    Step("meet", "offered", "met", "applicant"),
    # Who finds a time alone waits no more.
    Step("meet", "waiting", "met", "applicant"),
    Step("leave", "waiting", "left", "applicant"),
    Step("leave", "offered", "left", "applicant"),
    Step("end", "waiting", "ended", "platform"),
    Step("end", "offered", "ended", "platform"),
)

FIRST_STATES = {
    # Who comes without an appointment has attended from the first.
    "visit": ("held", "attended"),
    "wish": ("waiting",),
}
OPEN_VISITS = open_codes(VISIT_STATES)
OPEN_WISHES = open_codes(WISH_STATES)
RELEASED = ("lapsed", "cancelled", "moved", "displaced")
"""Nobody comes, so the place is given away."""
LANES = ("displaced", "courtesy", "ordinary")
"""In the order in which they are served."""
IDENTITIES = ("document", "otherwise", "unknown")
"""What an officer saw of who came: a document, other proof, or none."""
