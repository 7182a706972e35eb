"""A definition is refused for everything that is wrong with it, and each problem says where it is."""

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import raw_definitions
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.foundation.legal_clock import Duty, Rung

Raw = dict[str, Any]
Edit = Callable[[Raw], Any]

RUNG = {"code": "further_study", "length": 1, "unit": "months", "counts_from": "start"}
DUTY = {"code": "forward", "starts": "received", "length": 5, "unit": "calendar_days", "fulfilled_by": ["forwarded"]}


def problems_of(raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionProblems) as refusal:
        parse_definition(raw)
    return [(problem.path, problem.code) for problem in refusal.value.problems]


def test_a_right_definition_is_read_whole(raw: Raw) -> None:
    definition = parse_definition(raw)
    assert list(definition.fields)[:3] == ["applicant", "applicant_name", "birth_date"]
    assert [field.id for field in definition.fields["children"].fields] == [
        "child_name", "child_born", "birth_certificate",
    ]  # fmt: skip
    assert definition.fields["visa"].options == {"accept": ["pdf", "jpeg", "png", "heic"], "max_files": 5}
    assert definition.fields["applicant_name"].source == "law"
    assert definition.terms[1].length.source == "5"
    assert definition.document.valid_unit == "months"
    assert definition.page_of["children"].id == "family"
    assert len(list(definition.all_fields())) == 12
    assert definition == parse_definition(raw)


@pytest.mark.parametrize(
    ("edit", "path", "code"),
    [
        (lambda raw: raw.update(colour="red"), "colour", "unknown_key"),
        (lambda raw: raw.pop("decision"), "", "missing_key"),
        (lambda raw: raw.update(service="Invented Permit"), "service", "bad_slug"),
        (lambda raw: raw.update(pages=[]), "pages", "empty"),
        (lambda raw: raw.update(pages="who"), "pages", "not_a_list"),
        (lambda raw: raw["pages"].insert(0, "who"), "pages[0]", "not_a_mapping"),
        (lambda raw: raw["pages"][1].update(id="Stay"), "pages[1].id", "bad_id"),
        (lambda raw: raw["pages"][1].update(id="who"), "pages", "duplicate_id"),
        (lambda raw: raw["pages"][0].update(fields=[]), "pages[0].fields", "empty"),
        (lambda raw: raw["sources"]["law"].update(state="sure"), "sources.law.state", "not_one_of"),
        (lambda raw: raw["sources"]["law"].update(as_of="2026-02-30"), "sources.law.as_of", "not_a_date"),
        (lambda raw: raw["sources"]["law"].pop("url"), "sources.law", "missing_key"),
        (lambda raw: raw["checks"][0].update(page="nowhere"), "checks[0].page", "unknown_page"),
        (lambda raw: raw["checks"][0].update(fields=["nothing"]), "checks[0].fields[0]", "unknown_field"),
        (lambda raw: raw["checks"][0].update(fields=["has_children"]), "checks[0].fields", "later_field"),
        (lambda raw: raw["checks"].append(raw["checks"][0]), "checks", "duplicate_id"),
        (lambda raw: raw["eligibility"][0].update(source="gossip"), "eligibility[0].source", "unknown_source"),
        (lambda raw: raw["eligibility"][0].update(require="children > 0"), "eligibility[0].require", "later_field"),
        (lambda raw: raw["fees"][0].update(amount="1"), "fees[0]", "fee_needs_tariff_or_amount"),
        (lambda raw: raw["fees"][1].pop("currency"), "fees[1]", "fee_needs_tariff_or_amount"),
        (lambda raw: raw["fees"][1].update(amount="1.5"), "fees[1].amount", "wrong_result"),
        (lambda raw: raw.update(terms=[]), "terms", "empty"),
        (lambda raw: raw["terms"][0].update(unit="moons"), "terms[0].unit", "not_one_of"),
        (lambda raw: raw["terms"][0].update(starts="soon"), "terms[0].starts", "not_one_of"),
        (lambda raw: raw["terms"][1].update(may_pause="often"), "terms[1].may_pause", "not_a_boolean"),
        (
            lambda raw: raw["terms"][0].update(ladder=[RUNG | {"length": "1"}]),
            "terms[0].ladder[0].length",
            "not_a_number",
        ),
        (
            lambda raw: raw["terms"][0].update(ladder=[RUNG | {"length": -1}]),
            "terms[0].ladder[0].length",
            "not_a_number",
        ),
        (
            lambda raw: raw["terms"][0].update(ladder=[RUNG | {"unit": "hours"}]),
            "terms[0].ladder[0].unit",
            "mixes_hours_and_days",
        ),
        (
            lambda raw: raw["terms"][0].update(ladder=[RUNG | {"counts_from": "now"}]),
            "terms[0].ladder[0].counts_from",
            "not_one_of",
        ),
        (
            lambda raw: raw["terms"][0].update(ladder=[RUNG | {"source": "gossip"}]),
            "terms[0].ladder[0].source",
            "unknown_source",
        ),
        (
            lambda raw: raw["terms"][0].update(duties=[DUTY | {"fulfilled_by": []}]),
            "terms[0].duties[0].fulfilled_by",
            "empty",
        ),
        (
            lambda raw: raw["terms"][0].update(duties=[DUTY | {"rolls": "back"}]),
            "terms[0].duties[0].rolls",
            "not_one_of",
        ),
        (lambda raw: raw["decision"].update(second_officer="stay_kind"), "decision.second_officer", "wrong_result"),
        (lambda raw: raw["decision"]["refusal_reasons"].append("not_true"), "decision.refusal_reasons", "duplicate_id"),
        (lambda raw: raw["document"].update(holder="birth_date"), "document.holder", "wrong_kind"),
        (lambda raw: raw["document"].update(birth_date="stay_kind"), "document.birth_date", "wrong_kind"),
        (lambda raw: raw["document"].update(rows=["child_name"]), "document.rows[0]", "unknown_field"),
        (lambda raw: raw["document"]["valid_for"].update(unit="moons"), "document.valid_for.unit", "not_one_of"),
        (lambda raw: raw["document"].update(type="A permit"), "document.type", "bad_slug"),
    ],
)
def test_what_is_wrong_with_a_part_is_said_with_its_place(raw: Raw, edit: Edit, path: str, code: str) -> None:
    edit(raw)
    assert (path, code) in problems_of(raw)


