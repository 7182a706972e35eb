"""What follows from the answers, read from a definition: checks, eligibility, fees, terms, decision."""

from collections.abc import Callable, Mapping

from watandoshlar.domains.catalogue.rules.definition import (
    Check,
    CommissionRule,
    DecisionRule,
    EligibilityRule,
    Fee,
    Term,
    Waiver,
)
from watandoshlar.domains.catalogue.rules.nodes import Item, Node, Stop
from watandoshlar.foundation.legal_clock import Duty, Rung

TERM_UNITS = ("hours", "working_days", "calendar_days", "months")
# "complete" stands in versions published earlier only; nothing counts from it (`rules.publication`).
TERM_STARTS = ("submitted", "complete", "received")
ROLLS = ("forward", "none")
COUNTS_FROM = ("start", "end")
VALIDITY_UNITS = ("days", "months", "years")
FEE_KINDS = ("fee", "expenses")
# The steps before which something may be due.
STEPS = ("decision", "hand_over")


def source_of(keys: Mapping[str, Node]) -> str | None:
    try:
        return keys["source"].source() if "source" in keys else None
    except Stop:
        return None


def listed(keys: Mapping[str, Node], key: str, read: Callable[[Node], Item]) -> tuple[Item, ...]:
    if key not in keys:
        return ()
    items = keys[key].each(read, may_be_empty=key != "terms")
    refuse_duplicates(keys[key], [item.id for item in items])
    return items


def refuse_duplicates(node: Node, ids: list[str]) -> None:
    for name in {name for name in ids if ids.count(name) > 1}:
        node.problem("duplicate_id", id=name)


def _until_page(node: Node) -> tuple[str, Callable[[str], bool]]:
    page = node.text()
    if page not in node.notes.pages:
        raise node.stop("unknown_page", page=page)
    number = node.notes.pages[page]
    return page, lambda name: node.notes.page_of[name] <= number


def known_field(node: Node, of_kind: str | None = None) -> str:
    name = node.text()
    if name not in node.notes.page_of:
        raise node.stop("unknown_field", field=name)
    if of_kind and node.notes.fields[name] != of_kind:
        raise node.stop("wrong_kind", field=name, kind=node.notes.fields[name], needed=of_kind)
    return name


def read_check(node: Node) -> Check:
    keys = node.mapping(("id", "page", "fields", "require"), ("source",))
    page, allowed = _until_page(keys["page"])
    fields = keys["fields"].each(known_field)
    for name in fields:
        if not allowed(name):
            keys["fields"].problem("later_field", fields=[name])
    require = keys["require"].condition("bool", node.notes.environment, allowed)
    return Check(keys["id"].identifier(), page, fields, require, source_of(keys))


def read_eligibility(node: Node) -> EligibilityRule:
    keys = node.mapping(("id", "page", "require"), ("source",))
    page, allowed = _until_page(keys["page"])
    require = keys["require"].condition("bool", node.notes.environment, allowed)
    return EligibilityRule(keys["id"].identifier(), page, require, source_of(keys))


def read_fee(node: Node) -> Fee:
    ways = ("tariff", "amount", "base_units")
    keys = node.mapping(("id", "when"), (*ways, "currency", "kind", "due", "waivers", "source"))
    if len(keys.keys() & set(ways)) != 1 or ("amount" in keys) != ("currency" in keys):
        raise node.stop("fee_needs_tariff_or_amount")
    return Fee(
        id=keys["id"].identifier(),
        when=keys["when"].condition("bool", node.notes.environment),
        tariff=keys["tariff"].text() if "tariff" in keys else None,
        amount=keys["amount"].condition("int", node.notes.environment) if "amount" in keys else None,
        currency=keys["currency"].text() if "currency" in keys else None,
        source=source_of(keys),
        base_units=keys["base_units"].decimal() if "base_units" in keys else None,
        kind=keys["kind"].one_of(FEE_KINDS) if "kind" in keys else "fee",
        due=keys["due"].one_of(STEPS) if "due" in keys else "decision",
        waivers=listed(keys, "waivers", _waiver),
    )


