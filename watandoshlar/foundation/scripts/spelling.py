"""The spelling in which this installation shows Uzbek Latin: that of 1995, or that of 2026.

The foundation knows no settings: the platform says when it starts where the answer stands (`web/apps.py`).
"""

from collections.abc import Callable, Mapping

from .cyrillic import latin_to_cyrillic
from .latin import to_new_latin

OLD, NEW = "1995", "2026"
_chosen: list[Callable[[], str]] = [lambda: OLD]


def choose_alphabet(answer: Callable[[], str]) -> None:
    """Let `answer` say which alphabet is shown, "1995" or "2026", whenever it is asked."""
    _chosen[:] = [answer]


def alphabet() -> str:
    """The alphabet of Uzbek Latin that is shown: what depends on it and is kept, is kept under it."""
    return _chosen[0]()


def spelled(text: str, language: str) -> str:
    """A text of ours in `language` as it is shown. Never for what people wrote: a name stays as it is written."""
    return to_new_latin(text) if language == "uz" and alphabet() == NEW else text


def worded(texts: Mapping[str, str], language: str) -> str:
    """Of one text in several languages (`uz` always) the words in `language`, as they are shown: Cyrillic Uzbek follows
    from Latin by rule, and Uzbek stands in where there are none."""
    if language == "uz-cyrl" and language not in texts:
        return latin_to_cyrillic(texts["uz"])
    spoken = language if texts.get(language) else "uz"
    return spelled(texts[spoken], spoken)
