"""Tokens: the same person is known again, whatever account asks, and nothing can be read from it."""

import re
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

SALT = "appointments.token"
LENGTH = 32
NOTHING = re.compile(r"[\W_]+")


def token(kind: str, *words: str) -> str:
    """The token of what a paper says, written in one way: "pinfl" and the number, "name" with names and birth day."""
    said = "|".join(NOTHING.sub("", word).casefold() for word in words)
    return salted_hmac(SALT, f"{kind}:{said}", algorithm="sha256").hexdigest()[:LENGTH]


def tokens(facts: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """One token for each fact that is known whole."""
    return frozenset(token(kind, *words) for kind, *words in facts if words and all(words))
