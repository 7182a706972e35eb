"""Rights as data: what is wrong in a file is told with its place, and silence is no right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.domains.certificates.rules.rights import (
    AREAS,
    READERS,
    SchemeProblems,
    asked_by,
    parse_scheme,
    rights_with,
)
from watandoshlar.domains.certificates.schemes import OWN, read_schemes

WORDS = "{uz: Soʻz, ru: Слово, en: Word}"
FILE = f"""scheme: example
country: UZ
title: {WORDS}
sources:
  law: {{title: {WORDS}, state: confirmed, as_of: 2026-11-20}}
categories:
  C1: {WORDS}
  F1: {WORDS}
facts:
  validity: {{words: {WORDS}, source: law}}
rights:
  - {{area: work, answer: "yes", categories: [C1], documents: [card], words: {WORDS}, source: law}}
  - {{area: entry, answer: "no", categories: [C1, F1], documents: [card, family-card], words: {WORDS}, source: law}}
"""


def codes(text: str, file: str = "example.yaml") -> list[str]:
    with pytest.raises(SchemeProblems) as refused:
        parse_scheme(text, file)
    return [f"{problem.line} {problem.path} {problem.code}" for problem in refused.value.problems]


def test_rights_belong_to_who_shows_what():
    scheme = parse_scheme(FILE, "example.yaml")
    assert [right.area for right in rights_with(scheme, "card", "C1")] == ["entry", "work"]
    assert [right.area for right in rights_with(scheme, "family-card", "F1")] == ["entry"]
    assert rights_with(scheme, "family-card", "C2") == rights_with(scheme, "passport", "C1") == ()


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ("scheme: example", "scheme: other", "1 scheme code_is_not_file_name"),
        ("country: UZ", "country: XX", "2 country unknown_country"),
        ("  C1:", "  first:", "7 categories.first bad_code"),
        ("  validity:", "  colour:", "10 facts.colour unknown_key"),
        ("area: work", "area: flying", "12 rights[0].area unknown_area"),
        ('answer: "yes"', "answer: perhaps", "12 rights[0].answer unknown_answer"),
        ("categories: [C1],", "categories: [],", "12 rights[0].categories empty_list"),
        ("categories: [C1],", "categories: [C9],", "12 rights[0].categories[0] unknown_category"),
        ("documents: [card],", "", "12 rights[0] missing_key"),
        ("documents: [card],", "documents: [Card],", "12 rights[0].documents[0] bad_code"),
        ("en: Word}, source: law}\n  - ", "en: Word}, source: rumour}\n  - ", "12 rights[0].source unknown_source"),
        ("{uz: Soʻz, ru: Слово, en: Word}\nsources", "{uz: Soʻz, en: Word}\nsources", "3 title missing_key"),
    ],
)
def test_a_fault_is_told_with_its_place(was, becomes, problem):
    assert was in FILE
    assert problem in codes(FILE.replace(was, becomes, 1))


@given(st.text(max_size=60))
def test_any_text_is_refused_with_a_reason(text):
    # Whatever it is, no such text is a whole scheme.
    assert codes(text)


def test_every_area_is_asked_by_somebody():
    assert {area for areas in READERS.values() for area in areas} == set(AREAS)


def test_the_folder_is_whole(settings):
    schemes = read_schemes(settings.RIGHTS_DIRECTORY)
    assert next(iter(schemes)) == OWN
    assert {"KZ", "PL", "KG", "PK", "IN", "ID", "ET"} <= {scheme.country for scheme in schemes.values()}
    own = schemes[OWN]
    for category in own.categories:
        assert any(category in right.categories for right in own.rights), category
    # What the card of a family gives is not what the holder's gives.
    assert not {right.area for right in rights_with(own, "compatriot-family-card", "F1")} & {"work", "entry"}
    assert asked_by("employer", rights_with(own, "compatriot-card", "C1"))


def test_a_folder_without_our_scheme_is_refused(tmp_path):
    with pytest.raises(SchemeProblems) as refused:
        read_schemes(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["missing_file"]
    (tmp_path / f"{OWN}.yaml").write_text("scheme: [", encoding="utf-8")
    with pytest.raises(SchemeProblems) as refused:
        read_schemes(tmp_path)
    assert [problem.code for problem in refused.value.problems] == ["not_yaml"]
