"""The words to which a contact person agrees. A change of them is a new version; older consents keep theirs."""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11-26"
TEXT = _(
    "I agree that my name, e-mail address and telephone number are shown to everybody on the page of the organisation, "
    "so that compatriots can reach it. They are shown as long as the organisation is in the register. I can withdraw "
    "this at any time on my page or at the post; they then vanish at once. The organisation stays in the register "
    "without them."
)
