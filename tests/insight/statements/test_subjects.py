"""A file of statements: faults with their places, what holds on a day, and a past that nobody can change."""

import copy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.insight.statements.api import (
    StatementProblems,
    by_place,
    changed_since,
    check_record,
    columns,
    holding_on,
    kept_record,
    parse_subject,
    ranked,
    read_subjects,
    record_of,
    span,
)

WORDS = "{uz: Soʻz, ru: Слово, en: Word}"
HEAD = f"""subject: example
title: {WORDS}
about: {WORDS}
sources:
  book: {{title: {WORDS}, state: confirmed, as_of: 2026-01-01}}
  paper: {{title: {WORDS}, state: to_be_confirmed, as_of: 2026-01-01}}
measures:
  heads: {{unit: people, words: {WORDS}}}
  hands: {{unit: people, words: {WORDS}}}
statements:
"""


def line(name: str, place: str, value: str, source: str, said_on: str, **more: str) -> str:
    told = {"id": name, "place": place, "measure": "heads", "value": f'"{value}"', "precision": "about",
            "as_of": '"2024"', "source": source, "said_on": said_on, **more}  # fmt: skip
    return f"  - {{{', '.join(f'{key}: {word}' for key, word in told.items())}}}\n"


FIRST = line("one", "KZ", "10", "book", "2026-02-01")
OTHER = line("two", "KZ", "99", "paper", "2026-02-02")
NEWER = line("three", "KZ", "12", "book", "2026-03-01", supersedes="one")
ELSEWHERE = line("four", "RU", "50", "book", "2026-03-01")
WHOLE = HEAD + FIRST + OTHER + NEWER + ELSEWHERE


def subject(text: str = WHOLE):
    return parse_subject(text, "example.yaml")


def codes(text: str) -> list[str]:
    with pytest.raises(StatementProblems) as refused:
        subject(text)
    return [problem.code for problem in refused.value.problems]


def ids(statements) -> list[str]:
    return [statement.id for statement in statements]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 31), []),
        (date(2026, 2, 1), ["one"]),
        (date(2026, 2, 28), ["one", "two"]),
        (date(2026, 3, 1), ["two", "three", "four"]),
    ],
)
def test_what_we_said_on_a_day(day, said):
    assert ids(holding_on(subject(), day)) == said


def test_statements_stand_side_by_side_and_only_like_is_ranked_with_like():
    holding = holding_on(subject(), date(2026, 4, 1))
    places = by_place(holding)
    assert {place: ids(found) for place, found in places.items()} == {"KZ": ["two", "three"], "RU": ["four"]}
    assert span(places["KZ"]) == (Decimal(12), Decimal(99))
    assert columns(holding) == [("book", "heads"), ("paper", "heads")]
    assert ids(ranked(holding, "book", "heads")) == ["four", "three"]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("subject: example", "subject: other", "code_is_not_file_name"),
        ("place: KZ", "place: XX", "unknown_country"),
        ("measure: heads", "measure: feet", "unknown_measure"),
        ('value: "10"', "value: ten", "bad_value"),
        ("precision: about", "precision: perhaps", "unknown_precision"),
        ('as_of: "2024"', "as_of: lately", "bad_day"),
        ("source: book, said_on: 2026-02-01", "source: hearsay, said_on: 2026-02-01", "unknown_source"),
        ("said_on: 2026-02-01", "said_on: soon", "bad_day"),
        ("unit: people", "unit: sheep", "unknown_unit"),
        ("id: two", "id: one", "said_twice"),
        ("said_on: 2026-02-02", "said_on: 2026-01-02", "said_out_of_order"),
        ("supersedes: one", "supersedes: nine", "supersedes_nothing"),
        (", supersedes: one", "", "two_at_once"),
        ('measure: heads, value: "12"', 'measure: hands, value: "12"', "supersedes_another"),
    ],
)
def test_a_fault_is_named(was, becomes, code):
    assert was in WHOLE
    assert code in codes(WHOLE.replace(was, becomes, 1))


REASONED = HEAD.replace("statements:", f"reasons:\n  slip: {WORDS}\nstatements:") + FIRST
CORRECTED = line("two", "KZ", "10", "book", "2026-02-01", as_of="not_named", supersedes="one", reason="slip")


def test_a_correction_says_why_and_names_no_year_that_its_source_does_not():
    first, corrected = subject(REASONED + CORRECTED).statements
    assert (first.as_of, first.reason) == ("2024", {})
    assert corrected.as_of is None
    assert corrected.reason["en"] == "Word"


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("reason: slip", "reason: whim", "unknown_reason"),
        (", supersedes: one", "", "supersedes_nothing"),
        ("not_named", "unnamed", "bad_day"),
    ],
)
def test_a_fault_of_a_correction_is_named(was, becomes, code):
    assert code in codes(REASONED + CORRECTED.replace(was, becomes))


