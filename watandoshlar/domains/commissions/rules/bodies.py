"""The register of bodies that may recommend a compatriot, and from which members of commissions come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from watandoshlar.foundation.yaml_files import Item, Source, finish, read_table, sources_of, words_of

from .reading import named, shipped, source_of

KINDS = ("ministry", "agency", "organisation")
# Addresses of real bodies come from the ministry; until then no letter can leave for a guessed one.
DEMONSTRATION_EMAIL = r"[a-z0-9.-]+@example\.org"


@dataclass(frozen=True)
class Body:
    """One body. An organisation of compatriots recommends from the day `since` of its recognition until `until`."""

    code: str
    kind: str
    names: Mapping[str, str]
    email: str
    since: date | None
    until: date | None
    source: Source

    def may_recommend_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def read_bodies(text: str, file: str) -> Mapping[str, Body]:
    """The bodies by code, in the order of the table. Raises TableProblems with everything that is wrong."""
    table = read_table(text, file)
    parts = table.parts(("sources", "bodies"))
    sources = sources_of(parts["sources"])
    bodies = {code: _body(code, entry, sources) for code, entry in named(parts["bodies"]).items()}
    finish(table)
    return bodies


@cache
def shipped_bodies() -> Mapping[str, Body]:
    """The bodies of tables/bodies.yaml."""
    return read_bodies(shipped("bodies.yaml"), "bodies.yaml")


def _body(code: str, item: Item, sources: Mapping[str, Source]) -> Body:
    parts = item.parts(("kind", "names", "email", "source"), ("since", "until"))
    kind = parts["kind"].one_of(KINDS, "unknown_kind")
    since, until = (parts[key].day() if key in parts else None for key in ("since", "until"))
    if kind == "organisation" and since is None:
        item.refuse("missing_key", key="since")
    if since and until and until < since:
        item.refuse("days_out_of_order", first=str(since), last=str(until))
    email = parts["email"].text()
    if email and not re.fullmatch(DEMONSTRATION_EMAIL, email):
        parts["email"].refuse("bad_email", value=email)
    return Body(code, kind, words_of(parts["names"]), email, since, until, source_of(parts["source"], sources))
