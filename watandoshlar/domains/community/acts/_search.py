"""What everybody finds follows in the transaction in which it changes."""

from watandoshlar.capabilities.search.api import refresh


def organisation_changed() -> None:
    """An organisation came into the register, left it, or is shown otherwise; its events come and go with it."""
    refresh("organisation")
    refresh("event")


def events_changed() -> None:
    refresh("event")


def opportunities_changed() -> None:
    refresh("opportunity")


def consultations_changed() -> None:
    refresh("consultation")
