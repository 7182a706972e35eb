"""What a conversion of whole texts must not touch, and the walk over the words that it may."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from . import tables
from .apostrophes import normalise_apostrophes

# What a lone I, V or X numbers; in both scripts, since what is converted twice must not change again. An initial takes
# a full stop instead.
_NUMBERED = "|".join(
    (
        "asr|bob|b(?:o.|ö)lim|bosqich|chorak|daraja|guruh|jahon|jild|kurs|qism|sinf|toifa",
        "аср|боб|бўлим|босқич|чорак|даража|гуруҳ|жаҳон|жилд|курс|қисм|синф|тоифа",
    )
)
_BESIDE_A_NUMERAL = r"(?:, | (?:va|yoki|ва|ёки) |[-–])[IVX]{2,}\b"
_NUMERAL = rf"(?<![\w-])[IVX](?=-[a-zöğşçа-яёўқғҳ]{{2}}|[ \u00a0](?:{_NUMBERED})|{_BESIDE_A_NUMERAL})"
_UNTOUCHED = "|".join(
    (
        r"<!--.*?-->",
        r"<(?P<verbatim>code|pre|script|style|kbd|samp)\b[^<>]*>.*?</(?P=verbatim)\s*>",
        r"</?[A-Za-z][^<>]*>",
        r"&(?:\#\d+|\#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);",
        r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}",
        r"%\([^()]*\)[-+\#0]?\d*(?:\.\d+)?[A-Za-z]",
        # A digit before the percent sign means a share (50%dan), not a placeholder.
        r"(?<!\d)%(?:\.\d+)?[sdrif]",
        # Not after a letter: o`g`il is an apostrophe typed with the wrong key, not code.
        r"(?<!\w)`[^`]*`",
        r"\]\([^()\s]*\)",
        r"(?:https?|ftp|mailto|tel):[^\s<>\"]+",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"\b(?:[A-Za-z0-9-]+\.)+(?:uz|com|org|net|gov|info|edu|int|ru|kz|kr|tr|kg|tj)\b(?:/[^\s<>\"]*)?",
        # Document numbers and references: capitals with digits among them (FA1234567, WD-26-7K3M-9Q4T-X).
        r"\b(?:[A-Z0-9]+-)*(?:[A-Z]+[0-9]|[0-9]+[A-Z])[A-Z0-9]*(?:-[A-Z0-9]+)*\b",
        r"\b[IVX]{2,}\b",
        _NUMERAL,
    )
)
# The signs ʻ and ʼ are letters to Unicode, so a word is simply a run of letters.
_WORD = re.compile(r"[^\W\d_]+")


def convert_words(text: str, convert: Callable[[str], str], overrides: Mapping[str, str] | None = None) -> str:
    """Apply `convert` to each word of `text`; placeholders, mark-up, addresses, code and overrides stay out of it."""
    given = dict(overrides or {})
    pieces: list[str] = []
    end = 0
    for kept in _kept(frozenset(given)).finditer(text):
        pieces.append(_convert_plain(text[end : kept.start()], convert))
        pieces.append(given.get(kept.group(), kept.group()))
        end = kept.end()
    pieces.append(_convert_plain(text[end:], convert))
    return "".join(pieces)


def default_overrides() -> dict[str, str]:
    """The words of the project whose Cyrillic form is given (tables/overrides.tsv)."""
    return tables.pairs("overrides.tsv")


def _convert_plain(text: str, convert: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: convert(match.group()), normalise_apostrophes(text))


@lru_cache(maxsize=32)
def _kept(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = [_UNTOUCHED, *map(_whole_word, longest_first)]
    return re.compile("|".join(alternatives), re.DOTALL)


def _whole_word(word: str) -> str:
    # An abbreviation takes its suffix without a hyphen (PDFni); any other word must end where the override ends.
    end = r"(?![A-Z0-9])" if word.isupper() and len(word) > 1 else r"(?![\w\u02bb\u02bc'])"
    return rf"(?<!\w){re.escape(word)}{end}"
