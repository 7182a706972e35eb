"""The bodies outside a post that may be competent for an appeal.

Every consular post is on the platform and is not listed. A `ministry` body is on the platform too, as the post of that
code; an `outside` body answers through a link or by mail, and its own calendar reckons its term.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import CalendarProblem, OfficeCalendar, office_calendar
from watandoshlar.foundation.yaml_files import finish, read_table

from .reading import Item, Source, read_sources, shipped, source_of, texts_of

KINDS = ("ministry", "outside")
MINISTRY = "ministry"
# Words that stand for something else where a body's code could stand (routing.py).
RESERVED = ("here", "post", "officer", "outside")
CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
# Addresses of real offices come from the ministry; until then no letter can leave for a guessed one.
DEMONSTRATION_EMAIL = r"[a-z0-9.-]+@example\.org"


@dataclass(frozen=True)
class Body:
    """One body. `names` holds its name by language; `email` is a demonstration's, "" for a body on the platform."""

    code: str
    kind: str
    names: Mapping[str, str]
    email: str
    calendar: OfficeCalendar
    source: Source

    @property
    def is_outside(self) -> bool:
        return self.kind == "outside"


def read_bodies(text: str, file: str) -> Mapping[str, Body]:
    """The bodies by code, in the order of the table. Raises TableProblems with everything that is wrong."""
    table = read_table(text, file)
    parts = table.parts(("sources", "offices", "bodies"))
    sources = read_sources(parts["sources"])
    offices = {name: _office(entry) for name, entry in parts["offices"].entries().items()}
    bodies = {code: _body(code, entry, offices, sources) for code, entry in parts["bodies"].entries().items()}
    if bodies and [body.code for body in bodies.values() if body.kind == MINISTRY] != [MINISTRY]:
        parts["bodies"].refuse("one_ministry")
    finish(table)
    return bodies


@cache
def shipped_bodies() -> Mapping[str, Body]:
    """The bodies of tables/bodies.yaml."""
    return read_bodies(shipped("bodies.yaml"), "bodies.yaml")


def _office(item: Item) -> OfficeCalendar:
    parts = item.parts(("zone", "country", "weekend", "opens", "closes"))
    written = {
        "zone": parts["zone"].text(),
        "host_country": parts["country"].text(),
        "weekend": [day.text() for day in parts["weekend"].items()],
        "opens": parts["opens"].text(),
        "closes": parts["closes"].text(),
    }
    try:
        return office_calendar(written)
    except CalendarProblem as problem:
        item.refuse("no_calendar", part=problem.code)
        return OfficeCalendar(clock.HOME_ZONE, "UZ")


def _body(code: str, item: Item, offices: Mapping[str, OfficeCalendar], sources: Mapping[str, Source]) -> Body:
    parts = item.parts(("kind", "names", "office", "source"), ("email",))
    kind = parts["kind"].one_of(KINDS, "unknown_kind")
    if not re.fullmatch(CODE, code):
        item.refuse("bad_code", value=code)
    if code in RESERVED:
        item.refuse("reserved_code", value=code)
    if kind == "outside" and "email" not in parts:
        item.refuse("missing_key", key="email")
    return Body(
        code=code,
        kind=kind,
        names=texts_of(parts["names"]),
        email=parts["email"].text(DEMONSTRATION_EMAIL, "bad_email") if "email" in parts else "",
        calendar=offices.get(parts["office"].one_of(offices, "unknown_office"), OfficeCalendar(clock.HOME_ZONE, "UZ")),
        source=source_of(parts["source"], sources),
    )
