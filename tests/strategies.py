"""Hypothesis strategies: service definitions, and answers that fit them."""

import string
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from hypothesis import strategies as st

from watandoshlar.domains.catalogue.rules import words
from watandoshlar.domains.catalogue.rules.definition import Definition, Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.kinds import KINDS
from watandoshlar.domains.catalogue.rules.kinds.base import REQUIRED, tidy
from watandoshlar.foundation.countries import countries, is_region
from watandoshlar.foundation.references.document_number import compose_number

TODAY = date(2026, 11, 2)
COUNTRIES = [code for code, _ in countries("en")]
FACTS = Facts(TODAY, "seoul", "KR")

# Letters of every script in which people abroad write, with apostrophes, marks and signs that forms meet.
LETTERS = st.text(
    st.characters(categories=("L", "M", "N", "P", "S", "Zs")) | st.sampled_from("oʻgʻʼ’'`шчўқғҳاورنگ김金 \u200f-"),
    min_size=1,
)


def lines(maximum: int) -> st.SearchStrategy[str]:
    """One tidy line with something in it."""
    return LETTERS.map(lambda text: " ".join(tidy(text).split())[:maximum].strip()).filter(bool)


def facts() -> st.SearchStrategy[Facts]:
    return st.builds(
        Facts,
        today=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
        post=st.sampled_from(["", "seoul", "moscow"]),
        host_country=st.sampled_from(["", "KR", "RU"]),
    )


def _names(field: Field) -> st.SearchStrategy[dict[str, str]]:
    part = st.just("") | lines(100)
    return st.fixed_dictionaries(
        {
            "family": part,
            "given": part,
            "patronymic": part,
            "script": st.sampled_from(list(words.SCRIPTS)),
            "source": st.sampled_from(field.options["documents"]),
        }
    ).filter(lambda name: name["family"] or name["given"])


def _days(field: Field) -> st.SearchStrategy[str]:
    limits = {
        option: TODAY if limit == "today" else date.fromisoformat(limit) if limit else fallback
        for option, limit, fallback in (
            ("minimum", field.options["minimum"], date(1000, 1, 1)),
            ("maximum", field.options["maximum"], date(9999, 12, 31)),
        )
    }
    whole = st.dates(limits["minimum"], limits["maximum"]).map(date.isoformat)
    if not field.options["partial"]:
        return whole
    return st.tuples(whole, st.sampled_from([4, 7, 10])).map(lambda drawn: drawn[0][: drawn[1]])


def _numbers(field: Field) -> st.SearchStrategy[Any]:
    minimum, maximum = field.options["minimum"], field.options["maximum"]
    whole = st.integers(
        -(10**9) if minimum is None else int(minimum) + (int(minimum) < minimum),
        10**9 if maximum is None else int(maximum),
    )
    if not field.options["decimal"]:
        return whole
    return st.tuples(whole, st.sampled_from(["", ".0", ".00"])).map(lambda drawn: f"{drawn[0]}{drawn[1]}")


def _money(field: Field) -> st.SearchStrategy[dict[str, str]]:
    minimum = int(field.options["minimum"] or 0)
    maximum = int(field.options["maximum"] or 10**9)

    def exact(drawn: tuple[int, str]) -> dict[str, str]:
        places = Decimal(1).scaleb(-get_currency_precision(drawn[1]))
        return {"amount": format(Decimal(drawn[0]).quantize(places), "f"), "currency": drawn[1]}

    return st.tuples(st.integers(minimum, maximum), st.sampled_from(field.options["currencies"])).map(exact)


def _places(field: Field) -> st.SearchStrategy[dict[str, str]]:
    # A line that happens to be the code of a region elsewhere is rightly refused.
    free = lines(100).filter(lambda line: not is_region(line))
    place = {"country": st.sampled_from(COUNTRIES), "region": st.just("") | free}
    if field.kind == "address":
        place |= {"city": lines(100), "street": lines(200), "postcode": st.just("") | lines(20)}
    return st.fixed_dictionaries(place)


def _files(field: Field) -> st.SearchStrategy[list[dict[str, Any]]]:
    kept = st.fixed_dictionaries(
        {
            "id": st.uuids().map(str),
            "name": lines(80),
            "size": st.integers(1, 10**7),
            "type": st.sampled_from(["image/jpeg"]),
        }
    )
    return st.lists(kept, min_size=1, max_size=field.options["max_files"], unique_by=lambda file: file["id"])


