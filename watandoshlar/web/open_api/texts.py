"""Texts with the language that each is really in, and sources with how sure they are: the same in every answer."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import get_language
from ninja import Field, Schema

from watandoshlar.capabilities.posts.api import in_words
from watandoshlar.foundation.yaml_files import Source as FileSource
from watandoshlar.web.open_api.parameters import Listing

One = TypeVar("One")


class Text(Schema):
    """Words, and the language that they are really in: another than asked for where that one lacks them."""

    text: str
    language: str = Field(description="A tag of BCP 47")


class Source(Schema):
    """Who says so. `to_be_confirmed`: the ministry has yet to say that it is so."""

    name: Text
    url: str = Field(description="Empty where it cannot be read in the web")
    state: str = Field(description="confirmed or to_be_confirmed")
    as_of: str = Field(description="The day on which somebody looked; empty for unknown")


class Listed(Schema):
    """A part of a list. `total` counts all of it."""

    total: int
    limit: int
    offset: int
    next: str | None = Field(description="The address of the next part; null at the end")
    previous: str | None


def text(words: object) -> dict[str, str]:
    """Words that know their language say it; others are in the one that was asked for."""
    return {"text": str(words), "language": getattr(words, "language", get_language())}


def text_or_none(words: object) -> dict[str, str] | None:
    return text(words) if words else None


def source(found: Any) -> dict[str, Any] | None:
    """A source of any room: they all have a name, an address, a state and a day."""
    if found is None:
        return None
    return {"name": text(found.name), "url": found.url, "state": found.state, "as_of": str(found.as_of or "")}


def source_of_file(found: FileSource) -> dict[str, Any]:
    """A source as a file of ours names it, in every language that it has."""
    return {
        "name": text(in_words(found.title, get_language())),
        "url": found.url,
        "state": found.state,
        "as_of": str(found.as_of or ""),
    }


def address(path: str) -> str:
    """The absolute address of something in this version."""
    return f"{settings.SITE_URL}/api/v1/{path}"


def page_address(path: str) -> str:
    """The absolute address of a page for people, in the language of the answer."""
    return f"{settings.SITE_URL}/{get_language()}/{path}"


def listed(
    request: HttpRequest, found: Sequence[One], asked: Listing, show: Callable[[One], dict[str, Any]]
) -> dict[str, Any]:
    """The part of a list that was asked for, each item as `show` says it, and where the rest is."""
    following, before = asked.offset + asked.limit, max(asked.offset - asked.limit, 0)
    return {
        "total": len(found),
        "limit": asked.limit,
        "offset": asked.offset,
        "next": _part(request, following) if following < len(found) else None,
        "previous": _part(request, before) if asked.offset else None,
        "items": [show(one) for one in found[asked.offset : following]],
    }


def _part(request: HttpRequest, offset: int) -> str:
    return f"{settings.SITE_URL}{request.path}?{urlencode({**request.GET.dict(), 'offset': offset})}"
