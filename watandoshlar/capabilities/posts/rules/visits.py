"""How a post receives people by appointment: the part `visits` of its file."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from watandoshlar.foundation.calendars import WEEKDAYS
from watandoshlar.foundation.yaml_files import Item

SPAN = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
MOST_WINDOWS = 40
MOST_CAP = 20


@dataclass(frozen=True)
class VisitsReader:
    """Reads the part; `hours` reads times by weekday, `sourced` gives the source of a part and its state."""

    hours: Callable[[Item], dict[str, list[str]]]
    sourced: Callable[[dict[str, Item]], dict[str, str]]

    def visits(self, item: Item) -> dict:
        parts = item.parts(
            required=("windows", "opening", "holding", "caps", "courtesy", "walk_in"), optional=("services",)
        )
        read = {
            "windows": self.windows, "opening": self.opening, "holding": self.holding,
            "caps": self.caps, "courtesy": self.courtesy, "walk_in": self.walk_in,
        }  # fmt: skip
        visits: dict = {name: reader(parts[name]) for name, reader in read.items()}
        most = visits["windows"]["number"]
        services = parts["services"].entries() if "services" in parts else {}
        visits["services"] = {service: self.service(entry, most) for service, entry in services.items()}
        return visits

    def windows(self, item: Item) -> dict:
        """How many counters there are, how long a slot lasts, when nobody is received, and on which days fewer work."""
        parts = item.parts(required=("number", "slot", "source"), optional=("break", "staff", "hours"))
        number = parts["number"].number(1, MOST_WINDOWS)
        return {
            "number": number,
            "slot": parts["slot"].number(5, 120),
            "break": _span(parts["break"]) if "break" in parts else "",
            "staff": _staff(parts["staff"], number) if "staff" in parts else {},
            "hours": self.hours(parts["hours"]) if "hours" in parts else {},
            **self.sourced(parts),
        }

    def opening(self, item: Item) -> dict:
        """The announced window of a week within which new days open, and how far ahead they lie."""
        parts = item.parts(required=("day", "hours", "ahead", "source"))
        return {
            "day": parts["day"].one_of(WEEKDAYS, "unknown_weekday"),
            "hours": _span(parts["hours"]),
            "ahead": parts["ahead"].number(7, 365),
            **self.sourced(parts),
        }

    def holding(self, item: Item) -> dict:
        """How long a time stays held: minutes for who chose it, hours for who was offered it or is reminded of it."""
        parts = item.parts(required=("minutes", "offer_hours", "answer_hours", "source"))
        return {
            "minutes": parts["minutes"].number(5, 120),
            "offer_hours": parts["offer_hours"].number(1, 168),
            "answer_hours": parts["answer_hours"].number(12, 71),
            **self.sourced(parts),
        }

    def caps(self, item: Item) -> dict:
        parts = item.parts(required=("person", "family", "source"))
        caps = {name: parts[name].number(1, MOST_CAP) for name in ("person", "family")}
        return caps | self.sourced(parts)

    def courtesy(self, item: Item) -> dict:
        """The share of every day that is kept for the courtesy lane, in percent, and until how many days before."""
        parts = item.parts(required=("share", "days", "source"))
        return {
            "share": parts["share"].number(0, 100),
            "days": parts["days"].number(1, 30),
            **self.sourced(parts),
        }

    def walk_in(self, item: Item) -> dict:
        """When people are received without an appointment, and how many tickets a day has."""
        parts = item.parts(required=("hours", "tickets", "source"))
        return {
            "hours": self.hours(parts["hours"]),
            "tickets": parts["tickets"].number(0, 999),
            **self.sourced(parts),
        }

    def service(self, item: Item, most: int) -> dict:
        """Windows and hours of one service; what is left out is as for all."""
        parts = item.parts(required=("source",), optional=("windows", "hours"))
        windows = [one.number(1, most) for one in parts["windows"].items()] if "windows" in parts else []
        return {
            "windows": sorted(set(windows)),
            "hours": self.hours(parts["hours"]) if "hours" in parts else {},
            **self.sourced(parts),
        }


def _span(item: Item) -> str:
    span = item.text(SPAN, "bad_hours")
    if span and any(later <= earlier for earlier, later in pairwise(span.split("-"))):
        item.refuse("bad_hours", value=span)
    return span


def _staff(item: Item, most: int) -> dict[str, int]:
    staff = {}
    for day, part in item.entries().items():
        if day not in WEEKDAYS:
            part.refuse("unknown_weekday", value=day)
        staff[day] = part.number(0, most)
    return staff
