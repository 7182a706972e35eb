"""The spelling in which this installation shows Uzbek Latin: that of 1995, or that of 2026.

The foundation knows no settings: the platform says when it starts where the answer stands (`web/apps.py`).
"""

from collections.abc import Callable

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
