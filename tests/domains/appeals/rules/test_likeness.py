import random
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.appeals.rules.judged import APPEALS
from watandoshlar.domains.appeals.rules.likeness import (
    BAND,
    SAME_ISSUE,
    SAME_TEXT,
    VALUES,
    bands,
    likeness,
    link_kind,
    shingles,
    signature,
)
from watandoshlar.foundation.scripts import cyrillic_to_latin, latin_to_cyrillic, to_new_latin

TEXTS = [one.text for one in APPEALS]
WORDS = st.lists(st.sampled_from(["ariza", "pasport", "suv", "ona", "tog", "kitob", "daryo", "non"]), max_size=12)


def index(text):
    return set(bands(signature(text)))


INDEXES = [index(text) for text in TEXTS]


def share_found(rewrite):
    return sum(bool(found & index(rewrite(text))) for found, text in zip(INDEXES, TEXTS, strict=True)) / len(TEXTS)


def edited(text, chosen):
    """The text with one word replaced, left out or added."""
    words = text.split()
    place = chosen.randrange(len(words))
    words[place : place + 1] = chosen.choice([["boshqa"], [], [words[place], "yana"]])
    return " ".join(words)


@pytest.mark.parametrize("rewrite", [latin_to_cyrillic, cyrillic_to_latin, to_new_latin, str.upper])
def test_the_same_text_in_another_script_is_found(rewrite):
    assert share_found(rewrite) >= 0.95


@pytest.mark.parametrize("edits", [1, 2])
def test_a_text_with_small_edits_is_found(edits):
    chosen = random.Random(20261101)

    def rewrite(text):
        for _ in range(edits):
            text = edited(text, chosen)
        return text

    assert share_found(rewrite) >= 0.95


def test_most_texts_are_found_from_arabic_script():
    pairs = [one for one in APPEALS if one.latin]
    found = [bool(index(one.text) & index(one.latin)) for one in pairs]
    assert sum(found) / len(found) >= 0.75


def test_unrelated_appeals_are_not_linked():
    pairs = list(combinations(range(len(TEXTS)), 2))
    meeting = [pair for pair in pairs if INDEXES[pair[0]] & INDEXES[pair[1]]]
    assert len(meeting) / len(pairs) < 0.01
    for one, other in meeting:
        assert likeness(shingles(TEXTS[one]), shingles(TEXTS[other])) < SAME_ISSUE


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    alike = likeness(shingles(one), shingles(other))
    assert 0 <= alike <= 1
    assert alike == likeness(shingles(other), shingles(one))
    assert likeness(shingles(one), shingles(one)) == (1 if one else 0)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_what_is_the_same_has_the_same_signature_and_what_shares_nothing_no_band(one, other):
    if shingles(one) == shingles(other):
        assert signature(one) == signature(other)
    if not shingles(one) & shingles(other):
        assert not index(one) & index(other)


def test_the_shape_of_a_signature():
    assert len(signature(TEXTS[0])) == VALUES
    assert len(index(TEXTS[0])) == VALUES // BAND
    assert {len(band) for band in index(TEXTS[0])} == {1 + 8 * BAND}
    assert signature("... -") == ()
    assert bands(()) == ()


def test_the_seeds_never_change():
    # An index made by an earlier release must find what a later one files.
    assert signature("Pasportimni yoʻqotib qoʻydim, yordam bering")[:2] == FIRST_VALUES


FIRST_VALUES = (2947654880052175504, 4449598858113420406)


def test_short_texts_are_compared_by_their_words():
    assert shingles("pasport kerak") == {"psprt", "krk"}
    assert len(shingles("yangi pasport menga kerak")) == 3


@pytest.mark.parametrize(
    ("same_applicant", "alike", "answered", "passed", "kind"),
    [
        (True, 1.0, False, False, "duplicate"),
        (True, 1.0, True, False, "repeat"),
        (True, 1.0, False, True, "repeat"),
        (True, SAME_ISSUE, True, False, "repeat"),
        (True, SAME_ISSUE, False, False, ""),
        (True, SAME_ISSUE - 0.01, True, True, ""),
        (False, 1.0, False, False, "collective"),
        (False, 1.0, True, True, "collective"),
        (False, SAME_TEXT, False, False, "collective"),
        (False, SAME_TEXT - 0.01, True, True, ""),
    ],
)
def test_link_kind(same_applicant, alike, answered, passed, kind):
    assert (
        link_kind(
            same_applicant=same_applicant, likeness=alike, earlier_is_answered=answered, earlier_term_passed=passed
        )
        == kind
    )


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_alike_is_never_linked_less(one, other):
    low, high = sorted([one, other])
    for same_applicant, answered, passed in product((True, False), repeat=3):
        kinds = [
            link_kind(
                same_applicant=same_applicant, likeness=alike, earlier_is_answered=answered, earlier_term_passed=passed
            )
            for alike in (low, high)
        ]
        assert kinds[1] == kinds[0] or not kinds[0]
