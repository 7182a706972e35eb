"""How everything here is answered: for any site and any cache, small, and asked for again only when it has changed."""

import zlib
from collections.abc import Callable
from functools import lru_cache, wraps

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from watandoshlar.web.reading import same_for_everybody

FRESH = 60
"""For how many seconds whoever fetched an answer, and every cache on the way, may go on using it."""


def published(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose answers are everybody's. They come with an `ETag`, or without a change are not sent again."""

    @require_safe
    @same_for_everybody
    @wraps(view)
    def answering(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        answer = view(request, *args, **named)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Vary"] = "Accept, Accept-Encoding"
        if answer.status_code != 200:
            return answer
        answer["Cache-Control"] = f"public, max-age={FRESH}"
        coding = _coding(request)
        answer["ETag"] = f'"{answer["ETag"].strip(chr(34))}-{coding or "plain"}"'
        if coding:
            answer["Content-Encoding"] = coding
            answer.content = _smaller(answer.content, coding)
        unless_known: HttpResponse = get_conditional_response(request, etag=answer["ETag"], response=answer)
        unless_known["Access-Control-Allow-Origin"] = "*"
        return unless_known

    return answering


def accepted(request: HttpRequest, kinds: tuple[str, ...]) -> str:
    """The first of these kinds that the request accepts most; empty when it accepts none."""
    found: str = request.get_preferred_type(kinds) or ""
    return found


def _coding(request: HttpRequest) -> str:
    offered = {
        name.strip()
        for name, _, weight in (
            part.partition(";") for part in request.headers.get("Accept-Encoding", "").lower().split(",")
        )
        if weight.replace(" ", "") not in ("q=0", "q=0.0")
    }
    return next((coding for coding in ("br", "gzip") if coding in offered), "")


@lru_cache(maxsize=32)
def _smaller(content: bytes, coding: str) -> bytes:
    if coding == "br":
        compressed: bytes = brotli.compress(content, quality=5)
        return compressed
    gzip = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    return gzip.compress(content) + gzip.flush()
