"""Signs that nobody sees must not make an officer read another name than the one that is kept and sealed."""

import pytest

from watandoshlar.domains.catalogue.rules.kinds.base import tidy


@pytest.mark.parametrize("sign", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"))
def test_a_sign_that_turns_the_order_is_not_kept(sign: str) -> None:
    assert tidy(f"{sign}VOMI{sign}RAK{sign}") == "VOMIRAK"


@pytest.mark.parametrize("text", ["کریم\u200cآوا", "\u200eNodira\u200f", "क्\u200dष", "Oʻgʻiloy"])
def test_signs_that_belong_to_spelling_stay(text: str) -> None:
    assert tidy(text) == text