@pytest.mark.parametrize(
    ("parts", "path", "code"),
    [
        ({"rolls": "back"}, "rolls", "not_one_of"),
        ({"ends": "answered"}, "ends", "not_a_list"),
        ({"ends": ["Answered!"]}, "ends[0]", "bad_id"),
        ({"ladder": []}, "ladder", "empty"),
        ({"ladder": [RUNG, RUNG]}, "ladder", "duplicate_id"),
        ({"ladder": [RUNG | {"length": "1"}]}, "ladder[0].length", "not_a_number"),
        ({"ladder": [RUNG | {"length": -1}]}, "ladder[0].length", "not_a_number"),
        ({"ladder": [RUNG | {"unit": "hours"}]}, "ladder[0].unit", "mixes_hours_and_days"),
        ({"ladder": [RUNG | {"counts_from": "now"}]}, "ladder[0].counts_from", "not_one_of"),
        ({"ladder": [RUNG | {"by": "head"}]}, "ladder[0].by", "not_a_list"),
        ({"ladder": [RUNG | {"source": "gossip"}]}, "ladder[0].source", "unknown_source"),
        ({"ladder": [RUNG | {"cost": 1}]}, "ladder[0].cost", "unknown_key"),
        ({"duties": [DUTY, DUTY]}, "duties", "duplicate_id"),
        ({"duties": [DUTY | {"fulfilled_by": []}]}, "duties[0].fulfilled_by", "empty"),
        ({"duties": [{"code": "forward"}]}, "duties[0]", "missing_key"),
        ({"duties": [DUTY | {"rolls": "back"}]}, "duties[0].rolls", "not_one_of"),
    ],
)
def test_what_is_wrong_with_a_term_is_said_with_its_place(raw: Raw, parts: Raw, path: str, code: str) -> None:
    raw["terms"][0].update(parts)
    assert (f"terms[0].{path}", code) in problems_of(raw)


def test_the_term_of_the_reference_is_read_as_it_stands(raw: Raw) -> None:
    page = Path(django_settings.ROOT, "docs", "howto", "service-definition.md").read_text(encoding="utf-8")
    [written] = re.findall(r"\n    terms:\n((?:      .*\n)+)", page)
    raw["sources"] |= dict.fromkeys(("article_25", "article_28"), raw["sources"]["law"])
    raw["terms"] = yaml.safe_load(written)
    [term] = parse_definition(raw).terms
    assert [rung.code for rung in term.ladder] == ["further_study", "exceptional"]
    assert [duty.code for duty in term.duties] == ["forward"]


