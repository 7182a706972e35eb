import pytest

from tests.worked_examples import examples
from watandoshlar.foundation.scripts import (
    consonant_skeleton,
    cyrillic_to_latin,
    fold,
    latin_to_cyrillic,
    sort_key,
    to_new_latin,
    to_old_latin,
)

PAGE = "scripts.md"


@pytest.mark.parametrize(("latin", "cyrillic", "why"), examples(PAGE, "Latin and Cyrillic, both ways"))
def test_latin_and_cyrillic(latin, cyrillic, why):
    assert latin_to_cyrillic(latin) == cyrillic, why
    assert cyrillic_to_latin(cyrillic) == latin, why


@pytest.mark.parametrize(("latin", "cyrillic"), examples(PAGE, "What a conversion to Cyrillic leaves alone"))
def test_left_alone(latin, cyrillic):
    assert latin_to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(("old", "new"), examples(PAGE, "Latin of 1995 and of 2026"))
def test_two_latin_alphabets(old, new):
    assert to_new_latin(old) == new
    assert to_old_latin(new) == old


@pytest.mark.parametrize(("name", "spellings"), examples(PAGE, "Spellings that share one search key"))
def test_spellings_share_a_key(name, spellings):
    assert {fold(spelling) for spelling in spellings.split(", ")} == {fold(name)}


@pytest.mark.parametrize(("one", "other"), examples(PAGE, "Names whose search keys differ"))
def test_keys_differ(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("arabic", "latin"), examples(PAGE, "Consonants of the Arabic script"))
def test_skeletons_meet(arabic, latin):
    assert consonant_skeleton(arabic) == consonant_skeleton(latin) != ""


def test_skeletons_of_different_names_differ():
    rows = examples(PAGE, "Consonants of the Arabic script")
    assert len({consonant_skeleton(latin) for _, latin in rows}) == len(rows)


@pytest.mark.parametrize(("language", "words"), examples(PAGE, "Alphabetical order"))
def test_alphabetical_order(language, words):
    in_order = words.split(", ")
    out_of_order = in_order[::-1]
    assert sorted(out_of_order, key=lambda word: sort_key(word, language)) == in_order
