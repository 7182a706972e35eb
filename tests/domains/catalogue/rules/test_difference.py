"""Changes are weighed from light to heavy, and answers are carried without losing one."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import answers, edited, raw_definitions
from watandoshlar.domains.catalogue.rules.difference import WEIGHTS, carry_answers, classify
from watandoshlar.domains.catalogue.rules.kinds import KINDS
from watandoshlar.domains.catalogue.rules.parsing import parse_definition

Raw = dict[str, Any]
TEXTS = {"en": {"title": "Permit"}}


def difference(old: Raw, new: Raw) -> tuple[str, set[tuple[str, str, str]]]:
    found = classify(parse_definition(old), parse_definition(new), TEXTS, TEXTS)
    return found.kind, {(change.kind, change.code, change.path) for change in found.changes}


@pytest.mark.parametrize(
    ("edit", "kind", "code", "path"),
    [
        (lambda raw: raw["sources"]["law"].update(state="to_be_confirmed"), "text_only", "changed", "sources"),
        (lambda raw: raw["pages"][0]["fields"][0].update(source="law"), "text_only", "changed", "sources"),
        (lambda raw: raw["document"].update(source="habit"), "text_only", "changed", "sources"),
        (lambda raw: raw["pages"][0]["fields"].append({"id": "note", "kind": "long_text", "required": False}),
         "additive", "added", "fields.note"),
        (lambda raw: raw["pages"][0]["fields"].append({"id": "note", "kind": "long_text"}),
         "breaking", "added", "fields.note"),
        (lambda raw: raw["pages"][1]["fields"].append(
            {"id": "note", "kind": "long_text", "required": "applicant == 'child'"}),
         "breaking", "added", "fields.note"),
        (lambda raw: raw["pages"][1]["fields"].pop(2), "breaking", "removed", "fields.visa"),
        (lambda raw: raw["pages"][1]["fields"][2].update(kind="photo"), "breaking", "changed", "fields.visa.kind"),
        (lambda raw: raw["pages"][1]["fields"][2].update(max_files=9), "additive", "changed", "fields.visa.max_files"),
        (lambda raw: raw["pages"][1]["fields"][2].update(max_files=1), "breaking", "changed", "fields.visa.max_files"),
        (lambda raw: raw["pages"][1]["fields"][2].update(accept=["pdf"]), "breaking", "changed", "fields.visa.accept"),
        (lambda raw: raw["pages"][1]["fields"][2].update(required=False),
         "additive", "changed", "fields.visa.required"),
        (lambda raw: raw["pages"][1]["fields"][1].update(required=True),
         "breaking", "changed", "fields.stay_until.required"),
        (lambda raw: raw["pages"][1]["fields"][0]["choices"].append("transit"),
         "additive", "changed", "fields.stay_kind.choices"),
        (lambda raw: raw["pages"][1]["fields"][0].update(choices=["temporary", "permanent2"]),
         "breaking", "changed", "fields.stay_kind.choices"),
        (lambda raw: raw["pages"][0]["fields"][2].pop("maximum"), "additive", "changed", "fields.birth_date.maximum"),
        (lambda raw: raw["pages"][0]["fields"][2].update(minimum="1900-01-01"),
         "breaking", "changed", "fields.birth_date.minimum"),
        (lambda raw: raw["pages"][2]["fields"][1].update(min_rows=0),
         "additive", "changed", "fields.children.min_rows"),
        (lambda raw: raw["pages"][2]["fields"][1].update(max_rows=2),
         "breaking", "changed", "fields.children.max_rows"),
        (lambda raw: raw["pages"][2]["fields"][1]["fields"].pop(1) and raw["pages"][2]["fields"][1]["fields"].pop(1),
         "breaking", "removed", "fields.children.fields.child_born"),
        (lambda raw: raw["pages"][2].update(show_if="applicant == 'myself'"),
         "breaking", "changed", "pages.family.show_if"),
        (lambda raw: raw["pages"][1]["fields"][1].update(show_if=True),
         "breaking", "changed", "fields.stay_until.show_if"),
        (lambda raw: raw["pages"].insert(0, raw["pages"].pop()), "additive", "reordered", "pages"),
        (lambda raw: raw["checks"].pop(), "additive", "removed", "checks.stay_ahead"),
        (lambda raw: raw["checks"][0].update(require="stay_until >= today"),
         "breaking", "changed", "checks.stay_ahead"),
        (lambda raw: raw["eligibility"].pop(), "additive", "removed", "eligibility.grown"),
        (lambda raw: raw["fees"].pop(), "breaking", "removed", "fees.each_child"),
        (lambda raw: raw["terms"][1].update(length=6), "breaking", "changed", "terms.short"),
        (lambda raw: raw["decision"].update(second_officer=True), "breaking", "changed", "decision.second_officer"),
        (lambda raw: raw["decision"]["refusal_reasons"].append("too_late"),
         "additive", "changed", "decision.refusal_reasons"),
        (lambda raw: raw["decision"]["refusal_reasons"].pop(), "breaking", "changed", "decision.refusal_reasons"),
        (lambda raw: raw["document"]["rows"].pop(), "breaking", "changed", "document"),
        (lambda raw: raw.pop("document"), "breaking", "changed", "document"),
    ],
)  # fmt: skip
def test_each_change_has_its_weight(raw: Raw, edit: Callable[[Raw], Any], kind: str, code: str, path: str) -> None:
    new = deepcopy(raw)
    edit(new)
    found = difference(raw, new)
    assert found[0] == kind
    assert (kind, code, path) in found[1]


def test_a_moved_field_keeps_its_answer_and_is_additive(raw: Raw) -> None:
    new = deepcopy(raw)
    new["pages"][1]["fields"].append(new["pages"][0]["fields"].pop(1))
    assert difference(raw, new)[0] == "additive"


def test_texts_alone_are_the_lightest_change(raw: Raw) -> None:
    definition = parse_definition(raw)
    found = classify(definition, definition, TEXTS, {"en": {"title": "A permit"}, "ru": {}})
    assert [(change.kind, change.path) for change in found.changes] == [
        ("text_only", "texts.en"),
        ("text_only", "texts.ru"),
    ]
    assert (found.kind, found.is_none, str(found.label) != "") == ("text_only", False, True)


def test_an_extension_weighs_more_than_its_citation(raw: Raw) -> None:
    rung = {"code": "further_study", "length": 1, "unit": "months", "counts_from": "start", "source": "law"}
    raw["terms"][1]["ladder"] = [rung]
    for key, value, expected in (
        ("source", "habit", ("text_only", "sources")),
        ("length", 2, ("breaking", "terms.short")),
    ):
        new = deepcopy(raw)
        new["terms"][1]["ladder"][0][key] = value
        kind, changes = difference(raw, new)
        assert (kind, changes) == (expected[0], {(expected[0], "changed", expected[1])})


@settings(max_examples=50, deadline=None)
@given(raw_definitions())
def test_a_definition_does_not_differ_from_itself(raw: Raw) -> None:
    found = classify(parse_definition(raw), parse_definition(deepcopy(raw)), TEXTS, deepcopy(TEXTS))
    assert found.is_none
    assert found.kind == "none"


@settings(max_examples=80, deadline=None)
@given(raw_definitions(), st.data())
def test_two_steps_are_never_lighter_than_the_way_at_once(raw: Raw, data: st.DataObject) -> None:
    second = data.draw(edited(raw))
    third = data.draw(edited(second))
    first, then, at_once = (WEIGHTS[difference(*pair)[0]] for pair in ((raw, second), (second, third), (raw, third)))
    assert at_once <= max(first, then)


@settings(max_examples=80, deadline=None)
@given(raw_definitions(), st.data())
def test_an_additive_change_keeps_every_answer_in_its_place(raw: Raw, data: st.DataObject) -> None:
    old, new = parse_definition(raw), parse_definition(data.draw(edited(raw)))
    stored = data.draw(answers(old))
    if classify(old, new, TEXTS, TEXTS).kind != "breaking":
        assert carry_answers(old, new, stored) == (stored, {})


@settings(max_examples=120, deadline=None)
@given(raw_definitions(), st.data())
def test_no_sequence_of_versions_loses_an_answer(raw: Raw, data: st.DataObject) -> None:
    old = parse_definition(raw)
    carried, aside = data.draw(answers(old)), {}
    given_once = list(carried.items())
    for _ in range(data.draw(st.integers(1, 5))):
        raw = data.draw(edited(raw))
        new = parse_definition(raw)
        carried, aside = carry_answers(old, new, carried, aside)
        for name, value in given_once:
            assert carried.get(name) == value or value in aside.get(name, [])
        assert all(KINDS[new.fields[name].kind].fits(new.fields[name], value) for name, value in carried.items())
        for name in new.fields:
            if name not in carried and data.draw(st.booleans()):
                carried[name] = data.draw(answers(new)).get(name)
                if carried[name] is None:
                    del carried[name]
                else:
                    given_once.append((name, carried[name]))
        old = new


def test_an_answer_comes_back_when_its_field_does(raw: Raw, given_answers: Raw) -> None:
    old, without = parse_definition(raw), deepcopy(raw)
    del without["pages"][2]
    without["fees"].pop(1)
    without["terms"].pop(0)
    without["document"]["rows"].pop()
    new = parse_definition(without)
    carried, aside = carry_answers(old, new, given_answers)
    assert aside == {"has_children": [True], "children": [given_answers["children"]]}
    assert carry_answers(new, old, carried, aside) == (given_answers, {})


def test_an_answer_that_was_emptied_does_not_come_back(raw: Raw) -> None:
    definition = parse_definition(raw)
    assert carry_answers(definition, definition, {}, {"stay_kind": ["permanent"]}) == ({}, {"stay_kind": ["permanent"]})


def test_several_values_of_one_field_are_all_kept(raw: Raw) -> None:
    other = deepcopy(raw)
    other["pages"][1]["fields"][0]["choices"] = ["temporary", "permanent2"]
    other["fees"].pop(0)
    other["decision"]["second_officer"] = False
    old, new = parse_definition(raw), parse_definition(other)
    carried, aside = carry_answers(old, new, {"stay_kind": "permanent"}, {"stay_kind": ["another"]})
    assert (carried, aside) == ({}, {"stay_kind": ["another", "permanent"]})
    assert carry_answers(new, old, carried, aside) == ({"stay_kind": "permanent"}, {"stay_kind": ["another"]})
