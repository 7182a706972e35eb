"""Examples run through a definition to their end, and what differs from what they expect is said."""

from copy import deepcopy
from typing import Any

import pytest

from watandoshlar.domains.catalogue.rules.examples import Lifecycle, example_problems, fill_in, walk
from watandoshlar.domains.catalogue.rules.parsing import parse_definition

Raw = dict[str, Any]
STEPS = {
    ("take", "submitted"): "in_review",
    ("request_items", "in_review"): "waiting",
    ("answer_request", "waiting"): "in_review",
    ("propose", "in_review"): "proposed",
    ("approve", "in_review"): "approved",
    ("refuse", "in_review"): "refused",
    ("approve", "proposed"): "approved",
    ("refuse", "proposed"): "refused",
    ("issue", "approved"): "issued",
}
LIFECYCLE = Lifecycle("submitted", lambda step, state: STEPS[step, state])
EXAMPLE: Raw = {
    "today": "2026-11-02",
    "post": "seoul",
    "host_country": "KR",
    "answers": {
        "who": {
            "applicant": {"role": "myself"},
            "applicant_name": {"family": "Karimova", "given": "Nodira", "script": "Latn", "source": "passport"},
            "birth_date": "1990-05-17",
        },
        "stay": {"stay_kind": "permanent"},
        "family": {
            "has_children": True,
            "children": [
                {"child_name": "Ali", "child_born": {"day": 1, "month": 2, "year": 2020}},
                {"child_name": "Ò"},
            ],
        },
        "promise": {"answers_true": "yes"},
    },
    "expects": {
        "end_state": "issued",
        "pages": ["who", "stay", "family", "promise"],
        "evidence": [],
        "fee_ids": ["permanent", "each_child"],
        "term": {"id": "long"},
        "second_officer": True,
        "eligibility": None,
    },
    "officer": ["take", "request", "answer", "approve", "second", "issue"],
    "request": ["children"],
}


@pytest.fixture
def example() -> Raw:
    return deepcopy(EXAMPLE)


def problems(raw: Raw, example: Any) -> list[tuple[str, str]]:
    found, _ = example_problems(parse_definition(raw), "one", example, LIFECYCLE)
    assert all(problem.file == "examples/one.yaml" for problem in found)
    return [(problem.path, problem.code) for problem in found]


def test_a_right_example_reaches_its_end(raw: Raw, example: Raw) -> None:
    found, reached = example_problems(parse_definition(raw), "one", example, LIFECYCLE)
    assert found == []
    assert {"who", "family", "children", "answers_true"} <= reached
    assert "stay_until" not in reached


def test_what_was_typed_becomes_stored_answers(raw: Raw, example: Raw) -> None:
    filled = fill_in(parse_definition(raw), example)
    assert filled.answers["children"] == [
        {"row": "1", "child_name": "Ali", "child_born": "2020-02-01"},
        {"row": "2", "child_name": "Ò"},
    ]
    assert filled.typed["family"]["children.1.child_born.year"] == ["2020"]


def test_an_example_may_end_where_one_cannot_apply(raw: Raw, example: Raw) -> None:
    example["answers"] = {"who": {**example["answers"]["who"], "birth_date": "2015-01-01"}}
    example["expects"] = {"end_state": "not_eligible", "pages": ["who"], "eligibility": "grown"}
    del example["officer"]
    assert problems(raw, example) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("end_state", "refused"),
        ("pages", ["who"]),
        ("evidence", ["visa"]),
        ("fee_ids", []),
        ("term", {"id": "short"}),
        ("second_officer", False),
        ("eligibility", "grown"),
    ],
)
def test_what_happens_otherwise_than_expected_is_said(raw: Raw, example: Raw, key: str, value: Any) -> None:
    example["expects"][key] = value
    assert problems(raw, example) == [(f"expects.{key}", "other_than_expected")]


