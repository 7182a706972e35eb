"""How everything here is answered: for any site and any cache, counted by network, refused in words."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.log import log_response
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.middleware import forbid_writing
from watandoshlar.web.open_api.errors import (
    Broken,
    NetworkUnknown,
    OnlyReading,
    RepeatedParameter,
    TooManyRequests,
    UnknownParameter,
)
from watandoshlar.web.open_api.languages import language_accepted, language_asked
from watandoshlar.web.open_api.limits import Allowance, count
from watandoshlar.web.open_api.problems import Listed, problem
from watandoshlar.web.reading import same_for_everybody, writes_on_get

FRESH = 60
"""For how many seconds whoever fetched an answer, and every cache on the way, may go on using it."""
READING, ALLOWED = ("GET", "HEAD"), "GET, HEAD, OPTIONS"
TOLD = "ETag, Content-Language, RateLimit, RateLimit-Policy, Retry-After, Link"
View = Callable[..., HttpResponse]
Known = Mapping[str, frozenset[str]]


def door(known: Known) -> Callable[[View], View]:
    """Mark a view of the open API. `known` are the parameters of each address by its name; others are refused."""

    def mark(view: View) -> View:
        @same_for_everybody
        @csrf_exempt
        @wraps(view)
        def enter(request: HttpRequest, **place: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return _open_to_all(HttpResponse(status=204, headers={"Allow": ALLOWED}))
            if request.method not in READING:
                refusal = _refused(request, OnlyReading())
                refusal["Allow"] = ALLOWED
                return _open_to_all(refusal)
            try:
                allowance = count(request)
            except NetworkUnknown as error:
                return _open_to_all(_refused(request, error))
            forbid_writing()
            answer = _answered(view, request, place, known, allowance)
            allowance.tell(answer)
            return _open_to_all(answer)

        return writes_on_get("requests are counted by network")(enter)

    return mark


def _answered(
    view: View,
    request: HttpRequest,
    place: Mapping[str, str],
    known: Known,
    allowance: Allowance,
) -> HttpResponse:
    language = language_accepted(request)
    try:
        language = language_asked(request)
        if not allowance.is_granted:
            raise TooManyRequests(seconds=allowance.wait)
        _check_parameters(request, known.get(request.resolver_match.url_name, frozenset()))
        with override(language):
            answer = _read(view, request, place)
    except DomainError as error:
        with override(language):
            answer = problem(request, error)
    except Exception as error:
        with override(language):
            answer = _broken(request, error)
    answer = _spoken(answer, language)
    return _if_changed(request, answer) if answer.status_code == 200 else _not_kept(answer)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Programs get the form of every other refusal; whoever watches the log gets the whole of it."""
    got_request_exception.send(sender=None, request=request)
    answer = problem(request, Broken())
    log_response("%s: %s", answer.reason_phrase, request.path, response=answer, request=request, exception=error)
    return answer


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Before anything is read of what was asked."""
    language = language_accepted(request)
    with override(language):
        refusal = problem(request, error)
    return _not_kept(_spoken(refusal, language))


def _spoken(answer: HttpResponse, language: str) -> HttpResponse:
    """Whoever keeps it keeps one for each language."""
    answer.headers.setdefault("Content-Language", language)
    answer["Vary"] = "Accept-Language, Accept-Encoding"
    return answer


def _read(view: View, request: HttpRequest, place: Mapping[str, str]) -> HttpResponse:
    """HEAD is answered as GET is; the server leaves the content out."""
    method, request.method = request.method, "GET"
    try:
        return view(request, **place)
    finally:
        request.method = method


def _check_parameters(request: HttpRequest, known: frozenset[str]) -> None:
    for name, values in request.GET.lists():
        if name not in known:
            raise UnknownParameter(parameter=name[:80], known=Listed(sorted(known)))
        if len(values) != 1:
            raise RepeatedParameter(parameter=name)


def _if_changed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Kept by everybody for a minute, and sent again only when it has changed; unless it is to be kept nowhere."""
    if "no-store" in answer.get("Cache-Control", ""):
        return answer
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    unless_known: HttpResponse = get_conditional_response(request, etag=answer["ETag"], response=answer)
    for name in ("Vary", "Content-Language", "Cache-Control"):
        unless_known[name] = answer[name]
    return unless_known


def _not_kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _open_to_all(answer: HttpResponse) -> HttpResponse:
    """Pages of any origin may read it, without credentials, as nothing here is anybody's."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = ALLOWED
    answer["Access-Control-Allow-Headers"] = "Accept-Language, If-None-Match"
    answer["Access-Control-Expose-Headers"] = TOLD
    answer["Access-Control-Max-Age"] = "86400"
    answer["Link"] = f'<{settings.SITE_URL}/api/v1/openapi.json>; rel="service-desc"'
    return answer
