"""Which theme an appeal is likely about, with the words that say so. An officer confirms or corrects it.

The method is a table that can be read aloud: each theme has words and beginnings of words with a weight; the score of a
theme is the sum of the weights found in the text. Nothing is learnt, so the same text always gives the same answer and
a wrong one is mended in tables/themes.yaml.

Words meet under their search key (foundation.scripts), so that neither alphabet nor apostrophes matter. Text in Arabic
script has no short vowels: there, Uzbek words of the table meet it by their consonants, if enough of these remain.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from watandoshlar.foundation.scripts import consonant_skeleton, detect_script, fold
from watandoshlar.foundation.yaml_files import finish, read_table

from .reading import LANGUAGES, REQUIRED_LANGUAGES, Item, Source, read_sources, shipped, source_of, texts_of

OTHER = "other"
"""The theme of an appeal in which the table finds too little; it has no words itself."""
# Words of weight 1 and 2 stand in appeals of every kind: without a telling one beside them they suggest nothing.
ENOUGH = 3
CODE = r"[a-z]+(_[a-z]+)*"
# Words parted by a space; * lets a word go on: "ish haq*" is found in "ish haqimni".
PHRASE = r"[^\s*]+\*?( [^\s*]+\*?)*"
WEIGHT = r"[1-5]"
# Shorter beginnings open too many words: two letters, and of an Arabic writing two consonants, say nothing.
SHORTEST_STEM = 3
SHORTEST_WORD = 2


@dataclass(frozen=True)
class Suggestion:
    """A theme with its score and the words of the text that gave it, as they are written there."""

    theme: str
    score: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One word of a phrase, as a search key. A stem may go on in the text."""

    key: str
    is_stem: bool

    def fits(self, key: str) -> bool:
        return key.startswith(self.key) if self.is_stem else key == self.key


@dataclass(frozen=True)
class Phrase:
    theme: str
    parts: tuple[Part, ...]
    weight: int


@dataclass(frozen=True)
class Theme:
    """One theme. `words` holds phrases with their weights by language, as the table has them."""

    code: str
    titles: Mapping[str, str]
    words: Mapping[str, Mapping[str, int]]
    source: Source


@dataclass(frozen=True)
class Themes:
    """All themes by code, in the order of the table: of two with one score the earlier one is suggested first."""

    by_code: Mapping[str, Theme]

    @cached_property
    def folded(self) -> Mapping[str, tuple[Phrase, ...]]:
        """The phrases of every language by the key of their first word."""
        return _index(_phrases(self.by_code.values(), REQUIRED_LANGUAGES, fold))

    @cached_property
    def skeletons(self) -> Mapping[str, tuple[Phrase, ...]]:
        """The same for Arabic script: Uzbek phrases by their consonants."""
        return _index(_phrases(self.by_code.values(), ("uz", "uz-arab"), consonant_skeleton))


@dataclass(frozen=True)
class Found:
    """A phrase in a text, and at which of its words it begins."""

    phrase: Phrase
    start: int

    @property
    def places(self) -> range:
        return range(self.start, self.start + len(self.phrase.parts))


def suggest_themes(text: str, themes: Themes) -> tuple[Suggestion, ...]:
    """The themes whose words stand in the text, best first; `other` alone when there are too few for any.

    A phrase counts once however often it is written, and a word counts once for a theme, in its heaviest phrase.
    """
    words = tuple(_words(text))
    found: dict[str, list[Found]] = {code: [] for code in themes.by_code}
    for one in _found(words, themes):
        found[one.phrase.theme].append(one)
    suggestions = [_suggestion(theme, each, words) for theme, each in found.items()]
    # Sorting is stable: equal scores stay in the order of the table.
    best_first = sorted(suggestions, key=lambda suggestion: -suggestion.score)
    return tuple(suggestion for suggestion in best_first if suggestion.score >= ENOUGH) or (Suggestion(OTHER, 0, ()),)


def read_themes(text: str, file: str) -> Themes:
    """The themes of a table. Raises TableProblems with everything that is wrong."""
    table = read_table(text, file)
    parts = table.parts(("sources", "themes"))
    sources = read_sources(parts["sources"])
    themes = {code: _theme(code, entry, sources) for code, entry in parts["themes"].entries().items()}
    if themes and OTHER not in themes:
        parts["themes"].refuse("missing_key", key=OTHER)
    finish(table)
    return Themes(themes)


@cache
def shipped_themes() -> Themes:
    """The themes of tables/themes.yaml."""
    return read_themes(shipped("themes.yaml"), "themes.yaml")


@dataclass(frozen=True)
class Word:
    """One word of a text as written, its search key, and whether that key is a skeleton."""

    written: str
    key: str
    is_arabic: bool


