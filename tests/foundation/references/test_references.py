import random
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.references import (
    is_reference,
    make_reference,
    normalise_reference,
    normalise_travel_document,
    normalise_verification_code,
    pinfl_problems,
    verification_code,
)

ANY_SIGN = string.digits + string.ascii_uppercase
references = st.builds(
    lambda prefix, year, source: make_reference(prefix, year, source.randrange),
    st.text(string.ascii_uppercase, min_size=2, max_size=3),
    st.integers(2000, 2099),
    st.randoms(use_true_random=False),
)


@given(references)
def test_a_new_reference_is_right_and_normal(reference):
    assert re.fullmatch(r"[A-Z]{2,3}-\d\d-[^0O1ILU-]{4}-[^0O1ILU-]{4}-[^0O1ILU-]", reference)
    assert normalise_reference(reference) == reference
    assert is_reference(reference)


@given(references)
def test_every_single_wrong_sign_is_caught(reference):
    for position, right in enumerate(reference):
        if right != "-":
            for wrong in set(ANY_SIGN) - {right}:
                assert not is_reference(reference[:position] + wrong + reference[position + 1 :])


@given(references)
def test_every_exchange_of_neighbours_is_caught(reference):
    signs = reference.replace("-", "")
    for position in range(len(signs) - 1):
        first, second = signs[position : position + 2]
        if first != second:
            assert not is_reference(signs[:position] + second + first + signs[position + 2 :])


@given(references, st.sampled_from(["", " ", "-", "–", "—", ". ", "\u00a0"]))
def test_typing_habits_do_not_matter(reference, between):
    typed = between.join(reference.replace("-", "").lower())
    assert normalise_reference(typed) == reference
    assert normalise_reference(reference.translate(str.maketrans("ABEKMHPCTX", "АВЕКМНРСТХ"))) == reference


@given(st.text(max_size=20))
def test_any_text_is_answered(text):
    normal = normalise_reference(text)
    assert normal is None or normalise_reference(normal) == normal
    assert not is_reference(text) or normal


def test_references_are_drawn_from_all_signs_and_do_not_repeat():
    drawn = {make_reference("WD", 2026) for _ in range(2000)}
    assert len(drawn) == 2000
    assert set("".join(drawn)) == set("-23456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_the_same_source_gives_the_same_reference():
    one, two = (make_reference("WD", 2026, random.Random(5).randrange) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("prefix", ["", "W", "WDOO", "wd", "W1", "ЎЗ"])
def test_a_prefix_that_cannot_be_read_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        make_reference(prefix, 2026)


@given(st.randoms(use_true_random=False))
def test_verification_codes(source):
    code = verification_code(source.randrange)
    assert re.fullmatch("[2-9A-HJKMNP-TV-Z]{6}", code)
    assert normalise_verification_code(f" {code[:3].lower()}-{code[3:]}") == code
    assert normalise_verification_code(code[:5]) is None
    assert normalise_verification_code(code[:5] + "0") is None


@given(st.from_regex(r"[3-6](0[1-9]|1[0-9]|2[0-8])(0[1-9]|1[0-2])[0-9]{2}[1-9]{6}", fullmatch=True))
def test_exactly_one_check_digit_is_right(first_thirteen):
    right = [digit for digit in string.digits if pinfl_problems(first_thirteen + digit) == ()]
    wrong = [digit for digit in string.digits if pinfl_problems(first_thirteen + digit) == ("check_digit",)]
    assert (len(right), len(wrong)) == (1, 9)


def test_pinfl_in_other_digits():
    assert pinfl_problems("۳۱۵۰۵۸۵۱۲۳۴۵۶۲") == ()


@given(st.text(string.ascii_uppercase, min_size=2, max_size=2), st.text(string.digits, min_size=7, max_size=7))
def test_no_series_is_refused(letters, digits):
    assert normalise_travel_document(f"{letters.lower()} {digits}") == letters + digits