def _rows(field: Field) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({}, optional={inner.id: values(inner) for inner in field.fields}).filter(bool)

    def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"row": str(number), **drawn} for number, drawn in enumerate(rows, start=1)]

    maximum = min(field.options["max_rows"], 4)
    return st.lists(row, min_size=max(1, field.options["min_rows"]), max_size=maximum).map(numbered)


def _choices(field: Field) -> st.SearchStrategy[list[str]]:
    offered = field.options["choices"]
    return st.sets(st.sampled_from(offered), min_size=1).map(
        lambda chosen: [word for word in offered if word in chosen]
    )


@st.composite
def document_numbers(draw: st.DrawFn) -> str:
    """Numbers as the register draws them."""
    document_type = draw(st.sampled_from(["compatriot-certificate", "compatriot-family-card", "letter"]))
    return compose_number(
        "UZ",
        document_type,
        draw(st.dates(date(2000, 1, 1), date(2099, 12, 31))),
        lambda signs: draw(st.sampled_from(signs)),
    )


VALUES = {
    "short_text": lambda field: lines(field.options["max_length"]),
    "long_text": lambda field: lines(field.options["max_length"]),
    "name": _names,
    "date": _days,
    "choice": lambda field: st.sampled_from(field.options["choices"]),
    "choices": _choices,
    "yes_no": lambda field: st.booleans(),
    "number": _numbers,
    "money": _money,
    "country": lambda field: st.sampled_from(COUNTRIES),
    "country_region": _places,
    "address": _places,
    "phone": lambda field: st.integers(10**6, 10**7 - 1).map(lambda number: f"+99890{number}"),
    "email": lambda field: st.text(string.ascii_letters, min_size=1, max_size=20).map(
        lambda name: f"{name}@example.org"
    ),
    "travel_document": lambda field: st.from_regex(
        r"[A-Z0-9]{4,19}[0-9]" if field.options["foreign"] else r"[A-Z]{2}[0-9]{7}", fullmatch=True
    ),
    "certificate_number": lambda field: document_numbers(),
    "pinfl": lambda field: st.from_regex(r"[0-9]{14}", fullmatch=True),
    "file": _files,
    "photo": _files,
    "person": lambda field: st.fixed_dictionaries(
        {"role": st.sampled_from(field.options["allow"]), "person": st.just("") | st.uuids(version=4).map(str)}
    ),
    "group": _rows,
    "declaration": lambda field: st.just(True),
}


def values(field: Field) -> st.SearchStrategy[Any]:
    """Stored values that fit the field and have no faults on `TODAY`."""
    return VALUES[field.kind](field)


def answers(definition: Definition) -> st.SearchStrategy[dict[str, Any]]:
    """Stored answers to any of the fields, whether they are asked or not."""
    return st.fixed_dictionaries({}, optional={name: values(field) for name, field in definition.fields.items()})


# --- definitions ------------------------------------------------------------------------------------------------------

OPTIONS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "short_text": st.fixed_dictionaries({}, optional={"max_length": st.integers(1, 300)}),
    "long_text": st.fixed_dictionaries({}, optional={"max_length": st.integers(1, 5000)}),
    "date": st.fixed_dictionaries({}, optional={"partial": st.booleans(), "maximum": st.just("today")}),
    "choice": st.fixed_dictionaries({"choices": st.permutations(["red", "green", "blue"])}),
    "choices": st.fixed_dictionaries({"choices": st.permutations(["north", "south", "east"])}),
    "number": st.fixed_dictionaries(
        {}, optional={"decimal": st.booleans(), "minimum": st.integers(-5, 5), "maximum": st.integers(10, 99)}
    ),
    "money": st.fixed_dictionaries({"currencies": st.permutations(["UZS", "USD", "KRW", "KWD"])}),
    "travel_document": st.fixed_dictionaries({}, optional={"foreign": st.booleans()}),
    "certificate_number": st.fixed_dictionaries(
        {"types": st.permutations(["compatriot-certificate", "letter"])}, optional={"may_have_ended": st.booleans()}
    ),
    "file": st.fixed_dictionaries({}, optional={"max_files": st.integers(1, 4)}),
    "person": st.fixed_dictionaries({}, optional={"allow": st.permutations(["myself", "child", "another"])}),
}


