"""What an approval issues, read from a definition: whose document, what it says, how long it is valid, on what it
rests."""

import re
from collections.abc import Mapping
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import AgeLimit, DocumentRule, Field
from watandoshlar.domains.catalogue.rules.following import VALIDITY_UNITS, known_field, source_of
from watandoshlar.domains.catalogue.rules.nodes import SLUG, Node, Stop
from watandoshlar.foundation.conditions import Condition

FORMS = ("seal", "card", "wallet")
# Beside the holder and the birth date, the fields of one kind that a document takes from the answers.
OF_ONE_KIND = {
    "photo": "photo",
    "second_name": "name",
    "sex": "choice",
    "passport": "travel_document",
    "replaces": "certificate_number",
}
SEXES = {"female": "F", "male": "M"}
"""The choices that say the sex of a holder, and the letters that documents print."""
CATEGORY = re.compile(r"[A-Z][0-9]")
INHERITED = "inherited"
"""The category of the document on which this one rests."""
_OPTIONAL = (
    "birth_date",
    "valid_for",
    "source",
    *OF_ONE_KIND,
    "nationality",
    "rests_on",
    "not_after",
    "until_age",
    "category",
    "once",
)
_ABOUT_COPIES = ("forms", "travel_seal", "remind")


# An amended document stays of its kind, with its rows, its category, its forms and what it rests on.
_OF_AMENDED = (
    "birth_date",
    "source",
    "photo",
    "second_name",
    "sex",
    "nationality",
    "passport",
    "not_after",
    "remind",
    "once",
)


def read_document(node: Node) -> DocumentRule | None:
    try:
        if isinstance(node.raw, dict) and "amends" in node.raw:
            return _amending(node)
        keys = node.mapping(("type", "holder", "rows"), (*_OPTIONAL, *_ABOUT_COPIES))
        if not SLUG.fullmatch(keys["type"].text()):
            keys["type"].problem("bad_slug", slug=keys["type"].raw)
        valid = keys["valid_for"].mapping(("length", "unit")) if "valid_for" in keys else {}
        return DocumentRule(
            type=keys["type"].text(),
            holder=known_field(keys["holder"], "name"),
            birth_date=known_field(keys["birth_date"], "date") if "birth_date" in keys else None,
            rows=keys["rows"].each(known_field, may_be_empty=True),
            valid_length=valid["length"].condition("int", node.notes.environment) if valid else None,
            valid_unit=valid["unit"].one_of(VALIDITY_UNITS) if valid else None,
            source=source_of(keys),
            not_after=_not_after(keys),
            rests_on=_rests_on(keys["rests_on"]) if "rests_on" in keys else (),
            until_age=_until_age(keys["until_age"]) if "until_age" in keys else None,
            category=_category(keys["category"]) if "category" in keys else "",
            once=_is_once(keys),
            **_holder(keys),
            **_copies(keys),
        )
    except Stop:
        return None


def _amending(node: Node) -> DocumentRule:
    keys = node.mapping(("amends", "holder"), _OF_AMENDED)
    return DocumentRule(
        type="",
        holder=known_field(keys["holder"], "name"),
        birth_date=known_field(keys["birth_date"], "date") if "birth_date" in keys else None,
        rows=(),
        source=source_of(keys),
        replaces=known_field(keys["amends"], "certificate_number"),
        amends=True,
        once=_is_once(keys),
        not_after=_not_after(keys),
        **_holder(keys),
        **_copies(keys),
    )


def _holder(keys: Mapping[str, Node]) -> dict[str, Any]:
    """What the answers say of the holder: fields, but for the nationality, which may be reckoned."""
    found: dict[str, Any] = {key: known_field(keys[key], kind) for key, kind in OF_ONE_KIND.items() if key in keys}
    if "nationality" in keys:
        node = keys["nationality"]
        is_field = node.text() in node.notes.page_of
        found["nationality"] = (
            known_field(node, "country") if is_field else node.condition("string", node.notes.environment)
        )
    return found


def _is_once(keys: Mapping[str, Node]) -> bool:
    return "once" in keys and keys["once"].boolean()


def _not_after(keys: Mapping[str, Node]) -> tuple[str, ...]:
    return keys["not_after"].each(lambda day: known_field(day, "date")) if "not_after" in keys else ()


def _copies(keys: Mapping[str, Node]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "forms" in keys:
        found["forms"] = keys["forms"].each(lambda form: form.one_of(FORMS))
    if "travel_seal" in keys:
        found["travel_seal"] = keys["travel_seal"].boolean()
    if "remind" in keys:
        found["remind"] = keys["remind"].each(Node.whole_number)
        if list(found["remind"]) != sorted(set(found["remind"]), reverse=True):
            keys["remind"].problem("not_falling")
    return found


def _rests_on(node: Node) -> tuple[str, ...]:
    """One field, or several of which the answers lead to one."""
    if isinstance(node.raw, list):
        return node.each(lambda field: known_field(field, "certificate_number"))
    return (known_field(node, "certificate_number"),)


def _until_age(node: Node) -> AgeLimit:
    keys = node.mapping(("years", "when"))
    return AgeLimit(keys["years"].whole_number(), keys["when"].condition("bool", node.notes.environment))


def _category(node: Node) -> str | Condition:
    """A rights code, "inherited", or a condition that gives a code."""
    text = node.text()
    return text if text == INHERITED or CATEGORY.fullmatch(text) else node.condition("string", node.notes.environment)


def check_document(node: Node, document: DocumentRule, fields: Mapping[str, Field]) -> None:
    """What only whole fields tell: that a sex is said by the choices that documents know, and that a last day by age
    has a birth date."""
    sex = fields.get(document.sex or "")
    if sex and not set(sex.options["choices"] or ()) <= SEXES.keys():
        node.child("sex").problem("not_one_of", known=list(SEXES))
    if document.until_age and not document.birth_date:
        node.problem("missing_key", key="birth_date")
    if document.category == INHERITED and not document.rests_on:
        node.problem("missing_key", key="rests_on")
