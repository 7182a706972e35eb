from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.scripts import consonant_skeleton, detect_script, fold, normalise_apostrophes, sort_key

WORDS = [tuple(line.split()) for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()]
UZBEK = "a b d e f g h i j k l m n o p q r s t u v x y z oʻ gʻ sh ch ng"
UZBEK_CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш ъ ь э ю я ў қ ғ ҳ"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Oʻtkir", "Latn"),
        ("Ўткир", "Cyrl"),
        ("اۉتکیر", "Arab"),
        ("Ўткир (Otkir), Йўлдошев", "Cyrl"),
        ("2026-yil", "Latn"),
        ("123 -", None),
        ("", None),
        ("우즈베키스탄", None),
    ],
)
def test_detect_script(text, script):
    assert detect_script(text) == script


@given(st.sampled_from(WORDS))
def test_both_scripts_fold_alike(word):
    assert fold(word[0]) == fold(word[1])


@given(st.text(max_size=40))
def test_fold_is_stable_under_case_and_spaces(text):
    assert fold(f"  {text}\t") == fold(text)


def test_fold_keeps_words_apart_and_in_order():
    assert fold("Karimov  Aziz-bek") == f"{fold('Karimov')} {fold('Aziz')} {fold('bek')}"
    assert fold("İbrohim ılhom") == fold("Ibrohim Ilhom")
    assert fold("...") == ""


def test_skeleton_is_the_same_for_all_three_scripts():
    assert (
        consonant_skeleton("شهرت رحمان") == consonant_skeleton("Shuhrat Rahmon") == consonant_skeleton("Шуҳрат Раҳмон")
    )


def test_skeleton_ignores_vowel_marks_joiners_and_arabic_letter_forms():
    assert consonant_skeleton("مُحَمَّد") == consonant_skeleton("محمد")
    assert consonant_skeleton("نور\u200cعلي") == consonant_skeleton("نورعلی")
    assert consonant_skeleton("كريم") == consonant_skeleton("کریم")


@given(st.permutations(UZBEK.split()))
def test_latin_alphabet(letters):
    assert sorted(letters, key=lambda letter: sort_key(letter, "uz")) == UZBEK.split()


@given(st.permutations(UZBEK_CYRILLIC.split()))
def test_cyrillic_alphabet(letters):
    assert sorted(letters, key=lambda letter: sort_key(letter, "uz_Cyrl")) == UZBEK_CYRILLIC.split()


@given(st.text(max_size=8), st.text(max_size=8), st.sampled_from(["uz", "uz-Latn", "uz-cyrl", "uz-arab", "ru", "en"]))
def test_any_two_texts_can_be_compared(one, other, language):
    keys = sort_key(one, language), sort_key(other, language)
    assert (keys[0] == keys[1]) == (normalise_apostrophes(one) == normalise_apostrophes(other))
    assert (keys[0] < keys[1]) != (keys[0] >= keys[1])


def test_old_and_new_letters_sort_together():
    names = ["Zafar", "Ötkir", "Oʻtkir", "Shahlo", "Şahlo", "Odil"]
    assert sorted(names, key=lambda name: sort_key(name, "uz")) == [
        "Odil",
        "Zafar",
        "Oʻtkir",
        "Ötkir",
        "Shahlo",
        "Şahlo",
    ]


def test_space_digits_letters_then_other_scripts():
    names = ["Ўткир", "Aziza", "Aziz B", "7 may"]
    assert sorted(names, key=lambda name: sort_key(name, "uz")) == ["7 may", "Aziz B", "Aziza", "Ўткир"]
