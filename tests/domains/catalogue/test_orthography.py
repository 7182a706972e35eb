"""The Uzbek texts of the services keep the signs of the orthography of 1995, from which Cyrillic is derived by rule."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from watandoshlar.domains.catalogue.folders import read_folder

SERVICES = sorted(path.parent for path in (Path(__file__).parents[3] / "services").glob("*/definition.yaml"))
# ʻ makes the letters oʻ and gʻ; ʼ is the tutuq after any other letter; every other sign in their place is a slip.
SLIPS = re.compile(r"(?<![oOgG])ʻ|(?<=[oOgG])ʼ|[a-zA-Z]['‘’`´′][a-zA-Z]|[а-яА-ЯёЁ]")


def sentences(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        for value in raw.values():
            yield from sentences(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from sentences(value)
    else:
        yield raw


def test_a_slip_is_seen():
    for slip in ("o'quv", "goʼzal", "maʻno", "ariza бер"):
        assert SLIPS.search(slip)
    assert not SLIPS.search("Oʻzbekiston, maʼlumot, “ha”")


@pytest.mark.parametrize("folder", SERVICES, ids=lambda folder: folder.name)
def test_uzbek_is_written_with_its_own_signs(folder):
    found = [sentence for sentence in sentences(read_folder(folder).texts["uz"]) if SLIPS.search(sentence)]
    assert found == []