def raw_fields(name: str, *, inside: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """A raw field with the id `name`, of any kind."""
    kinds = [code for code in KINDS if not (inside and code == "group")]

    @st.composite
    def draw_field(draw: st.DrawFn) -> dict[str, Any]:
        kind = draw(st.sampled_from(kinds))
        raw = {"id": name, "kind": kind, **draw(OPTIONS.get(kind, st.just({})))}
        if kind == "group":
            raw["fields"] = [draw(raw_fields(f"{name}_{number}", inside=True)) for number in (1, 2)]
        if draw(st.booleans()):
            raw["required"] = draw(st.booleans())
        return raw

    return draw_field()


@st.composite
def raw_definitions(draw: st.DrawFn) -> dict[str, Any]:
    """A raw definition with one to four pages, conditions on earlier answers, and little that follows from them."""
    number = 0
    pages: list[dict[str, Any]] = []
    earlier: list[str] = []
    for page_number in range(draw(st.integers(1, 4))):
        fields = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            fields.append(draw(raw_fields(f"asked_{number}")))
        page: dict[str, Any] = {"id": f"page_{page_number}", "fields": fields}
        if earlier and draw(st.booleans()):
            page["show_if"] = draw(st.sampled_from(["", "!"])) + f"answered.{draw(st.sampled_from(earlier))}"
        pages.append(page)
        earlier += [field["id"] for field in fields]
    return {
        "service": "invented",
        "sources": {"law": {"act": "An invented act", "url": "", "state": "confirmed", "as_of": "2026-01-01"}},
        "pages": pages,
        "terms": [{"id": "decision", "when": True, "length": "1", "unit": "working_days", "starts": "submitted"}],
        "decision": {"second_officer": False, "refusal_reasons": ["not_eligible"]},
    }


@st.composite
def edited(draw: st.DrawFn, raw: dict[str, Any]) -> dict[str, Any]:
    """The raw definition after one edit of its owner. Conditions that would then miss a field go with it."""
    pages = [{**page, "fields": list(page["fields"])} for page in raw["pages"]]
    page = draw(st.sampled_from(pages))
    position = draw(st.integers(0, len(page["fields"]) - 1))
    edit = draw(st.sampled_from(["add", "remove", "replace", "require", "allow", "reorder"]))
    taken = {field["id"] for other in pages for field in other["fields"]}
    if edit == "add":
        fresh = draw(st.sampled_from([f"asked_{number}" for number in range(1, 40) if f"asked_{number}" not in taken]))
        page["fields"].insert(position, draw(raw_fields(fresh)))
    elif edit == "remove" and len(page["fields"]) > 1:
        page["fields"].pop(position)
    elif edit == "replace":
        page["fields"][position] = draw(raw_fields(page["fields"][position]["id"]))
    elif edit in ("require", "allow"):
        page["fields"][position] = {**page["fields"][position], "required": edit == "require"}
    elif edit == "reorder":
        page["fields"] = draw(st.permutations(page["fields"]))
    return {**raw, "pages": _without_lost_conditions(pages)}


def _without_lost_conditions(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known: set[str] = set()
    kept = []
    for page in pages:
        mentioned = page.get("show_if", "").removeprefix("!").removeprefix("answered.")
        kept.append(page if mentioned in known else {key: part for key, part in page.items() if key != "show_if"})
        known |= {field["id"] for field in page["fields"]}
    return kept


@st.composite
def field_of_kind(draw: st.DrawFn, kind: str, name: str = "asked") -> Field:
    """A checked field of one kind with options as a definition may have them; in a group every other kind."""
    defaults = {name: option.default for name, option in KINDS[kind].options.items() if option.default is not REQUIRED}
    options = {**defaults, **draw(OPTIONS.get(kind, st.just({})))}
    inner = [draw(field_of_kind(code, f"inner_{code}")) for code in KINDS if kind == "group" != code]
    return Field(name, kind, options=options, fields=tuple(inner))


def field_and_value(kind: str) -> st.SearchStrategy[tuple[Field, Any]]:
    """A field of one kind with a stored value that fits it."""
    return field_of_kind(kind).flatmap(lambda field: st.tuples(st.just(field), values(field)))
