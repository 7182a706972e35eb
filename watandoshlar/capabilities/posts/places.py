"""Which place somebody means who typed its name, in any script: a country, a region, or the city of a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from watandoshlar.capabilities.posts.models import Post
from watandoshlar.foundation.countries import countries, country_name, region_name, regions
from watandoshlar.foundation.scripts import fold

LANGUAGES = ("uz", "ru", "en")
# Shorter beginnings fit half of the world.
_SHORTEST = 3
_MOST = 8


@dataclass(frozen=True)
class Place:
    """`kind`: country, region or post; `code` is that of ISO 3166 or of the post."""

    kind: str
    code: str


def find_places(typed: str, posts: Iterable[Post]) -> list[Place]:
    """The places whose name in some language is what was typed; if none, those whose name begins with it; if none,
    those that have a word of it in their names, as both Koreas have."""
    wanted = fold(typed[:80])
    if not wanted:
        return []
    names = [*_cities(posts), *_known_names()]
    exact = [place for name, place in names if name == wanted]
    begun = [place for name, place in names if len(wanted) >= _SHORTEST and name.startswith(wanted)]
    words = {word for word in wanted.split() if len(word) > _SHORTEST}
    shared = [place for name, place in names if words & set(name.split())] if not exact and not begun else []
    return list(dict.fromkeys(exact or begun or shared))[:_MOST]


def _cities(posts: Iterable[Post]) -> list[tuple[str, Place]]:
    return [(fold(name), Place("post", post.code)) for post in posts for name in post.city.values()]


@cache
def _known_names() -> tuple[tuple[str, Place], ...]:
    """Folded names of all countries, and of the regions by which districts are told."""
    found = []
    for code, _name in countries("en"):
        found += [(fold(country_name(code, language)), Place("country", code)) for language in LANGUAGES]
        found += [
            (fold(region_name(region, language)), Place("region", region))
            for region, _region_name in regions(code, "en")
            for language in LANGUAGES
        ]
    return tuple(found)
