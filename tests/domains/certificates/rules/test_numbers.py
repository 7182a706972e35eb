import secrets
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watandoshlar.domains.certificates.rules.numbers import (
    ALPHABET,
    compose_code,
    compose_number,
    read_code,
    read_number,
)

TYPES = st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), min_size=1, max_size=6)


def draw_number(document_type="consular-registration"):
    return compose_number("UZ", document_type, date(2026, 11, 22), secrets.choice)


@given(TYPES)
def test_every_number_reads_back(words):
    number = draw_number("-".join(words))
    assert read_number(number) == number
    assert number.startswith("UZ-" + "".join(word[0] for word in words)[:4].upper() + "-26-")


@given(st.data())
def test_one_wrong_character_is_noticed(data):
    number = draw_number()
    place = data.draw(st.integers(len(number) - 8, len(number) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET))
    assume(wrong != number[place])
    assert read_number(number[:place] + wrong + number[place + 1 :]) is None


@pytest.mark.parametrize(
    "spell", [str.lower, lambda n: f"  {n} ", lambda n: n.replace("-", " "), lambda n: n.replace("-", "–"),
              lambda n: n.replace("-", " - "), lambda n: n.translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ"))]
)  # fmt: skip
def test_a_number_is_understood_however_it_is_typed(spell):
    for _ in range(30):
        number = draw_number()
        assert read_number(spell(number)) == number


@given(st.text(max_size=40))
def test_other_text_is_not_a_number(text):
    assert read_number(text) is None


def test_numbers_do_not_tell_how_many_there_are():
    assert len({draw_number() for _ in range(2000)}) == 2000


def test_codes_have_six_characters_and_read_back():
    code = compose_code(secrets.choice)
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert read_code(f" {code[:3].lower()} - {code[3:]} ") == code
