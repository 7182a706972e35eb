"""Which place somebody means who typed its name, in any script: a country, a region, or the city of a post."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from watandoshlar.capabilities.posts.models import Post
from watandoshlar.foundation.countries import countries, country_name, everyday_names, region_name, regions
from watandoshlar.foundation.scripts import consonant_skeleton, detect_script, fold

LANGUAGES = ("uz", "ru", "en")
# CLDR has no names of countries in Southern Uzbek; Persian ones are read where it is written.
IN_ARABIC_LETTERS = "fa"
# Shorter beginnings fit half of the world.
_SHORTEST = 3
_MOST = 8
# Letters of other keyboards, and those with which Uzbek tells its vowels apart.
_OTHER_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ې": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ە": "ه", "ۉ": "و"})


@dataclass(frozen=True)
class Place:
    """`kind`: country, region or post; `code` is that of ISO 3166 or of the post."""

    kind: str
    code: str


_Name = tuple[str, Place]


def find_places(typed: str, posts: Iterable[Post]) -> list[Place]:
    """The places whose name in some language, or among people, is what was typed; if none, those whose name begins with
    it; if none, those that have a word of it in their names, as both Koreas have. In Arabic letters names count first
    as they are written, then by their consonants, which is all that one script shows of a name in another."""
    typed, names = typed[:80], [*_cities(posts), *_known_names()]
    if detect_script(typed) == "Arab":
        exact, begun, shared = _alike(typed, names, _letters)
        found = exact or _nearest(typed, names, _consonants) or begun or shared
    else:
        found = _nearest(typed, [name for name in names if not _is_arabic(name[0])], fold)
    return list(dict.fromkeys(found))[:_MOST]


def _nearest(typed: str, names: Iterable[_Name], form: Callable[[str], str]) -> list[Place]:
    exact, begun, shared = _alike(typed, names, form)
    return exact or begun or shared


def _alike(typed: str, names: Iterable[_Name], form: Callable[[str], str]) -> tuple[list[Place], ...]:
    """The places with a name that is what was typed in the form, that begins with it, that shares a word with it."""
    wanted = form(typed)
    if not wanted:
        return [], [], []
    keyed = [(_key(form, name), place) for name, place in names]
    words = {word for word in wanted.split() if len(word) > _SHORTEST}
    return (
        [place for key, place in keyed if key == wanted],
        [place for key, place in keyed if len(wanted) >= _SHORTEST and key.startswith(wanted)],
        [place for key, place in keyed if words & set(key.split())],
    )


# Names that are published, never what somebody typed.
@cache
def _key(form: Callable[[str], str], name: str) -> str:
    return form(name)


@cache
def _is_arabic(name: str) -> bool:
    return detect_script(name) == "Arab"


def _letters(text: str) -> str:
    """Arabic letters without their marks, one of each kind, words parted by one space."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(plain.replace("\u200c", " ").translate(_OTHER_LETTERS).split())


def _consonants(text: str) -> str:
    """The consonants, where there are enough of them: Korea has those of Kirov."""
    found = consonant_skeleton(text)
    return found if len(found) >= _SHORTEST else ""


def _cities(posts: Iterable[Post]) -> list[_Name]:
    return [(name, Place("post", post.code)) for post in posts for name in post.city.values()]


@cache
def _known_names() -> tuple[_Name, ...]:
    """All names of all countries, and of the regions by which districts are told."""
    found: list[_Name] = []
    for code, _name in countries("en"):
        country = Place("country", code)
        found += [(country_name(code, language), country) for language in (*LANGUAGES, IN_ARABIC_LETTERS)]
        found += [(name, country) for language in (*LANGUAGES, "uz-arab") for name in everyday_names(code, language)]
        found += [
            (region_name(region, language), Place("region", region))
            for region, _region_name in regions(code, "en")
            for language in LANGUAGES
        ]
    return tuple(found)
