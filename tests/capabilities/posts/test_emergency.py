"""Whom to call in danger: every number has its source, and a mistake in the file is named."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from watandoshlar.capabilities.posts.api import check_emergency, emergencies, emergency_in, read_posts
from watandoshlar.capabilities.posts.rules.emergency_file import NUMBER, parse_emergency
from watandoshlar.foundation.yaml_files import STATES, TableProblems

SOURCE = """
sources:
  page: {title: {uz: a, ru: б, en: c}, url: "https://example.org/", state: confirmed, as_of: 2026-11-26}
countries:
  KR: %s
"""


def codes(country: str) -> list[tuple[str, str]]:
    with pytest.raises(TableProblems) as refused:
        parse_emergency(SOURCE % country)
    return [(problem.code, problem.path) for problem in refused.value.problems]


def test_numbers_stand_in_the_order_in_which_they_are_read() -> None:
    found = parse_emergency(SOURCE % '{fire: {number: "119", source: page}, general: {number: "1 12", source: page}}')
    assert [(one.service, one.to_dial, one.source.state) for one in found["KR"].numbers] == [
        ("general", "112", "confirmed"),
        ("fire", "119", "confirmed"),
    ]


@pytest.mark.parametrize(
    ("country", "problems"),
    [
        ('{police: {number: "112"}}', [("missing_key", "countries.KR.police"), ("unused_source", "sources")]),
        ('{police: {number: "call", source: page}}', [("bad_phone", "countries.KR.police.number")]),
        ('{police: {number: "112", source: rumour}}', [("unknown_source", "countries.KR.police.source")]),
        ('{helplines: [{number: "1", for: fun, source: page}]}', [("unknown_cause", "countries.KR.helplines[0].for")]),
        ('{army: {number: "1", source: page}}', [("unknown_key", "countries.KR.army")]),
    ],
    ids=["no source", "no number", "unknown source", "unknown cause", "unknown service"],
)
def test_a_mistake_is_named(country: str, problems: list[tuple[str, str]]) -> None:
    assert set(problems) <= set(codes(country))


def test_a_country_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TableProblems) as refused:
        parse_emergency((SOURCE % "{}").replace("KR", "XX"))
    assert "unknown_country" in {problem.code for problem in refused.value.problems}


def test_every_country_that_posts_serve_has_its_entry() -> None:
    served = {row.country for post, _hash in read_posts(settings.POSTS_DIRECTORY) for row in post.districts}
    assert check_emergency(settings.EMERGENCY_FILE, served) == []
    assert len(served) > 15


def test_a_country_without_an_entry_is_named(tmp_path: Path) -> None:
    file = tmp_path / "emergency.yaml"
    file.write_text(SOURCE % '{police: {number: "112", source: page}}')
    assert [problem.fields["key"] for problem in check_emergency(file, ["KR", "PL"])] == ["PL"]


def test_what_is_published_can_be_dialled() -> None:
    for found in emergencies().values():
        for one in (*found.numbers, *found.helplines):
            assert re.fullmatch(NUMBER, one.number)
            assert one.source.state in STATES
            assert one.source.url.startswith("https://")


def test_of_an_unknown_country_nothing_is_said() -> None:
    assert emergency_in("ZZ") is None
