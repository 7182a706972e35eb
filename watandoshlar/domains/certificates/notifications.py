"""The letters of this room. Facts carry ids, kinds and moments; nothing personal goes into a letter or a job."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message

MESSAGES = (
    Message(
        code="signing_key_rate",
        subject=_("Signing key %(key)s is busier than it should be"),
        text=_(
            "Within one hour the signing key %(key)s has made more signatures than its alarm allows.\n\n"
            "It signs: %(kind)s\n"
            "Hour (UTC): %(since)s\n\n"
            "If no signing run explains it, have the key withdrawn at once."
        ),
        facts=("key", "kind", "since"),
    ),
    Message(
        code="signing_key_quota",
        subject=_("Signing key %(key)s has nearly used up its quota for today"),
        text=_(
            "The signing key %(key)s has made nine tenths of the signatures that it may make in a day. "
            "When the quota is used up, it signs nothing more until tomorrow.\n\n"
            "It signs: %(kind)s\n"
            "Day (UTC): %(since)s\n\n"
            "If a signing run explains it, have the quota raised. If none does, have the key withdrawn at once."
        ),
        facts=("key", "kind", "since"),
    ),
)


def register() -> None:
    for message in MESSAGES:
        register_message(message)