def _waiver(node: Node) -> Waiver:
    keys = node.mapping(("id", "when"), ("source",))
    return Waiver(keys["id"].identifier(), keys["when"].condition("bool", node.notes.environment), source_of(keys))


def read_term(node: Node) -> Term:
    keys = node.mapping(
        ("id", "when", "length", "unit", "starts"), ("may_pause", "rolls", "ends", "ladder", "duties", "source")
    )
    unit = keys["unit"].one_of(TERM_UNITS)
    return Term(
        id=keys["id"].identifier(),
        when=keys["when"].condition("bool", node.notes.environment),
        length=keys["length"].condition("int", node.notes.environment),
        unit=unit,
        starts=keys["starts"].one_of(TERM_STARTS),
        may_pause=keys["may_pause"].boolean() if "may_pause" in keys else False,
        source=source_of(keys),
        rolls=_rolls(keys),
        ends=_words(keys, "ends"),
        ladder=_ladder(keys["ladder"], unit) if "ladder" in keys else (),
        duties=_duties(keys["duties"]) if "duties" in keys else (),
    )


def _ladder(node: Node, unit: str) -> tuple[Rung, ...]:
    def read(child: Node) -> Rung:
        keys = child.mapping(("code", "length", "unit", "counts_from"), ("by", "tells", "source"))
        rung_unit = keys["unit"].one_of(TERM_UNITS)
        if (rung_unit == "hours") != (unit == "hours"):
            raise keys["unit"].stop("mixes_hours_and_days", unit=rung_unit, term=unit)
        return Rung(
            code=keys["code"].identifier(),
            length=keys["length"].whole_number(),
            unit=rung_unit,
            counts_from=keys["counts_from"].one_of(COUNTS_FROM),
            by=_words(keys, "by"),
            tells=_words(keys, "tells"),
            source=source_of(keys) or "",
        )

    ladder = node.each(read)
    refuse_duplicates(node, [rung.code for rung in ladder])
    return ladder


def _duties(node: Node) -> tuple[Duty, ...]:
    def read(child: Node) -> Duty:
        keys = child.mapping(("code", "starts", "length", "unit", "fulfilled_by"), ("rolls", "who", "tells", "source"))
        return Duty(
            code=keys["code"].identifier(),
            starts=keys["starts"].identifier(),
            length=keys["length"].whole_number(),
            unit=keys["unit"].one_of(TERM_UNITS),
            fulfilled_by=_words(keys, "fulfilled_by"),
            rolls=_rolls(keys),
            who=keys["who"].identifier() if "who" in keys else "",
            tells=_words(keys, "tells"),
            source=source_of(keys) or "",
        )

    duties = node.each(read)
    refuse_duplicates(node, [duty.code for duty in duties])
    return duties


def _rolls(keys: Mapping[str, Node]) -> str:
    return keys["rolls"].one_of(ROLLS) if "rolls" in keys else "forward"


def _words(keys: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return keys[key].each(Node.identifier) if key in keys else ()


def read_decision(node: Node) -> DecisionRule:
    keys = node.mapping(("second_officer", "refusal_reasons"), ("commission", "source"))
    reasons = keys["refusal_reasons"].each(Node.identifier)
    refuse_duplicates(keys["refusal_reasons"], list(reasons))
    return DecisionRule(
        second_officer=keys["second_officer"].condition("bool", node.notes.environment),
        refusal_reasons=reasons,
        source=source_of(keys),
        commission=_commission(keys["commission"], reasons) if "commission" in keys else None,
    )


def _commission(node: Node, reasons: tuple[str, ...]) -> CommissionRule:
    keys = node.mapping(("name", "shows"), ("formal", "source"))
    formal = keys["formal"].each(lambda reason: reason.one_of(reasons)) if "formal" in keys else ()
    return CommissionRule(
        name=keys["name"].identifier(),
        shows=keys["shows"].each(known_field),
        formal=formal,
        source=source_of(keys),
    )