def test_a_term_may_have_extensions_duties_and_ends(raw: Raw) -> None:
    rung = RUNG | {"by": ["officer", "head"], "tells": ["applicant"], "source": "law"}
    duty = DUTY | {"rolls": "none", "who": "officer", "tells": ["applicant"], "source": "law"}
    raw["terms"][0].update(starts="received", rolls="none", ends=["answered"], ladder=[rung], duties=[duty])
    term = parse_definition(raw).terms[0]
    assert (term.starts, term.rolls, term.ends) == ("received", "none", ("answered",))
    assert term.ladder == (Rung("further_study", 1, "months", "start", ("officer", "head"), ("applicant",), "law"),)
    forwarded = ("forwarded",)
    assert term.duties == (
        Duty("forward", "received", 5, "calendar_days", forwarded, "none", "officer", ("applicant",), "law"),
    )


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"kind": "colour"}, "kind", "unknown_kind"),
        ({"colour": "red"}, "colour", "unknown_key"),
        ({"max_length": 3}, "max_length", "unknown_key"),
        ({"id": "StayKind"}, "id", "bad_id"),
        ({"id": "a" * 41}, "id", "bad_id"),
        ({"id": "today"}, "id", "reserved_id"),
        ({"id": "duration"}, "id", "reserved_id"),
        ({"id": "birth_date"}, "id", "duplicate_id"),
        ({"choices": []}, "choices", "bad_option"),
        ({"choices": ["a", "a"]}, "choices", "bad_option"),
        ({"choices": ["For Good"]}, "choices", "bad_id"),
        ({"source": "gossip"}, "source", "unknown_source"),
        ({"show_if": "stay_knd == 'x'"}, "show_if", "unknown_name"),
        ({"show_if": "child_name == 'x'"}, "show_if", "unknown_name"),
        ({"show_if": "birth_date == 'x'"}, "show_if", "type_error"),
        ({"show_if": "birth_date"}, "show_if", "wrong_result"),
        ({"show_if": "birth_date >"}, "show_if", "syntax_error"),
        ({"show_if": "stay_kind == 'temporary'"}, "show_if", "later_field"),
        ({"show_if": "answered.stay_until"}, "show_if", "later_field"),
        ({"required": "has_children"}, "required", "later_field"),
        ({"required": "yes"}, "required", "unknown_name"),
        ({"required": 1}, "required", "not_a_text"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_with_its_place(raw: Raw, changes: Raw, path: str, code: str) -> None:
    raw["pages"][1]["fields"][0].update(changes)
    assert (f"pages[1].fields[0].{path}", code) in problems_of(raw)


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"show_if": "answered.birth_certificate"}, "fields[0].show_if", "later_field"),
        ({"show_if": "children > 0"}, "fields[0].show_if", "later_field"),
        ({"show_if": "answers_true"}, "fields[0].show_if", "later_field"),
        ({"kind": "group"}, "fields[0]", "wrong_kind"),
        ({"id": "has_children"}, "fields[0].id", "duplicate_id"),
    ],
)
def test_what_is_wrong_in_a_group_is_said_with_its_place(raw: Raw, changes: Raw, path: str, code: str) -> None:
    raw["pages"][2]["fields"][1]["fields"][0].update(changes)
    assert (f"pages[2].fields[1].{path}", code) in problems_of(raw)


def test_what_only_earlier_versions_have_is_still_read(raw: Raw) -> None:
    """Drafts and cases are pinned to versions from before; `rules.publication` refuses these in new ones."""
    del raw["document"]
    raw["terms"][0]["starts"] = "complete"
    raw["pages"][2]["fields"][1]["fields"][0]["id"] = "remove"
    definition = parse_definition(raw)
    assert (definition.document, definition.terms[0].starts) == (None, "complete")


def test_a_page_is_guarded_by_earlier_pages_only(raw: Raw) -> None:
    raw["pages"][2]["show_if"] = "has_children"
    assert problems_of(raw) == [("pages[2].show_if", "later_field")]


def test_all_problems_are_said_at_once_with_line_and_column(raw: Raw) -> None:
    raw["pages"][1]["fields"][1]["show_if"] = "true &&\n nope"
    raw["terms"][0]["unit"] = "moons"
    marks = {"pages[1].fields[1].show_if": (14, 9), "terms[0]": (40, 5)}
    with pytest.raises(DefinitionProblems) as refusal:
        parse_definition(raw, marks)
    condition, unit = refusal.value.problems
    assert (condition.line, condition.column, condition.facts["line"], condition.facts["column"]) == (14, 9, 2, 2)
    assert (unit.line, unit.column) == (40, 5)
    assert str(condition).startswith("definition.yaml:14:9 pages[1].fields[1].show_if unknown_name")


def test_a_name_inside_a_string_is_no_reference(raw: Raw) -> None:
    raw["pages"][0]["fields"][1]["required"] = "applicant == 'has_children'"
    assert parse_definition(raw).fields["applicant_name"].required.names == {"applicant"}


@settings(max_examples=50, deadline=None)
@given(raw_definitions())
def test_invented_definitions_are_right(raw: Raw) -> None:
    assert parse_definition(raw).service == "invented"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kind", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(raw_definitions(), st.data())
def test_nothing_makes_reading_fail_otherwise(raw: Raw, data: st.DataObject) -> None:
    """Whatever stands in the place of any part, the answer is a definition or its problems."""
    part: Any = raw
    for _ in range(data.draw(st.integers(0, 5))):
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(part[key], dict | list) or not part[key]:
            part[key] = data.draw(JUNK)
            break
        part = part[key]
    else:
        if isinstance(part, dict):
            part[data.draw(st.sampled_from(sorted(part)))] = data.draw(JUNK)
    with contextlib.suppress(DefinitionProblems):
        assert parse_definition(raw).pages
