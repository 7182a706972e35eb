"""What the controls of a field are: its parts, choices and attributes, kind by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.people.api import KnownPerson
from watandoshlar.domains.catalogue.api import NAME_DOCUMENTS, NAME_PARTS, ROLES, SCRIPTS, Field, full_name
from watandoshlar.domains.catalogue.api import YES_NO as YES_NO_WORDS
from watandoshlar.foundation.countries import countries, is_region, region_name, regions

AUTOCOMPLETE = {"email": "email", "phone": "tel"}
EXTENSIONS = {"pdf": ".pdf", "jpeg": ".jpg,.jpeg", "png": ".png", "heic": ".heic,.heif"}


@dataclass
class Part:
    """One control of a field that has several."""

    name: str
    html_name: str
    html_id: str
    label: str
    value: str = ""
    errors: list[str] = field(default_factory=list)
    autocomplete: str = ""
    inputmode: str = ""
    choices: list[dict] = field(default_factory=list)
    attributes: dict = field(default_factory=dict)


def parts_of(asked: Field, name: str, typed: Mapping[str, Sequence[str]], usual_country: str = "") -> list[Part]:
    """The parts of a compound field in the order of its kind; [] for a field with one control.

    `usual_country` is proposed where no country has been chosen yet.
    """
    if asked.kind in ("country_region", "address"):
        country = next(iter(typed.get(f"{name}.country", ())), usual_country)
        region = next(iter(typed.get(f"{name}.region", ())), "")
        listed = _place(country, region) if asked.kind == "country_region" else _address(country, region)
    elif make := PARTS.get(asked.kind):
        listed = make(asked)
    else:
        return []
    made = []
    for part_name, label, options in listed:
        html_name = f"{name}.{part_name}"
        sent = typed.get(html_name, ())
        value = sent[-1] if sent else options.get("default", "")
        choices = [
            {"value": code, "label": text, "selected": code == value} for code, text in options.get("choices", ())
        ]
        made.append(
            Part(
                name=part_name,
                html_name=html_name,
                html_id="f-" + html_name.replace(".", "-").replace("_", "-"),
                label=str(label),
                value=value,
                autocomplete=options.get("autocomplete", ""),
                inputmode=options.get("inputmode", ""),
                choices=choices,
                attributes={"maxlength": options["maxlength"]} if "maxlength" in options else {},
            )
        )
    return made


def _date(asked: Field) -> list[tuple]:
    digits = {"inputmode": "numeric"}
    return [
        ("day", _("Day"), {**digits, "maxlength": 2}),
        ("month", _("Month"), {**digits, "maxlength": 2}),
        ("year", _("Year"), {**digits, "maxlength": 4}),
    ]


def _name(asked: Field) -> list[tuple]:
    documents = [(code, str(NAME_DOCUMENTS[code])) for code in asked.options["documents"]]
    scripts = [(code, str(label)) for code, label in SCRIPTS.items()]
    return [
        ("family", NAME_PARTS["family"], {}),
        ("given", NAME_PARTS["given"], {}),
        ("patronymic", NAME_PARTS["patronymic"], {}),
        ("script", NAME_PARTS["script"], {"choices": scripts}),
        ("source", NAME_PARTS["source"], {"choices": documents}),
    ]


def _money(asked: Field) -> list[tuple]:
    currencies = [(code, code) for code in asked.options["currencies"]]
    return [
        ("amount", _("Amount"), {"inputmode": "decimal"}),
        ("currency", _("Currency"), {"choices": currencies}),
    ]


def _place(country: str, region: str) -> list[tuple]:
    """The region is chosen where the regions of the country are known, and written elsewhere."""
    language = get_language()
    known = regions(country, language) if country else []
    if region and known and region not in dict(known):
        known = [*known, (region, region_name(region, language) if is_region(region) else region)]
    where = {"choices": known} if known else {}
    return [
        ("country", _("Country"), {"choices": countries(language), "default": country, "autocomplete": "country"}),
        ("region", _("Region"), {**where, "autocomplete": "address-level1"}),
    ]


def _address(country: str, region: str) -> list[tuple]:
    return [
        *_place(country, region),
        ("city", _("City or village"), {"autocomplete": "address-level2"}),
        ("street", _("Street, house, flat"), {"autocomplete": "street-address"}),
        ("postcode", _("Postcode"), {"autocomplete": "postal-code"}),
    ]


PARTS = {
    "date": _date,
    "name": _name,
    "money": _money,
}


def choices_of(asked: Field, texts) -> list[tuple[str, str]]:
    """(value, label) of a field that offers choices, [] for others."""
    if asked.kind in ("choice", "choices"):
        return [(code, texts.choices[code]) for code in asked.options["choices"]]
    if asked.kind == "yes_no":
        return [(code, str(word)) for code, word in YES_NO_WORDS.items()]
    if asked.kind == "person":
        return [(code, str(ROLES[code])) for code in asked.options["allow"]]
    if asked.kind == "country":
        return countries(get_language())
    return []


RELATION_ROLES = {"child": "child", "ward": "another", "other": "another"}
PERSON_SIGN = ":"


def with_person(role: str, person: str) -> str:
    """The value of a choice: the role, with the person where one is meant."""
    return f"{role}{PERSON_SIGN}{person}" if person else role


def with_known_people(options: list[tuple[str, str]], people: Sequence[KnownPerson]) -> list[tuple[str, str]]:
    """Before each role the people known in it, so that a second application is for the same child and not a new one."""
    listed = []
    for role, label in options:
        listed += [
            (with_person(role, str(known.person_id)), f"{label}: {full_name(known.name)}")
            for known in people
            if RELATION_ROLES[known.relation] == role
        ]
        listed.append((role, label))
    return listed


def attributes_of(asked: Field) -> dict:
    """Attributes of the one control: length and what the browser may fill in."""
    attributes = {"autocomplete": AUTOCOMPLETE.get(asked.kind, "")}
    # The server judges the length and keeps what is too long; the browser would cut it without a word.
    if asked.kind == "pinfl":
        attributes["inputmode"] = "numeric"
    return attributes


def upload_attributes(asked: Field) -> dict:
    accepted = ",".join(EXTENSIONS[word] for word in asked.options["accept"])
    return {"accept": accepted, "multiple": asked.options["max_files"] > 1}
