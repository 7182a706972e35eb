"""One word for one thing: what the platform keeps has its word, in three languages, with its meaning."""

import re
from collections import Counter
from functools import cache

import pytest
from django.apps import apps

from tests.architecture.sources import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = ["English", "Uzbek", "Russian", "Meaning"]
MODELS = [model for model in apps.get_models() if model.__module__.startswith("watandoshlar.")]


@cache
def rows() -> list[list[str]]:
    lines = [line for line in GLOSSARY.read_text().splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row != COLUMNS and set("".join(row)) != {"-"}]


def test_every_row_is_whole() -> None:
    assert len(rows()) > 100
    assert [row for row in rows() if len(row) != len(COLUMNS) or not all(row)] == []


def test_a_word_stands_once() -> None:
    assert [word for word, count in Counter(row[0] for row in rows()).items() if count > 1] == []


def test_russian_words_are_russian_and_uzbek_ones_latin() -> None:
    assert [row for row in rows() if re.search("[a-z]", row[2])] == []
    assert [row for row in rows() if re.search("[а-яё]", row[1], re.IGNORECASE)] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_is_kept_has_its_word(model: type) -> None:
    word = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
    # The room is said already: a CaseEvent is an event of a case.
    names = {word, word.removeprefix("case ")}
    assert names & {row[0] for row in rows()}, f"docs/glossary.md has no word for {word}"
