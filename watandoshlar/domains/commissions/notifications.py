"""The letters of this room, to those who sit in a commission."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message, register_resolver, show_moment
from watandoshlar.domains.commissions.rules.commissions import shipped_commissions
from watandoshlar.foundation.scripts import worded

OF_SITTING = ("sitting", "number", "commission", "planned_for", "zone")
MESSAGES = (
    Message(
        code="sitting_planned",
        subject=_("Sitting %(number)s of the commission: %(planned_for)s"),
        text=_(
            "A sitting is planned: %(commission_name)s.\n\n"
            "Number: %(number)s\n"
            "When: %(planned_for)s (Tashkent)\n\n"
            "See the agenda, say for each item whether you have a conflict of interest, and read its papers:\n"
            "%(sitting_url)s"
        ),
        facts=OF_SITTING,
    ),
    Message(
        code="sitting_cancelled",
        subject=_("Sitting %(number)s of the commission does not take place"),
        text=_(
            "The sitting %(number)s does not take place: %(commission_name)s.\n\n"
            "It was planned for: %(planned_for)s (Tashkent)\n\n"
            "What was on its agenda waits for another sitting:\n%(sitting_url)s"
        ),
        facts=OF_SITTING,
    ),
    Message(
        code="matter_put",
        subject=_("%(subject)s is before the commission"),
        text=_(
            "A matter waits for a sitting: %(commission_name)s.\n\n"
            "Reference: %(subject)s\n\n"
            "Put it on the agenda:\n%(commission_url)s"
        ),
        facts=("commission", "subject"),
    ),
)


def _commission_name(facts: dict, language: str) -> str:
    commission = shipped_commissions().get(facts["commission"])
    return worded(commission.names, language) if commission else facts["commission"]


def _commission_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/work/commissions/{facts['commission']}/"


def _sitting_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/work/sittings/{facts['sitting']}/"


RESOLVERS = {
    "commission_name": _commission_name,
    "commission_url": _commission_url,
    "sitting_url": _sitting_url,
    "planned_for": show_moment("planned_for", "zone"),
}


def register() -> None:
    """Put this room's letters into the registry; one that lacks a language is found by `check` and by a test."""
    for placeholder, resolver in RESOLVERS.items():
        register_resolver(placeholder, resolver)
    for message in MESSAGES:
        register_message(message)
