"""Which service makes a document anew: renews it, or changes what it says."""

from dataclasses import dataclass

from watandoshlar.domains.catalogue.api import Definition, published_services


@dataclass(frozen=True)
class WaysToRenew:
    """Slugs of services; empty where none does it. `days` before the last day the holder is reminded, falling."""

    renewal: str = ""
    change: str = ""
    days: tuple[int, ...] = ()


def ways_to_renew(document_type: str) -> WaysToRenew:
    """How a document of this kind is made anew, by the services that are published now."""
    definitions = [service.definition for service in published_services()]
    renewing = next((one for one in definitions if _renews(one, document_type)), None)
    changing = next((one for one in definitions if _changes(one, document_type)), None)
    return WaysToRenew(
        renewal=renewing.service if renewing else "",
        change=changing.service if changing else "",
        days=renewing.document.remind if renewing else (),
    )


def _renews(definition: Definition, document_type: str) -> bool:
    document = definition.document
    return document is not None and document.type == document_type and document.replaces is not None


def _changes(definition: Definition, document_type: str) -> bool:
    document = definition.document
    if document is None or not document.amends:
        return False
    return document_type in definition.fields[document.replaces].options["types"]


def due_day(left: int, days: tuple[int, ...]) -> int | None:
    """The nearest of the days before the end that has come; None before the first, and after the end."""
    return min((day for day in days if 0 <= left <= day), default=None)
