"""What a query asks of the index: each of its words in every form, and how much a meeting in that form is worth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from watandoshlar.foundation.scripts import detect_script

from .stems import uzbek_stem
from .words import folded, skeleton, words_of, written

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
SHORTEST_SKELETON = 3
SHORTEST_KEY = 3

# Languages whose word forms PostgreSQL knows.
CONFIGURATIONS = {"ru": "russian", "en": "english"}

SAME, SPELLING, FORM, BEGINNING, CLOSE = "same_words", "other_spelling", "word_form", "begins_so", "close_spelling"
CODES = (SAME, SPELLING, FORM, BEGINNING, CLOSE)
_WORTH = {SAME: 1.0, SPELLING: 0.9, FORM: 0.75, BEGINNING: 0.6, CLOSE: 0.5}
_WORTH_OF_SKELETON = 0.4
_SHARE_PER_SLIP = 0.8


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of the query, by its place, in all forms."""

    place: int
    word: str
    script: str

    written: str
    folded: str
    skeleton: str
    # Empty where the suffixes of Uzbek have nothing to do.
    stem: str

    @classmethod
    def at(cls, place: int, word: str) -> "AskedWord":
        script, key = detect_script(word) or "", folded(word)
        has_endings = script in ("Latn", "Cyrl") and word.isalpha() and len(key) >= SHORTEST_KEY
        return cls(place, word, script, written(word), key, skeleton(word), uzbek_stem(word) if has_endings else "")

    @property
    def is_spoken(self) -> bool:
        """Whether its key says enough: of one or two letters other words are left, whatever the script."""
        return len(self.folded) >= SHORTEST_KEY


@dataclass(frozen=True, slots=True)
class Comparison:
    """A word of the query held against one vector of the index: `wanted` is a text for `to_tsquery` under the
    configuration; `languages` are those whose entries count, none for all; `meant` is what a misspelt word became."""

    place: int
    code: str
    worth: float
    vector: str
    wanted: str
    configuration: str = "simple"
    languages: tuple[str, ...] = ()
    meant: str = ""


def asked_words(query: str) -> list[AskedWord]:
    """The words of the query, each once, as far as one reads a query."""
    words = list(dict.fromkeys(words_of(query[:LONGEST_QUERY])))[:MOST_WORDS]
    return [AskedWord.at(place, word) for place, word in enumerate(words)]


def comparisons(asked: Iterable[AskedWord], close: Mapping[int, Mapping[str, int]]) -> list[Comparison]:
    """Everything to hold against the index; `close` are the words that each misspelt one may have meant, with slips."""
    found = [one for word in asked for one in (*_spellings(word), *_forms(word), *_beginnings(word))]
    return found + [one for word in asked for one in _meant(word, close.get(word.place, {}))]


def _spellings(word: AskedWord) -> Iterator[Comparison]:
    yield Comparison(word.place, SAME, _WORTH[SAME], "written", word.written)
    if word.is_spoken:
        yield Comparison(word.place, SPELLING, _WORTH[SPELLING], "folded", word.folded)
    if len(word.skeleton) >= SHORTEST_SKELETON:
        # Arabic script shows consonants only, so whoever writes it is held against the consonants of every language.
        languages = () if word.script == "Arab" else ("uz-arab",)
        yield Comparison(word.place, SPELLING, _WORTH_OF_SKELETON, "skeletons", word.skeleton, languages=languages)


def _forms(word: AskedWord) -> Iterator[Comparison]:
    if not word.stem:
        return
    yield Comparison(word.place, FORM, _WORTH[FORM], "stems", word.stem, languages=("uz", "uz-cyrl"))
    language = "ru" if word.script == "Cyrl" else "en"
    yield Comparison(word.place, FORM, _WORTH[FORM], "stems", word.word, CONFIGURATIONS[language], (language,))


def _beginnings(word: AskedWord) -> Iterator[Comparison]:
    for vector, form in (("written", word.written), ("folded", word.folded)):
        if len(form) >= SHORTEST_BEGINNING:
            yield Comparison(word.place, BEGINNING, _WORTH[BEGINNING], vector, f"{form}:*")


def _meant(word: AskedWord, close: Mapping[str, int]) -> Iterator[Comparison]:
    for other, number in close.items():
        worth = _WORTH[CLOSE] * _SHARE_PER_SLIP ** (number - 1)
        yield Comparison(word.place, CLOSE, worth, "folded", other, meant=other)
