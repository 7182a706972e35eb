"""Examples: invented applications that run through a definition to their end, without a database.

An example is filled in page by page as an applicant would, with what it gives as typed; then an officer walks the steps
that it names. What it expects is compared with what happened (docs/howto/service-definition.md).
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Definition, Field, Page
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Problem
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.kinds import (
    EVIDENCE_KINDS,
    add_files,
    kind_of,
    leaf_named,
    leaves,
    takes_name,
    with_leaf,
)
from watandoshlar.foundation.conditions import ConditionError

KEYS = frozenset(
    {"today", "post", "host_country", "answers", "files", "holds", "expects", "officer", "refuse", "request"}
)
EXPECTED_KEYS = frozenset(
    {"end_state", "pages", "evidence", "fee_ids", "term", "second_officer", "eligibility"}
    | {"visit", "consents", "referrals", "waived", "hand_over", "mandate", "confidential"}
    | {"recommendations", "commission"}
)
MEDIA_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
NOT_ELIGIBLE = "not_eligible"
# An example of a service, by the document that was issued in it.
HELD = re.compile(r"[a-z][a-z0-9-]*/[a-z0-9-]+")
# Words of examples for steps that are called otherwise in the table of a case.
# What happens beside a case while an officer has it: bodies recommend, a commission sits.
BESIDE = ("recommend", "decline", "conflict", "put_off", "award", "reject")
STEPS = {"request": "request_items", "answer": "answer_request"}
FILE_NAMESPACE = uuid.UUID("6f1f0a3c-6a50-4d7e-9a4e-0d7f6f1b2f11")


@dataclass(frozen=True)
class Lifecycle:
    """The lifecycle of a case: `target(step, state)` tells where a step leads and raises KeyError for one that is not
    there."""

    first_state: str
    target: Callable[[str, str], str]


@dataclass
class Filled:
    """What became of filling in an example: `typed` is what was sent, page by page; `files` names where files went."""

    answers: dict[str, Any] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    ended_by: str | None = None
    problems: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def problem(self, code: str, **facts: Any) -> None:
        self.problems.append((code, facts))


def facts_of_example(raw: Mapping[str, Any]) -> Facts:
    """Day, post and country of an example."""
    return Facts(date.fromisoformat(raw["today"]), raw.get("post", ""), raw.get("host_country", ""))


def fill_in(definition: Definition, raw: Mapping[str, Any]) -> Filled:
    """Fill in an example page by page until the end or until a rule of eligibility ends it.

    Problem codes: `unknown_name`, `answer_refused`, `page_not_seen`, `field_not_seen`.
    """
    facts, filled = facts_of_example(raw), Filled()
    given, files = raw.get("answers") or {}, raw.get("files") or {}
    while (page := _next_unseen(Journey(definition, filled.answers, facts), filled)) and not filled.ended_by:
        filled.pages.append(page.id)
        _fill_page(definition, page, given.get(page.id) or {}, files, facts, filled)
        rule = Journey(definition, filled.answers, facts).ineligibility(page.id)
        filled.ended_by = rule.id if rule else None
    for page_id in given.keys() - set(filled.pages):
        filled.problem("page_not_seen", page=page_id)
    for name in files.keys() - filled.files:
        filled.problem("field_not_seen", field=name)
    return filled


def _next_unseen(journey: Journey, filled: Filled) -> Page | None:
    return next((page for page in journey.pages if page.id not in filled.pages), None)


def _fill_page(
    definition: Definition,
    page: Page,
    given: Mapping[str, Any],
    files: Mapping[str, list[str]],
    facts: Facts,
    filled: Filled,
) -> None:
    typed = {name: values for key, value in given.items() for name, values in as_typed(key, value)}
    filled.typed[page.id] = typed
    for name in typed:
        if not takes_name(page.fields, name):
            filled.problem("unknown_name", page=page.id, detail=name)
    for asked in page.fields:
        _answer(asked, typed, files, facts, filled)
    journey = Journey(definition, filled.answers, facts)
    for name in given.keys() - {asked.id for asked in journey.fields(page)}:
        filled.problem("field_not_seen", field=name)
    for asked in (asked for asked in journey.fields(page) if asked.kind == "group"):
        for _leaf, name, value in leaves(asked, filled.answers.get(asked.id)):
            if value is not None and not journey.asks(name):
                filled.problem("field_not_seen", field=name)
    for name, faults in journey.page_problems(page).items():
        filled.problem("answer_refused", field=name, codes=[f"{fault.code} {fault.part}".strip() for fault in faults])


def _answer(
    asked: Field, typed: Mapping[str, list[str]], files: Mapping[str, list[str]], facts: Facts, filled: Filled
) -> None:
    parsed = kind_of(asked).parse(asked, typed, facts)
    if parsed.errors:
        filled.problem("answer_refused", field=asked.id, codes=[fault.code for fault in parsed.errors])
    value = parsed.value
    for name, names in files.items():
        leaf = leaf_named(asked, name)
        if leaf and leaf.kind in EVIDENCE_KINDS:
            value = with_leaf(asked, value, name, add_files(None, [kept_file(file) for file in names]))
            filled.files.add(name)
    if value is not None:
        filled.answers[asked.id] = value


def kept_file(name: str) -> dict[str, Any]:
    """A file of an example as if it had been kept."""
    media = MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return {"id": str(uuid.uuid5(FILE_NAMESPACE, name)), "name": name, "size": 1, "type": media}


def as_typed(name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """What a form sends for a value of an example: a mapping has the parts, a list several values or rows."""
    if isinstance(value, Mapping):
        for part, inner in value.items():
            yield from as_typed(f"{name}.{part}", inner)
    elif isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        for number, row in enumerate(value, start=1):
            yield f"{name}.{number}.row", [str(number)]
            yield from as_typed(f"{name}.{number}", row)
    elif isinstance(value, list):
        yield name, [_as_word(item) for item in value]
    else:
        yield name, [_as_word(value)]


def _as_word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def walk(raw: Mapping[str, Any], needs_second_officer: bool, lifecycle: Lifecycle) -> str:
    """The state in which the officers' steps of an example end. Raises KeyError for a step that is not there.

    Words of BESIDE move nothing, and are taken while an officer has the case. The first officer's `approve`, `refuse`
    or `not_consider` only proposes where a second officer is needed; `second` confirms it.
    """
    state, outcome = lifecycle.first_state, ""
    for word in raw.get("officer") or ():
        if word in BESIDE:
            lifecycle.target("propose", state)
            continue
        if word in ("approve", "refuse", "not_consider"):
            outcome = word
            step = "propose" if needs_second_officer else word
        else:
            step = outcome if word == "second" else STEPS.get(word, word)
        state = lifecycle.target(step, state)
    return state


def example_problems(
    definition: Definition, name: str, raw: Any, lifecycle: Lifecycle | None
) -> tuple[list[Problem], set[str]]:
    """What is wrong with an example, and the ids of pages and fields that it reaches.

    Problem codes: those of `fill_in`, `not_a_mapping`, `unknown_key`, `missing_key`, `bad_date`, `other_than_expected`,
    `no_such_step`, `unknown_reason`, `unknown_field`, `evaluation_failed`.
    """
    file = f"examples/{name}.yaml"
    shape = list(_shape_problems(raw, file))
    if shape:
        return shape, set()
    try:
        return _walked(definition, raw, file, lifecycle)
    except ConditionError as error:
        return [Problem("answers", error.code, {"detail": error.detail}, file)], set()


def _walked(
    definition: Definition, raw: Mapping[str, Any], file: str, lifecycle: Lifecycle | None
) -> tuple[list[Problem], set[str]]:
    filled = fill_in(definition, raw)
    journey = Journey(definition, filled.answers, facts_of_example(raw))
    problems = [Problem("answers", code, facts, file) for code, facts in filled.problems]
    problems += _officer_problems(definition, raw, file)
    happened = _happened(journey, filled)
    if filled.ended_by:
        happened["end_state"] = NOT_ELIGIBLE
    elif lifecycle:
        try:
            happened["end_state"] = walk(raw, journey.needs_second_officer(), lifecycle)
        except KeyError as error:
            problems.append(Problem("officer", "no_such_step", {"step": str(error)}, file))
    problems += _unexpected(raw["expects"], happened, file)
    return problems, set(filled.pages) | journey.asked_ids


def _officer_problems(definition: Definition, raw: Mapping[str, Any], file: str) -> Iterator[Problem]:
    if "refuse" in raw and raw["refuse"] not in definition.decision.refusal_reasons:
        yield Problem("refuse", "unknown_reason", {"reason": raw["refuse"]}, file)
    for asked in raw.get("request") or ():
        if asked not in definition.fields:
            yield Problem("request", "unknown_field", {"field": asked}, file)
    for asked, held in (raw.get("holds") or {}).items():
        if asked not in definition.fields or definition.fields[asked].kind != "certificate_number":
            yield Problem(f"holds.{asked}", "unknown_field", {"field": asked}, file)
        elif not HELD.fullmatch(str(held)):
            yield Problem(f"holds.{asked}", "not_a_text", file=file)
    way, ways = raw["expects"].get("hand_over"), definition.hand_over.ways if definition.hand_over else ()
    if way and way not in ways:
        yield Problem("expects.hand_over", "not_one_of", {"known": list(ways)}, file)


def _unexpected(expects: Mapping[str, Any], happened: Mapping[str, Any], file: str) -> Iterator[Problem]:
    for key, value in expects.items():
        expected = value.get("id") if key == "term" and isinstance(value, Mapping) else value
        if key in happened and happened[key] != expected:
            facts = {"expected": expected, "happened": happened[key]}
            yield Problem(f"expects.{key}", "other_than_expected", facts, file)


def _shape_problems(raw: Any, file: str) -> Iterator[Problem]:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("expects"), Mapping):
        yield Problem("", "not_a_mapping", file=file)
        return
    for key in raw.keys() - KEYS:
        yield Problem(key, "unknown_key", {"known": sorted(KEYS)}, file)
    for key in raw["expects"].keys() - EXPECTED_KEYS:
        yield Problem(f"expects.{key}", "unknown_key", {"known": sorted(EXPECTED_KEYS)}, file)
    for path, mapping, key in (("", raw, "today"), ("expects", raw["expects"], "end_state")):
        if key not in mapping:
            yield Problem(path, "missing_key", {"key": key}, file)
    try:
        date.fromisoformat(str(raw.get("today")))
    except ValueError:
        yield Problem("today", "bad_date", file=file)


def _happened(journey: Journey, filled: Filled) -> dict[str, Any]:
    term = journey.term()
    return {
        "pages": filled.pages,
        "evidence": list(journey.required_evidence()),
        "fee_ids": [fee.id for fee in journey.fees_due()],
        "term": term.id if term else None,
        "second_officer": journey.needs_second_officer(),
        "eligibility": filled.ended_by,
        "visit": journey.visit() is not None,
        "consents": [rule.id for rule in journey.consents_due()],
        "referrals": [rule.id for rule in journey.referrals_due()],
        "waived": [fee.id for fee in journey.fees_due() if fee.waived_by],
        "recommendations": [rule.id for rule in journey.recommendations_due()],
        "commission": journey.definition.decision.commission is not None,
        "mandate": journey.mandate_due() is not None,
        "confidential": journey.is_confidential(),
    }
