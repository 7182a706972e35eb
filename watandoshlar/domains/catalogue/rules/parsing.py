"""From the raw mapping of `definition.yaml` to a checked Definition, or to everything that is wrong with it.

Problem codes: `not_a_mapping`, `not_a_list`, `not_a_text`, `not_a_number`, `not_a_boolean`, `empty`, `missing_key`,
`unknown_key`, `unknown_kind`, `bad_option`, `bad_id`, `reserved_id`, `duplicate_id`, `bad_slug`, `not_one_of`,
`unknown_source`, `unknown_page`, `unknown_field`, `wrong_kind`, `later_field`, `fee_needs_tariff_or_amount`,
`not_for_appeals`, `mixes_hours_and_days`, and those of a condition: `too_long`, `syntax_error`, `unknown_name`,
`type_error`, `wrong_result`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from watandoshlar.domains.catalogue.rules import kinds
from watandoshlar.domains.catalogue.rules.definition import (
    FACT_NAMES,
    Check,
    DecisionRule,
    Definition,
    DocumentRule,
    EligibilityRule,
    Fee,
    Field,
    Page,
    Rule,
    Source,
    Term,
    fields_of,
)
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems, Problem
from watandoshlar.domains.catalogue.rules.kinds.base import REQUIRED
from watandoshlar.domains.catalogue.rules.kinds.day import as_day
from watandoshlar.foundation.conditions import ConditionError, Environment
from watandoshlar.foundation.legal_clock import Duty, Rung

Marks = Mapping[str, tuple[int, int]]
Item = TypeVar("Item")

IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
SLUG = re.compile(r"_?[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_ID = 40
# Names of facts and words of CEL: a field that is called so could not be named in a condition.
RESERVED = frozenset(
    {"answered", *FACT_NAMES}
    | {"true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import"}
    | {"let", "loop", "package", "namespace", "return", "var", "void", "while", "row"}
    | {"int", "uint", "double", "bool", "string", "bytes", "list", "map", "type", "null_type", "dyn", "has", "all"}
    | {"exists", "exists_one", "filter", "size", "matches", "duration", "timestamp", "date"}
)
SOURCE_STATES = ("confirmed", "to_be_confirmed")
REGISTERS = ("applications", "appeals")
TERM_UNITS = ("hours", "working_days", "calendar_days", "months")
# "complete" stands in versions published earlier only; nothing counts from it (`rules.publication`).
TERM_STARTS = ("submitted", "complete", "received")
ROLLS = ("forward", "none")
COUNTS_FROM = ("start", "end")
VALIDITY_UNITS = ("days", "months", "years")


class _Stop(Exception):
    """The part cannot be read any further; its problem has been noted."""


@dataclass
class _Notes:
    """What the parts of one definition share while they are read."""

    marks: Marks
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    page_of: dict[str, int] = field(default_factory=dict)
    environment: Environment = field(default_factory=lambda: Environment({}))
    row_environments: dict[str, Environment] = field(default_factory=dict)


@dataclass(frozen=True)
class _Node:
    """A raw value with its place, read by what it must be."""

    raw: Any
    path: str
    notes: _Notes

    def problem(self, code: str, **facts: Any) -> None:
        path = self.path
        while path and path not in self.notes.marks:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        line, column = self.notes.marks.get(path, (0, 0))
        self.notes.problems.append(Problem(self.path, code, facts, line=line, column=column))

    def stop(self, code: str, **facts: Any) -> _Stop:
        self.problem(code, **facts)
        return _Stop()

    def mapping(self, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, "_Node"]:
        if not isinstance(self.raw, dict):
            raise self.stop("not_a_mapping")
        for key in self.raw:
            if key not in required and key not in optional:
                self.child(key).problem("unknown_key", known=[*required, *optional])
        missing = [key for key in required if key not in self.raw]
        for key in missing:
            self.problem("missing_key", key=key)
        if missing:
            raise _Stop
        return {key: self.child(key) for key in (*required, *optional) if key in self.raw}

    def child(self, key: Any) -> "_Node":
        return _Node(self.raw[key], f"{self.path}.{key}" if self.path else str(key), self.notes)

    def items(self, *, may_be_empty: bool = False) -> list["_Node"]:
        if not isinstance(self.raw, list):
            raise self.stop("not_a_list")
        if not self.raw and not may_be_empty:
            raise self.stop("empty")
        return [_Node(raw, f"{self.path}[{index}]", self.notes) for index, raw in enumerate(self.raw)]

    def each(self, read: Callable[["_Node"], Item], *, may_be_empty: bool = False) -> tuple[Item, ...]:
        """What can be read of the items; the problems of the others are noted."""
        read_items = []
        try:
            for node in self.items(may_be_empty=may_be_empty):
                try:
                    read_items.append(read(node))
                except _Stop:
                    continue
        except _Stop:
            return ()
        return tuple(read_items)

    def text(self) -> str:
        if not isinstance(self.raw, str):
            raise self.stop("not_a_text")
        return self.raw

    def boolean(self) -> bool:
        if not isinstance(self.raw, bool):
            raise self.stop("not_a_boolean")
        return self.raw

    def one_of(self, words: tuple[str, ...]) -> str:
        if self.raw not in words:
            raise self.stop("not_one_of", known=list(words))
        return self.text()

    def whole_number(self) -> int:
        if not _is_int(self.raw) or self.raw < 0:
            raise self.stop("not_a_number")
        return int(self.raw)

    def identifier(self) -> str:
        text = self.text()
        if not IDENTIFIER.fullmatch(text) or len(text) > LONGEST_ID:
            raise self.stop("bad_id", id=text)
        return text

    def source(self) -> str:
        key = self.text()
        if key not in self.notes.sources:
            raise self.stop("unknown_source", source=key, known=list(self.notes.sources))
        return key

    def condition(
        self, expect: str, environment: Environment, allowed: Callable[[str], bool] = lambda name: True
    ) -> Rule:
        """A condition whose result is of the type `expect` and which uses only `allowed` fields."""
        if isinstance(self.raw, bool) and expect == "bool":
            return self.raw
        source = str(self.raw) if expect == "int" and _is_int(self.raw) else self.text()
        try:
            condition = environment.compile(source, expect)
        except ConditionError as error:
            raise self.stop(error.code, line=error.line, column=error.column, detail=error.detail) from error
        later = sorted(name for name in fields_of(condition) if name in self.notes.fields and not allowed(name))
        if later:
            raise self.stop("later_field", fields=later)
        return condition


def _is_int(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)


def parse_definition(raw: Any, marks: Marks | None = None) -> Definition:
    """Read and check a definition. `marks` maps paths to (line, column) in the file, for the places of problems.

    Raises DefinitionProblems with everything that is wrong.
    """
    notes = _Notes(marks or {})
    _collect_names(raw, notes)
    try:
        definition = _definition(_Node(raw, "", notes))
    except _Stop:
        definition = None
    if notes.problems or definition is None:
        raise DefinitionProblems(notes.problems)
    return definition


def _definition(root: _Node) -> Definition:
    notes = root.notes
    keys = root.mapping(
        ("service", "sources", "pages", "terms", "decision"), ("register", "checks", "eligibility", "fees", "document")
    )
    register = _register(keys)
    slug = keys["service"].text()
    if not SLUG.fullmatch(slug):
        keys["service"].problem("bad_slug", slug=slug)
    notes.sources.update(_sources(keys["sources"]))
    pages = keys["pages"].each(_page)
    _refuse_duplicates(keys["pages"], [page.id for page in pages])
    try:
        decision = _decision(keys["decision"])
    except _Stop:
        decision = DecisionRule(False, ())
    return Definition(
        service=slug,
        register=register,
        sources=notes.sources,
        pages=pages,
        checks=_listed(keys, "checks", _check),
        eligibility=_listed(keys, "eligibility", _eligibility),
        fees=_listed(keys, "fees", _fee),
        terms=_listed(keys, "terms", _term),
        decision=decision,
        document=_document(keys["document"]) if "document" in keys else None,
        environment=notes.environment,
        row_environments=notes.row_environments,
    )


def _register(keys: Mapping[str, _Node]) -> str:
    """Nobody may be kept from appealing, nor pay for it (ZRU-445, articles 5 and 23), and an answer is no document."""
    register = keys["register"].one_of(REGISTERS) if "register" in keys else REGISTERS[0]
    if register == "appeals":
        for key in {"checks", "eligibility", "fees", "document"} & keys.keys():
            keys[key].problem("not_for_appeals", key=key)
    return register


def _listed(keys: Mapping[str, _Node], key: str, read: Callable[[_Node], Item]) -> tuple[Item, ...]:
    if key not in keys:
        return ()
    items = keys[key].each(read, may_be_empty=key != "terms")
    _refuse_duplicates(keys[key], [item.id for item in items])
    return items


def _refuse_duplicates(node: _Node, ids: list[str]) -> None:
    for name in {name for name in ids if ids.count(name) > 1}:
        node.problem("duplicate_id", id=name)


def _sources(node: _Node) -> dict[str, Source]:
    sources = {}
    for key, child in node.mapping(optional=tuple(node.raw) if isinstance(node.raw, dict) else ()).items():
        try:
            parts = child.mapping(("url", "state", "as_of"), ("act",))
            sources[key] = Source(
                key,
                parts["url"].text(),
                parts["state"].one_of(SOURCE_STATES),
                parts["as_of"].text(),
                parts["act"].text() if "act" in parts else "",
            )
            if as_day(sources[key].as_of) is None:
                parts["as_of"].problem("not_a_date")
        except _Stop:
            continue
    return sources


# --- pages and fields ------------------------------------------------------------------------------------------------


def _page(node: _Node) -> Page:
    keys = node.mapping(("id", "fields"), ("show_if",))
    page_id = keys["id"].identifier()
    number = node.notes.pages[page_id]
    show_if = _rule(keys, "show_if", node.notes.environment, lambda name: node.notes.page_of[name] < number)
    seen: set[str] = set()

    def read(child: _Node) -> Field:
        return _field(
            child, node.notes.environment, lambda name: node.notes.page_of[name] < number or name in seen, seen
        )

    return Page(page_id, keys["fields"].each(read), show_if)


def _rule(
    keys: Mapping[str, _Node], key: str, environment: Environment, allowed: Callable[[str], bool], default: Rule = True
) -> Rule:
    try:
        return keys[key].condition("bool", environment, allowed) if key in keys else default
    except _Stop:
        return default


def _field(node: _Node, environment: Environment, allowed: Callable[[str], bool], seen: set[str]) -> Field:
    kind_code = node.raw.get("kind") if isinstance(node.raw, dict) else None
    kind = kinds.KINDS.get(kind_code) if isinstance(kind_code, str) else None
    options = tuple(kind.options) if kind else tuple(node.raw if isinstance(node.raw, dict) else ())
    extra = ("fields",) if kind_code == "group" else ()
    optional = tuple(key for key in (*options, "required", "show_if", "source") if key not in ("id", "kind"))
    keys = node.mapping(("id", "kind", *extra), optional)
    field_id = keys["id"].identifier()
    if field_id in RESERVED:
        raise keys["id"].stop("reserved_id", id=field_id)
    if kind is None:
        raise keys["kind"].stop("unknown_kind", kind=kind_code, known=sorted(kinds.KINDS))
    field = Field(
        id=field_id,
        kind=kind.code,
        required=_rule(keys, "required", environment, allowed),
        show_if=_rule(keys, "show_if", environment, allowed),
        source=_source(keys),
        options=_options(node, keys, kind),
        fields=_rows_fields(keys["fields"], field_id, allowed) if extra else (),
    )
    seen.add(field_id)
    return field


def _options(node: _Node, keys: Mapping[str, _Node], kind: kinds.Kind) -> dict[str, Any]:
    options = {}
    for name, option in kind.options.items():
        if name not in keys:
            if option.default is REQUIRED:
                node.problem("missing_key", key=name)
            options[name] = None if option.default is REQUIRED else option.default
        elif option.accepts(keys[name].raw):
            options[name] = keys[name].raw
        else:
            keys[name].problem("bad_option", option=name, kind=kind.code)
            options[name] = None
    for choice in options.get("choices") or ():
        if not IDENTIFIER.fullmatch(choice):
            keys["choices"].problem("bad_id", id=choice)
    return options


def _rows_fields(node: _Node, group: str, allowed: Callable[[str], bool]) -> tuple[Field, ...]:
    seen: set[str] = set()
    environment = node.notes.row_environments.get(group, node.notes.environment)

    def read(child: _Node) -> Field:
        if isinstance(child.raw, dict) and child.raw.get("kind") == "group":
            raise child.stop("wrong_kind", kind="group")
        return _field(child, environment, lambda name: name in seen or _is_outside(node, name, allowed), seen)

    return node.each(read)


def _is_outside(node: _Node, name: str, allowed: Callable[[str], bool]) -> bool:
    return name in node.notes.page_of and allowed(name)


def _source(keys: Mapping[str, _Node]) -> str | None:
    try:
        return keys["source"].source() if "source" in keys else None
    except _Stop:
        return None


# --- what follows from the answers -----------------------------------------------------------------------------------


def _until_page(node: _Node) -> tuple[str, Callable[[str], bool]]:
    page = node.text()
    if page not in node.notes.pages:
        raise node.stop("unknown_page", page=page)
    number = node.notes.pages[page]
    return page, lambda name: node.notes.page_of[name] <= number


def _known_field(node: _Node, of_kind: str | None = None) -> str:
    name = node.text()
    if name not in node.notes.page_of:
        raise node.stop("unknown_field", field=name)
    if of_kind and node.notes.fields[name] != of_kind:
        raise node.stop("wrong_kind", field=name, kind=node.notes.fields[name], needed=of_kind)
    return name


def _check(node: _Node) -> Check:
    keys = node.mapping(("id", "page", "fields", "require"), ("source",))
    page, allowed = _until_page(keys["page"])
    fields = keys["fields"].each(_known_field)
    for name in fields:
        if not allowed(name):
            keys["fields"].problem("later_field", fields=[name])
    require = keys["require"].condition("bool", node.notes.environment, allowed)
    return Check(keys["id"].identifier(), page, fields, require, _source(keys))


def _eligibility(node: _Node) -> EligibilityRule:
    keys = node.mapping(("id", "page", "require"), ("source",))
    page, allowed = _until_page(keys["page"])
    require = keys["require"].condition("bool", node.notes.environment, allowed)
    return EligibilityRule(keys["id"].identifier(), page, require, _source(keys))


def _fee(node: _Node) -> Fee:
    keys = node.mapping(("id", "when"), ("tariff", "amount", "currency", "source"))
    if ("tariff" in keys) == ("amount" in keys) or ("amount" in keys) != ("currency" in keys):
        raise node.stop("fee_needs_tariff_or_amount")
    return Fee(
        id=keys["id"].identifier(),
        when=keys["when"].condition("bool", node.notes.environment),
        tariff=keys["tariff"].text() if "tariff" in keys else None,
        amount=keys["amount"].condition("int", node.notes.environment) if "amount" in keys else None,
        currency=keys["currency"].text() if "currency" in keys else None,
        source=_source(keys),
    )


def _term(node: _Node) -> Term:
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
        source=_source(keys),
        rolls=_rolls(keys),
        ends=_words(keys, "ends"),
        ladder=_ladder(keys["ladder"], unit) if "ladder" in keys else (),
        duties=_duties(keys["duties"]) if "duties" in keys else (),
    )


def _ladder(node: _Node, unit: str) -> tuple[Rung, ...]:
    def read(child: _Node) -> Rung:
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
            source=_source(keys) or "",
        )

    ladder = node.each(read)
    _refuse_duplicates(node, [rung.code for rung in ladder])
    return ladder


def _duties(node: _Node) -> tuple[Duty, ...]:
    def read(child: _Node) -> Duty:
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
            source=_source(keys) or "",
        )

    duties = node.each(read)
    _refuse_duplicates(node, [duty.code for duty in duties])
    return duties


def _rolls(keys: Mapping[str, _Node]) -> str:
    return keys["rolls"].one_of(ROLLS) if "rolls" in keys else "forward"


def _words(keys: Mapping[str, _Node], key: str) -> tuple[str, ...]:
    return keys[key].each(_Node.identifier) if key in keys else ()


def _decision(node: _Node) -> DecisionRule:
    keys = node.mapping(("second_officer", "refusal_reasons"), ("source",))
    reasons = keys["refusal_reasons"].each(_Node.identifier)
    _refuse_duplicates(keys["refusal_reasons"], list(reasons))
    return DecisionRule(keys["second_officer"].condition("bool", node.notes.environment), reasons, _source(keys))


def _document(node: _Node) -> DocumentRule | None:
    try:
        keys = node.mapping(("type", "holder", "rows"), ("birth_date", "valid_for", "source"))
        if not SLUG.fullmatch(keys["type"].text()):
            keys["type"].problem("bad_slug", slug=keys["type"].raw)
        valid = keys["valid_for"].mapping(("length", "unit")) if "valid_for" in keys else {}
        return DocumentRule(
            type=keys["type"].text(),
            holder=_known_field(keys["holder"], "name"),
            birth_date=_known_field(keys["birth_date"], "date") if "birth_date" in keys else None,
            rows=keys["rows"].each(_known_field, may_be_empty=True),
            valid_length=valid["length"].condition("int", node.notes.environment) if valid else None,
            valid_unit=valid["unit"].one_of(VALIDITY_UNITS) if valid else None,
            source=_source(keys),
        )
    except _Stop:
        return None


# --- names, before anything is checked ------------------------------------------------------------------------------


def _collect_names(raw: Any, notes: _Notes) -> None:
    """Note the ids and types of all fields, so that conditions can be checked in one pass. What is not shaped like a
    field is left out here and refused where it is read."""
    variables: dict[str, str] = dict(FACT_NAMES)
    rows: dict[str, dict[str, str]] = {}
    for number, page in enumerate(_mappings(raw, "pages")):
        notes.pages.setdefault(str(page.get("id")), number)
        for position, entry in enumerate(_mappings(page, "fields")):
            path = f"pages[{number}].fields[{position}]"
            name = _note_field(_Node(entry, path, notes), variables)
            notes.page_of.setdefault(name, number)
            for row, inner in enumerate(_mappings(entry, "fields") if entry.get("kind") == "group" else ()):
                _note_field(_Node(inner, f"{path}.fields[{row}]", notes), rows.setdefault(name, {}))
    notes.environment = Environment(variables)
    notes.row_environments.update({name: Environment({**variables, **inner}) for name, inner in rows.items()})


def _mappings(raw: Any, key: str) -> list[dict[str, Any]]:
    listed = raw.get(key) if isinstance(raw, dict) else None
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _note_field(node: _Node, variables: dict[str, str]) -> str:
    entry, notes = node.raw, node.notes
    name = str(entry.get("id"))
    kind = kinds.KINDS.get(str(entry.get("kind")))
    if kind is None or not IDENTIFIER.fullmatch(name) or name in RESERVED:
        return name
    if name in notes.fields:
        node.child("id").problem("duplicate_id", id=name)
    options = {key: entry.get(key, option.default) for key, option in kind.options.items()}
    notes.fields.setdefault(name, kind.code)
    variables[name] = kind.condition_type(options)
    variables[f"answered.{name}"] = "bool"
    return name
