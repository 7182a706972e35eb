"""The tables of this room are read at every start: nothing begins to work with one that is wrong."""

from collections.abc import Iterator

import pytest
from django.core.checks import run_checks

from watandoshlar.domains.appeals.rules import reading
from watandoshlar.domains.appeals.rules.bodies import shipped_bodies
from watandoshlar.domains.appeals.rules.routing import shipped_routes
from watandoshlar.domains.appeals.rules.themes import shipped_themes
from watandoshlar.domains.appeals.rules.times import shipped_times

ALL = (shipped_bodies, shipped_themes, shipped_routes, shipped_times)


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    for read in ALL:
        read.cache_clear()
    yield
    for read in ALL:
        read.cache_clear()


def problems() -> list[str]:
    return [str(error.msg) for error in run_checks() if error.id == "appeals.E001"]


def test_the_shipped_ones_are_right() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("file", "text", "wrong", "code"),
    [
        ("bodies.yaml", "      ru: Министерство внутренних дел\n", "", "missing_key"),
        ("bodies.yaml", "interior@example.org", "interior@mvd.uz", "bad_email"),
        ("themes.yaml", ", en: Citizenship}", "}", "missing_key"),
        ("routes.yaml", "    to: pension-fund\n", "    to: pension-found\n", "unknown_body"),
        ("times.yaml", "  length: 30\n", "", "missing_key"),
    ],
)
def test_a_wrong_one_stops_the_start(
    tmp_path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, wrong: str, code: str
) -> None:
    for table in reading.TABLES.iterdir():
        (tmp_path / table.name).write_bytes(table.read_bytes())
    written = (tmp_path / file).read_text(encoding="utf-8")
    assert text in written
    (tmp_path / file).write_text(written.replace(text, wrong, 1), encoding="utf-8")
    monkeypatch.setattr(reading, "TABLES", tmp_path)
    assert any(f"tables/{file}" in problem and code in problem for problem in problems())