@pytest.mark.parametrize(
    ("edit", "path", "code"),
    [
        (lambda example: example["answers"]["stay"].update(stay_kind="transit"), "answers", "answer_refused"),
        (lambda example: example["answers"]["promise"].clear(), "answers", "answer_refused"),
        (lambda example: example["answers"]["stay"].update(colour="red"), "answers", "unknown_name"),
        (lambda example: example["answers"]["stay"].update(stay_until="2027-01-01"), "answers", "field_not_seen"),
        (lambda example: example["answers"].update(nowhere={}), "answers", "page_not_seen"),
        (lambda example: example.update(files={"passport": ["a.pdf"]}), "answers", "field_not_seen"),
        (lambda example: example.update(officer=["issue"]), "officer", "no_such_step"),
        (lambda example: example.update(officer=["take", "approve", "issue"]), "officer", "no_such_step"),
        (lambda example: example.update(refuse="too_late"), "refuse", "unknown_reason"),
        (lambda example: example.update(request=["nothing"]), "request", "unknown_field"),
        (lambda example: example.update(colour="red"), "colour", "unknown_key"),
        (lambda example: example["expects"].update(colour="red"), "expects.colour", "unknown_key"),
        (lambda example: example["expects"].pop("end_state"), "expects", "missing_key"),
        (lambda example: example.update(today="soon"), "today", "bad_date"),
        (lambda example: example.pop("expects"), "", "not_a_mapping"),
    ],
)
def test_what_is_wrong_with_an_example_is_said(raw: Raw, example: Raw, edit: Any, path: str, code: str) -> None:
    edit(example)
    assert (path, code) in problems(raw, example)


def test_evidence_is_given_by_file_names(raw: Raw, example: Raw) -> None:
    example["answers"]["stay"] = {"stay_kind": "temporary", "stay_until": "2027-03-01"}
    del example["answers"]["family"]
    example["files"] = {"visa": ["visa.pdf", "visa2.jpg"]}
    filled = fill_in(parse_definition(raw), example)
    assert filled.problems == []
    assert [(file["name"], file["type"]) for file in filled.answers["visa"]] == [
        ("visa.pdf", "application/pdf"),
        ("visa2.jpg", "image/jpeg"),
    ]
    example["files"] = {"visa": ["visa.exe"]}
    assert [code for code, _ in fill_in(parse_definition(raw), example).problems] == ["answer_refused"]


def test_evidence_in_a_row_is_given_under_the_number_of_the_row(raw: Raw, example: Raw) -> None:
    raw["pages"][2]["fields"][1]["fields"][2]["required"] = True
    assert ("answers", "answer_refused") in problems(raw, example)
    example["files"] = {"children.1.birth_certificate": ["lola.pdf"]}
    example["expects"]["evidence"] = ["children.birth_certificate"]
    found, reached = example_problems(parse_definition(raw), "one", example, LIFECYCLE)
    assert found == []
    assert "birth_certificate" in reached
    filled = fill_in(parse_definition(raw), example)
    assert [file["name"] for file in filled.answers["children"][0]["birth_certificate"]] == ["lola.pdf"]


@pytest.mark.parametrize("name", ["children.2.birth_certificate", "children.1.child_name", "children.1.passport"])
def test_a_file_where_the_row_asks_for_none_is_not_seen(raw: Raw, example: Raw, name: str) -> None:
    example["files"] = {name: ["lola.pdf"]}
    assert problems(raw, example) == [("answers", "field_not_seen")]


def test_a_condition_that_fails_in_an_example_is_said(raw: Raw, example: Raw) -> None:
    raw["fees"][0]["when"] = "1 / (children - 2) == 1"
    assert problems(raw, example) == [("answers", "evaluation_failed")]


@pytest.mark.parametrize(
    ("officer", "second", "end"),
    [
        ([], True, "submitted"),
        (["take", "approve"], False, "approved"),
        (["take", "approve"], True, "proposed"),
        (["take", "refuse"], False, "refused"),
        (["take", "refuse", "second"], True, "refused"),
        (["take", "approve", "second", "issue"], True, "issued"),
    ],
)
def test_officers_walk_the_table_of_steps(officer: list[str], second: bool, end: str) -> None:
    assert walk({"officer": officer}, second, LIFECYCLE) == end