def _words(text: str) -> Iterator[Word]:
    for written in text.split():
        is_arabic = detect_script(written) == "Arab"
        for key in fold(written).split():
            yield Word(re.sub(r"^\W+|\W+$", "", written), key, is_arabic)


def _found(words: tuple[Word, ...], themes: Themes) -> Iterator[Found]:
    for start, word in enumerate(words):
        index = themes.skeletons if word.is_arabic else themes.folded
        for end in range(1, len(word.key) + 1):
            for phrase in index.get(word.key[:end], ()):
                following = words[start : start + len(phrase.parts)]
                if len(following) == len(phrase.parts) and all(
                    part.fits(one.key) for part, one in zip(phrase.parts, following, strict=True)
                ):
                    yield Found(phrase, start)


def _suggestion(theme: str, found: list[Found], words: tuple[Word, ...]) -> Suggestion:
    score, counted, used = 0, set[tuple[Part, ...]](), set[str]()
    places: list[int] = []
    for one in sorted(found, key=lambda one: (-one.phrase.weight, -len(one.phrase.parts), one.start)):
        # By their keys, not their places: a word that is written again is still the same word.
        keys = {words[place].key for place in one.places}
        if one.phrase.parts not in counted and used.isdisjoint(keys):
            score += one.phrase.weight
            counted.add(one.phrase.parts)
            used |= keys
            places += one.places
    return Suggestion(theme, score, tuple(dict.fromkeys(words[place].written for place in sorted(places))))


def _parts(phrase: str, key_of: Callable[[str], str]) -> tuple[Part, ...]:
    return tuple(Part(key_of(word.rstrip("*")), word.endswith("*")) for word in phrase.split())


def _phrases(themes: Iterable[Theme], languages: Iterable[str], key_of: Callable[[str], str]) -> Iterator[Phrase]:
    for theme in themes:
        heaviest: dict[tuple[Part, ...], int] = {}
        for language in languages:
            for phrase, weight in theme.words.get(language, {}).items():
                parts = _parts(phrase, key_of)
                if _says_enough(parts):
                    heaviest[parts] = max(weight, heaviest.get(parts, 0))
        for parts, weight in heaviest.items():
            if not _is_covered(parts, weight, heaviest):
                yield Phrase(theme.code, parts, weight)


def _is_covered(parts: tuple[Part, ...], weight: int, others: Mapping[tuple[Part, ...], int]) -> bool:
    """Whether a shorter stem, perhaps of another language, finds the same words: one word would count twice."""
    return len(parts) == 1 and any(
        len(other) == 1 and other != parts and other[0].is_stem and other[0].fits(parts[0].key) and heavier >= weight
        for other, heavier in others.items()
    )


def _says_enough(parts: tuple[Part, ...]) -> bool:
    letters = sum(len(part.key) for part in parts)
    shortest = SHORTEST_STEM if any(part.is_stem for part in parts) else SHORTEST_WORD
    return letters >= shortest and all(part.key for part in parts)


def _index(phrases: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    index: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        first = phrase.parts[0].key
        index[first] = (*index.get(first, ()), phrase)
    return index


def _theme(code: str, item: Item, sources: Mapping[str, Source]) -> Theme:
    is_other = code == OTHER
    parts = item.parts(("title", "source") if is_other else ("title", "source", "words"))
    if not re.fullmatch(CODE, code):
        item.refuse("bad_code", value=code)
    return Theme(
        code,
        texts_of(parts["title"]),
        {} if is_other else _words_by_language(parts["words"]),
        source_of(parts["source"], sources),
    )


def _words_by_language(item: Item) -> Mapping[str, Mapping[str, int]]:
    languages = item.parts(REQUIRED_LANGUAGES, LANGUAGES[len(REQUIRED_LANGUAGES) :])
    return {language: _weights(part) for language, part in languages.items()}


def _weights(item: Item) -> Mapping[str, int]:
    weights: dict[str, int] = {}
    first: dict[tuple[Part, ...], str] = {}
    for phrase, entry in item.entries().items():
        parts = _parts(phrase, fold)
        # One key a word, or the phrase could never be found: a text is cut at hyphens.
        if not re.fullmatch(PHRASE, phrase) or any(" " in part.key for part in parts) or not _says_enough(parts):
            entry.refuse("bad_words", value=phrase)
        elif any(part.is_stem and part.key.endswith("i") for part in parts):
            # The search key drops i before a vowel: "pensi*" would miss pensiya.
            entry.refuse("stem_ends_in_i", value=phrase)
        elif parts in first:
            entry.refuse("written_twice", value=phrase, first=first[parts])
        weights[phrase] = int(entry.text(WEIGHT, "bad_weight") or 1)
        first.setdefault(parts, phrase)
    return weights
