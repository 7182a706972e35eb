"""From the raw mapping of `definition.yaml` to a checked Definition, or to everything that is wrong with it.

Problem codes: `not_a_mapping`, `not_a_list`, `not_a_text`, `not_a_number`, `not_a_boolean`, `empty`, `missing_key`,
`unknown_key`, `unknown_kind`, `bad_option`, `bad_id`, `reserved_id`, `duplicate_id`, `bad_slug`, `not_one_of`,
`unknown_source`, `unknown_page`, `unknown_field`, `wrong_kind`, `later_field`, `fee_needs_tariff_or_amount`,
`not_for_appeals`, `mixes_hours_and_days`, `not_in_order`, `not_falling`, and those of a condition: `too_long`,
`syntax_error`, `unknown_name`, `type_error`, `wrong_result`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from watandoshlar.domains.catalogue.rules import kinds, words
from watandoshlar.domains.catalogue.rules.arrangements import (
    ARRANGEMENTS,
    read_asked_before,
    read_consent,
    read_family,
    read_hand_over,
    read_mandate,
    read_recommendation,
    read_referral,
    read_visit,
)
from watandoshlar.domains.catalogue.rules.definition import (
    FACT_NAMES,
    KNOWN_FACTS,
    READABLE,
    DecisionRule,
    Definition,
    Field,
    Page,
    Rule,
    Source,
)
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.following import (
    known_field,
    listed,
    read_check,
    read_decision,
    read_eligibility,
    read_fee,
    read_term,
    refuse_duplicates,
    source_of,
)
from watandoshlar.domains.catalogue.rules.kinds.base import REQUIRED
from watandoshlar.domains.catalogue.rules.kinds.day import as_day
from watandoshlar.domains.catalogue.rules.nodes import IDENTIFIER, SLUG, Item, Marks, Node, Notes, Stop
from watandoshlar.domains.catalogue.rules.paper import check_document, read_document
from watandoshlar.foundation.conditions import Environment

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
HOLDERS = ("subject", "applicant")
NOT_FOR_APPEALS = {"checks", "eligibility", "fees", "document", *ARRANGEMENTS}


def parse_definition(raw: Any, marks: Marks | None = None) -> Definition:
    """Read and check a definition. `marks` maps paths to (line, column) in the file, for the places of problems.

    Raises DefinitionProblems with everything that is wrong.
    """
    notes = Notes(marks or {})
    _collect_names(raw, notes)
    try:
        definition = _definition(Node(raw, "", notes))
    except Stop:
        definition = None
    if notes.problems or definition is None:
        raise DefinitionProblems(notes.problems)
    return definition


def _definition(root: Node) -> Definition:
    notes = root.notes
    keys = root.mapping(
        ("service", "sources", "pages", "terms", "decision"),
        ("register", "checks", "eligibility", "fees", "document", "topic", "asked_before", *ARRANGEMENTS),
    )
    register = _register(keys)
    slug = keys["service"].text()
    if not SLUG.fullmatch(slug):
        keys["service"].problem("bad_slug", slug=slug)
    notes.sources.update(_sources(keys["sources"]))
    pages = keys["pages"].each(_page)
    refuse_duplicates(keys["pages"], [page.id for page in pages])
    try:
        decision = read_decision(keys["decision"])
    except Stop:
        decision = DecisionRule(False, ())
    document = read_document(keys["document"]) if "document" in keys else None
    if document:
        check_document(keys["document"], document, {field.id: field for page in pages for field in page.fields})
    return Definition(
        service=slug,
        register=register,
        sources=notes.sources,
        pages=pages,
        checks=listed(keys, "checks", read_check),
        eligibility=listed(keys, "eligibility", read_eligibility),
        fees=listed(keys, "fees", read_fee),
        terms=listed(keys, "terms", read_term),
        decision=decision,
        document=document,
        environment=notes.environment,
        row_environments=notes.row_environments,
        hand_over=_one(keys, "hand_over", read_hand_over),
        visit=_one(keys, "visit", read_visit),
        consents=listed(keys, "consents", read_consent),
        referrals=listed(keys, "referrals", read_referral),
        recommendations=listed(keys, "recommendations", read_recommendation),
        mandate=_one(keys, "mandate", read_mandate),
        family=_one(keys, "family", read_family),
        asked_before=keys["asked_before"].each(read_asked_before) if "asked_before" in keys else (),
        topic=keys["topic"].one_of(tuple(words.TOPICS)) if "topic" in keys else "other",
        confidential=_rule(keys, "confidential", notes.environment, lambda name: True, default=False),
    )


def _one(keys: Mapping[str, Node], key: str, read: Callable[[Node], Item]) -> Item | None:
    try:
        return read(keys[key]) if key in keys else None
    except Stop:
        return None


def _register(keys: Mapping[str, Node]) -> str:
    """Nobody may be kept from appealing, nor pay or appear for it (ZRU-445, articles 5 and 23), and an answer is no
    document."""
    register = keys["register"].one_of(REGISTERS) if "register" in keys else REGISTERS[0]
    if register == "appeals":
        for key in NOT_FOR_APPEALS & keys.keys():
            keys[key].problem("not_for_appeals", key=key)
        if isinstance(keys["decision"].raw, dict) and "commission" in keys["decision"].raw:
            keys["decision"].problem("not_for_appeals", key="commission")
    return register


def _sources(node: Node) -> dict[str, Source]:
    sources = {}
    for key, child in node.mapping(optional=tuple(node.raw) if isinstance(node.raw, dict) else ()).items():
        try:
            parts = child.mapping(("url", "state", "as_of"), ("act", "review_by"))
            sources[key] = Source(
                key,
                parts["url"].text(),
                parts["state"].one_of(SOURCE_STATES),
                parts["as_of"].text(),
                parts["act"].text() if "act" in parts else "",
                parts["review_by"].text() if "review_by" in parts else "",
            )
            if "review_by" in parts and as_day(sources[key].review_by) is None:
                parts["review_by"].problem("not_a_date")
            if as_day(sources[key].as_of) is None:
                parts["as_of"].problem("not_a_date")
        except Stop:
            continue
    return sources


# --- pages and fields ------------------------------------------------------------------------------------------------


def _page(node: Node) -> Page:
    keys = node.mapping(("id", "fields"), ("show_if",))
    page_id = keys["id"].identifier()
    number = node.notes.pages[page_id]
    show_if = _rule(keys, "show_if", node.notes.environment, lambda name: node.notes.page_of[name] < number)
    seen: set[str] = set()

    def read(child: Node) -> Field:
        return _field(
            child, node.notes.environment, lambda name: node.notes.page_of[name] < number or name in seen, seen
        )

    return Page(page_id, keys["fields"].each(read), show_if)


def _rule(
    keys: Mapping[str, Node], key: str, environment: Environment, allowed: Callable[[str], bool], default: Rule = True
) -> Rule:
    try:
        return keys[key].condition("bool", environment, allowed) if key in keys else default
    except Stop:
        return default


def _field(node: Node, environment: Environment, allowed: Callable[[str], bool], seen: set[str]) -> Field:
    kind_code = node.raw.get("kind") if isinstance(node.raw, dict) else None
    kind = kinds.KINDS.get(kind_code) if isinstance(kind_code, str) else None
    options = tuple(kind.options) if kind else tuple(node.raw if isinstance(node.raw, dict) else ())
    extra = ("fields",) if kind_code == "group" else ()
    extra_optional = ("required", "show_if", "source", "known", "reads")
    optional = tuple(key for key in (*options, *extra_optional) if key not in ("id", "kind"))
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
        source=source_of(keys),
        options=_options(node, keys, kind),
        fields=_rows_fields(keys["fields"], field_id, allowed) if extra else (),
        known=_known(keys, kind.code),
        reads=_reads(keys, kind.code),
    )
    if field.kind == "certificate_number" and field.options["holder"] not in HOLDERS:
        known_field(keys["holder"], "name")
    seen.add(field_id)
    return field


def _known(keys: Mapping[str, Node], kind: str) -> str | None:
    if "known" not in keys:
        return None
    fact = keys["known"].raw
    if fact not in KNOWN_FACTS:
        keys["known"].problem("not_one_of", known=list(KNOWN_FACTS))
    elif KNOWN_FACTS[fact] != kind:
        keys["known"].problem("wrong_kind", field=keys["id"].raw, kind=kind, needed=KNOWN_FACTS[fact])
    return str(fact)


def _reads(keys: Mapping[str, Node], kind: str) -> str | None:
    if "reads" not in keys:
        return None
    if keys["reads"].raw not in READABLE:
        keys["reads"].problem("not_one_of", known=list(READABLE))
    if kind not in kinds.EVIDENCE_KINDS:
        keys["reads"].problem("wrong_kind", field=keys["id"].raw, kind=kind, needed=kinds.EVIDENCE_KINDS[0])
    return str(keys["reads"].raw)


def _options(node: Node, keys: Mapping[str, Node], kind: kinds.Kind) -> dict[str, Any]:
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


def _rows_fields(node: Node, group: str, allowed: Callable[[str], bool]) -> tuple[Field, ...]:
    seen: set[str] = set()
    environment = node.notes.row_environments.get(group, node.notes.environment)

    def read(child: Node) -> Field:
        if isinstance(child.raw, dict) and child.raw.get("kind") == "group":
            raise child.stop("wrong_kind", kind="group")
        return _field(child, environment, lambda name: name in seen or _is_outside(node, name, allowed), seen)

    return node.each(read)


def _is_outside(node: Node, name: str, allowed: Callable[[str], bool]) -> bool:
    return name in node.notes.page_of and allowed(name)


# --- names, before anything is checked ------------------------------------------------------------------------------


def _collect_names(raw: Any, notes: Notes) -> None:
    """Note the ids and types of all fields, so that conditions can be checked in one pass. What is not shaped like a
    field is left out here and refused where it is read."""
    variables: dict[str, str] = dict(FACT_NAMES)
    rows: dict[str, dict[str, str]] = {}
    for number, page in enumerate(_mappings(raw, "pages")):
        notes.pages.setdefault(str(page.get("id")), number)
        for position, entry in enumerate(_mappings(page, "fields")):
            path = f"pages[{number}].fields[{position}]"
            name = _note_field(Node(entry, path, notes), variables)
            notes.page_of.setdefault(name, number)
            for row, inner in enumerate(_mappings(entry, "fields") if entry.get("kind") == "group" else ()):
                _note_field(Node(inner, f"{path}.fields[{row}]", notes), rows.setdefault(name, {}))
    notes.environment = Environment(variables)
    notes.row_environments.update({name: Environment({**variables, **inner}) for name, inner in rows.items()})


def _mappings(raw: Any, key: str) -> list[dict[str, Any]]:
    listed = raw.get(key) if isinstance(raw, dict) else None
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _note_field(node: Node, variables: dict[str, str]) -> str:
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
