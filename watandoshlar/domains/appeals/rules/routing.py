"""Where an appeal goes, and why there.

The table holds rules in order; the first one that fits and does not lead to whom the appeal complains of decides. A
rule proposes: an officer may forward elsewhere, yet never past `may_go_to`.

Words: `here` is the post that has the appeal. `against` says of what it complains: "" (nobody), `post`, `officer` (one
of the post's) or a body's code. A rule may name `outside` for all bodies outside the platform at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from watandoshlar.foundation.countries import is_country
from watandoshlar.foundation.yaml_files import finish, read_table

from .bodies import CODE, MINISTRY, Body, shipped_bodies
from .reading import Item, Source, read_sources, shipped, some_of, source_of, texts_of
from .themes import Themes, shipped_themes

APPEAL_KINDS = ("application", "proposal", "complaint")
"""ariza, taklif, shikoyat (ZRU-445, article 5)."""
HERE = "here"
OWN = ("post", "officer")
"""The post that has the appeal, and who works there."""
OUTSIDE = "outside"
CONDITIONS = ("kinds", "themes", "countries", "against")


@dataclass(frozen=True)
class Route:
    """One rule of the table. An empty condition fits everything."""

    code: str
    kinds: frozenset[str]
    themes: frozenset[str]
    countries: frozenset[str]
    against: frozenset[str]
    to: str
    why: Mapping[str, str]
    source: Source

    def fits(self, *, kind: str, theme: str, country: str, against: str) -> bool:
        asked = ((self.kinds, kind), (self.themes, theme), (self.countries, country), (self.against, against))
        return all(not allowed or value in allowed for allowed, value in asked)


@dataclass(frozen=True)
class Routes:
    """The rules in their order, and the bodies to which they may lead."""

    rules: tuple[Route, ...]
    bodies: Mapping[str, Body]


@dataclass(frozen=True)
class Routed:
    """Where an appeal goes, by which rule, and why, by language."""

    to: str
    rule: str
    why: Mapping[str, str]


def route(routes: Routes, *, kind: str, theme: str, country: str, against: str) -> Routed:
    """Where the appeal goes: `here`, `ministry` or the code of a body, never one that it complains of.

    `theme` may be "" while no officer has confirmed one, `country` is the post's. There is always an answer: a table
    without one cannot be read.
    """
    assert kind in APPEAL_KINDS, kind
    assert against in against_values(routes.bodies), against
    rule = next(
        rule
        for rule in routes.rules
        if rule.fits(kind=kind, theme=theme, country=country, against=against)
        and may_go_to(rule.to, against, routes.bodies)
    )
    return Routed(rule.to, rule.code, rule.why)


def may_go_to(to: str, against: str, bodies: Mapping[str, Body] | None = None) -> bool:
    """Whether an appeal that complains of `against` may be sent to `to`: `here`, a body's code or another post's.

    Nobody judges a complaint of themselves. Posts are equals and belong to the ministry, so a complaint of a post is
    no other post's to judge, and one of the ministry is no post's.
    """
    bodies = shipped_bodies() if bodies is None else bodies
    if against in OWN:
        return to in bodies
    if against == MINISTRY:
        return to in bodies and bodies[to].is_outside
    return to != against


def against_values(bodies: Mapping[str, Body]) -> tuple[str, ...]:
    """Everything that an appeal may complain of."""
    return ("", *OWN, *bodies)


def read_routes(text: str, file: str, *, themes: Themes, bodies: Mapping[str, Body]) -> Routes:
    """The rules of a table. Raises TableProblems with everything that is wrong, also when some appeal had no answer."""
    table = read_table(text, file)
    parts = table.parts(("sources", "routes"))
    sources = read_sources(parts["sources"])
    rules = tuple(
        _route(code, entry, themes=themes, bodies=bodies, sources=sources)
        for code, entry in parts["routes"].entries().items()
    )
    if not table.problems:
        _check_answers(parts["routes"], Routes(rules, bodies))
    finish(table)
    return Routes(rules, bodies)


@cache
def shipped_routes() -> Routes:
    """The rules of tables/routes.yaml."""
    return read_routes(shipped("routes.yaml"), "routes.yaml", themes=shipped_themes(), bodies=shipped_bodies())


def _route(
    code: str, item: Item, *, themes: Themes, bodies: Mapping[str, Body], sources: Mapping[str, Source]
) -> Route:
    parts = item.parts(("to", "why", "source"), ("match",))
    if not re.fullmatch(CODE, code):
        item.refuse("bad_code", value=code)
    match = parts["match"].parts((), CONDITIONS) if "match" in parts else {}
    known = {
        "kinds": (APPEAL_KINDS, "unknown_kind"),
        "themes": (themes.by_code, "unknown_theme"),
        "against": ((*OWN, OUTSIDE, *bodies), "unknown_body"),
    }
    chosen = {name: some_of(match[name], *known[name]) if name in match else frozenset[str]() for name in known}
    if OUTSIDE in chosen["against"]:
        outside = {body.code for body in bodies.values() if body.is_outside}
        chosen["against"] = chosen["against"] - {OUTSIDE} | outside
    return Route(
        code,
        **chosen,
        countries=_countries(match["countries"]) if "countries" in match else frozenset(),
        to=parts["to"].one_of((HERE, *bodies), "unknown_body"),
        why=texts_of(parts["why"]),
        source=source_of(parts["source"], sources),
    )


def _countries(item: Item) -> frozenset[str]:
    chosen = set()
    for entry in item.items():
        code = entry.text()
        if code and not is_country(code):
            entry.refuse("unknown_country", value=code)
        chosen.add(code)
    if not chosen:
        item.refuse("empty_list")
    return frozenset(chosen)


def _check_answers(item: Item, routes: Routes) -> None:
    """Whatever an appeal is about and complains of, one rule without other conditions must take it."""
    if not routes.rules or any(getattr(routes.rules[-1], name) for name in CONDITIONS):
        item.refuse("last_rule_has_conditions")
    everything = [rule for rule in routes.rules if not (rule.kinds or rule.themes or rule.countries)]
    for against in against_values(routes.bodies):
        if not any(
            (not rule.against or against in rule.against) and may_go_to(rule.to, against, routes.bodies)
            for rule in everything
        ):
            item.refuse("no_answer", against=against)