def test_reasons_are_on_record_and_leave_the_record_before_them_as_it_was():
    kept = record_of({"example": subject(HEAD + FIRST)})
    after = {"example": subject(REASONED + CORRECTED)}
    assert changed_since(kept, after) == ""
    reworded = subject((REASONED + CORRECTED).replace(f"slip: {WORDS}", "slip: {uz: Soʻz, ru: Слово, en: Other}"))
    assert changed_since(record_of(after, kept), {"example": reworded})


def test_what_was_superseded_cannot_be_superseded_again():
    again = NEWER.replace("id: three", "id: five")
    assert "supersedes_nothing" in codes(WHOLE + again)


def test_the_record_grows_and_its_past_stays():
    short, long = {"example": subject(HEAD + FIRST)}, {"example": subject()}
    kept = record_of(short)
    assert changed_since(kept, long) == ""
    assert record_of(long, kept)[:1] == kept
    assert record_of(long, record_of(long, kept)) == record_of(long, kept)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('value: "10"', 'value: "11"'),
        ("en: Word", "en: Another"),
        ('as_of: "2024"', 'as_of: "2023"'),
        (FIRST + OTHER, OTHER),
    ],
)
def test_a_changed_past_is_found_out(was, becomes):
    kept = record_of({"example": subject(HEAD + FIRST + OTHER)})
    changed = {"example": subject((HEAD + FIRST + OTHER).replace(was, becomes))}
    assert changed_since(kept, changed)


def write(folder, text: str, record: list[str]) -> None:
    (folder / "example.yaml").write_text(text, encoding="utf-8")
    (folder / "said.txt").write_text("".join(f"{line}\n" for line in record), encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + FIRST + OTHER, ""),
        (WHOLE, "not_recorded"),
        ((HEAD + FIRST + OTHER).replace('"99"', '"98"'), "past_was_changed"),
        (HEAD + FIRST + FIRST.replace("one", "late").replace("KZ", "AF") + OTHER, "said_in_the_past"),
    ],
)
def test_the_folder_is_held_against_its_record(tmp_path, text, code):
    write(tmp_path, text, record_of({"example": subject(HEAD + FIRST + OTHER)}))
    subjects = read_subjects(tmp_path)
    if not code:
        check_record(tmp_path, subjects)
        return
    with pytest.raises(StatementProblems) as refused:
        check_record(tmp_path, subjects)
    assert {problem.code for problem in refused.value.problems} == {code}


def test_every_fault_of_a_folder_is_told_at_once(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("subject: [", encoding="utf-8")
    with pytest.raises(StatementProblems) as refused:
        read_subjects(tmp_path)
    assert [problem.file for problem in refused.value.problems] == ["a.yaml", "b.yaml"]


def test_the_folder_of_the_project_is_whole_and_on_record(settings):
    subjects = read_subjects(settings.STATEMENTS_DIRECTORY)
    check_record(settings.STATEMENTS_DIRECTORY, subjects)
    assert len(kept_record(settings.STATEMENTS_DIRECTORY)) == sum(len(one.statements) for one in subjects.values())


VALUES = st.lists(
    st.tuples(st.sampled_from(["KZ", "RU", "AF"]), st.integers(0, 10**9), st.integers(0, 30), st.booleans()),
    max_size=12,
)


@given(VALUES, st.integers(-1, 40))
def test_on_every_day_one_number_for_each_place_and_it_is_the_last_said(told, after):
    """One source speaks of three places, again and again."""
    lines, last, day, expected = [], {}, date(2026, 1, 1), {}
    for number, (place, value, gap, _unused) in enumerate(told):
        day += timedelta(days=gap)
        before = f", supersedes: s{last[place]}" if place in last else ""
        lines.append(
            f'  - {{id: s{number}, place: {place}, measure: heads, value: "{value}", precision: exact, as_of: "2024", '
            f"source: book, said_on: {day}{before}}}\n"
        )
        last[place] = number
        if day <= date(2026, 1, 1) + timedelta(days=after):
            expected[place] = f"s{number}"
    if not lines:
        return
    found = subject(HEAD + "".join(lines))
    holding = holding_on(found, date(2026, 1, 1) + timedelta(days=after))
    assert {one.place: one.id for one in holding} == expected
    assert len(holding) == len(expected)
    assert record_of({"example": found}) == record_of({"example": copy.deepcopy(found)})
