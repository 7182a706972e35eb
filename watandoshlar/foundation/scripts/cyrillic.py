"""Uzbek Latin to Cyrillic and back, by the orthographies of 1995 and 1956."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from . import tables
from .apostrophes import LETTER_SIGN, TUTUQ
from .casing import cased_like
from .latin import is_uzbek, old_letters
from .protected import convert_words, default_overrides

_SINGLE = dict(zip("abvgdjziyklmnoprstufxqh", "абвгджзийклмнопрстуфхқҳ", strict=True))
_JOINED = {
    f"yo{LETTER_SIGN}": "йў",
    f"s{TUTUQ}h": "сҳ",
    f"o{LETTER_SIGN}": "ў",
    f"g{LETTER_SIGN}": "ғ",
    "sh": "ш",
    "ch": "ч",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    TUTUQ: "ъ",
}
_TO_CYRILLIC = _SINGLE | _JOINED
# ц hides behind ts before i and a vowel (-tsiya, -tsion) and behind s in -ksiya, -nsiya, -psiya, -ksion.
_LATIN_LETTER = re.compile(
    rf"(?P<c>ts(?=i[yaou])|(?<=[knp])s(?=i(?:ya|on)))|s{TUTUQ}h|yo{LETTER_SIGN}|[og]{LETTER_SIGN}|[sc]h|y[eoua]|.",
    re.IGNORECASE,
)

_TO_LATIN = {cyrillic: latin for latin, cyrillic in _SINGLE.items()} | {
    "ў": f"o{LETTER_SIGN}",
    "ғ": f"g{LETTER_SIGN}",
    "ш": "sh",
    "ч": "ch",
    "щ": "shch",
    "ё": "yo",
    "ю": "yu",
    "я": "ya",
    "э": "e",
    "ы": "i",
    "ь": "",
}
_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяў")
_UZBEK_CYRILLIC = frozenset(_TO_LATIN) | frozenset("ецъ") | {LETTER_SIGN, TUTUQ}


def latin_to_cyrillic(text: str, overrides: Mapping[str, str] | Iterable[str] | None = None) -> str:
    """Uzbek `text` in Latin letters, old or new, written in Cyrillic.

    Placeholders, mark-up, entities, addresses, code, document numbers, Roman numerals and words with letters that
    Uzbek does not have stay as they are. `overrides` adds to the project's own list: a mapping from a word to
    its Cyrillic form, or plain words that stay.
    """
    given = default_overrides()
    if overrides is not None:
        given.update(overrides if isinstance(overrides, Mapping) else {word: word for word in overrides})
    return convert_words(text, _word_to_cyrillic, given)


def cyrillic_to_latin(text: str) -> str:
    """Uzbek `text` in Cyrillic written in old Latin. ь is lost, щ and ы become shch and i."""
    return convert_words(text, _word_to_latin)


def _word_to_cyrillic(word: str) -> str:
    if not is_uzbek(word):
        return word
    latin = old_letters(word)
    known, cyrillic = _borrowed(latin.lower())
    letters = [cased_like(cyrillic, latin, 0, len(known))] if known else []
    for match in _LATIN_LETTER.finditer(latin, len(known)):
        letter = "ц" if match["c"] else _cyrillic_letter(match[0].lower(), _letter_before(latin, match.start()))
        letters.append(cased_like(letter, latin, *match.span()))
    return "".join(letters)


def _borrowed(lower: str) -> tuple[str, str]:
    """The longest borrowed word or stem that opens the word, with its Cyrillic; two empty strings if none does."""
    whole, stems = _loanwords()
    return (lower, whole[lower]) if lower in whole else _longest_stem(lower, stems)


def _longest_stem(lower: str, stems: Mapping[str, str]) -> tuple[str, str]:
    lengths = range(len(lower), 2, -1)
    return next(((lower[:length], stems[lower[:length]]) for length in lengths if lower[:length] in stems), ("", ""))


@cache
def _loanwords() -> tuple[dict[str, str], dict[str, str]]:
    rows = tables.rows("loanwords.tsv")
    whole = {latin: cyrillic for latin, cyrillic, extent in rows if extent == "word"}
    stems = {latin: cyrillic for latin, cyrillic, extent in rows if extent == "stem"}
    return whole, stems


def _letter_before(word: str, position: int) -> str:
    """The letter before `position`, in lower case; for gʻ and oʻ their first half."""
    before = word[:position].lower()
    return before[-2:-1] if before.endswith(LETTER_SIGN) else before[-1:]


def _cyrillic_letter(letter: str, before: str) -> str:
    opens_syllable = not before or before in "aeiou"
    if letter == "e":
        return "э" if opens_syllable else "е"
    if letter == "ye":
        # After a consonant this is a borrowed ье (Васильев, карьера); ъе stands in the list of loanwords.
        return "е" if opens_syllable else "ье"
    return _TO_CYRILLIC.get(letter, letter)


def _word_to_latin(word: str) -> str:
    lower = word.lower()
    if not _UZBEK_CYRILLIC.issuperset(lower):
        return word
    respelled = tables.pairs("respelled.tsv")
    # An abbreviation stands in the table as it is written.
    known, latin = _longest_stem(word, respelled)
    letters = [latin] if known and not known.islower() else []
    if not letters:
        known, latin = _longest_stem(lower, respelled)
        letters = [cased_like(latin, word, 0, len(known))] if known else []
    for position in range(len(known), len(word)):
        letters.append(cased_like(_latin_letter(lower, position), word, position, position + 1))
    return "".join(letters)


def _latin_letter(lower: str, position: int) -> str:
    letter, before, after = lower[position], lower[position - 1 : position], lower[position + 1 : position + 2]
    opens_syllable = not before or before in _CYRILLIC_VOWELS
    match letter:
        case "е":
            return "ye" if opens_syllable or before in "ъь" else "e"
        case "ц":
            return "ts" if before and before in _CYRILLIC_VOWELS else "s"
        case "ъ":
            return _tutuq(before, after)
        case "с" if after == "ҳ":
            return f"s{TUTUQ}"
        case "о" if before == "ь":
            return "yo"
    return _TO_LATIN.get(letter, letter)


def _tutuq(before: str, after: str) -> str:
    """ъ after ў is not written in Latin (мўъжиза, moʻjiza), nor the Russian one between a consonant and е ё ю я."""
    russian = bool(before) and before not in _CYRILLIC_VOWELS and bool(after) and after in "еёюя"
    return "" if before == "ў" or russian else TUTUQ
