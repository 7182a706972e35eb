"""How machines are answered: JSON with the codes of the standards, for pages of every origin, kept by nobody."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from watandoshlar.domains.certificates.api import Refusal, read_object
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.reading import same_for_everybody

logger = logging.getLogger(__name__)
MOST_BYTES = 200_000
FRESH = 300
"""For how many seconds what everybody may know is kept by who has asked."""
MISSING = "missing_token"
"""Told in words only: who comes without a token is given no code (RFC 6750, 3.1)."""
ASKED_HEADERS = "Authorization, Content-Type, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP"
View = Callable[..., HttpResponse]


def machine(method: str, *, limited: bool = True) -> Callable[[View], View]:
    """A view for wallets: one method, no cookie, no CSRF token (a token or a proof is asked for instead).

    `limited` counts its requests by network: 60 a minute are more than a family's phones need.
    """

    def door(view: View) -> View:
        @same_for_everybody
        @csrf_exempt
        @wraps(view)
        def enter(request: HttpRequest, **place: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return _open_to_all(HttpResponse(status=204), method)
            if request.method not in (method, "HEAD" if method == "GET" else method):
                return _open_to_all(HttpResponse(status=405, headers={"Allow": f"{method}, OPTIONS"}), method)
            if limited and not ratelimit.consume(request, action="wallet"):
                busy = JsonResponse({"error": "temporarily_unavailable"}, status=429, headers={"Retry-After": "60"})
                return _open_to_all(busy, method)
            try:
                response = view(request, **place)
            except Refusal as refusal:
                response = refused(refusal, request)
            except DomainError as error:
                # No fault of the wallet: a signing key is missing, used up or away. Nothing was made.
                logger.warning("refused %s", error.code)
                said = {"error": "temporarily_unavailable", "error_description": error.code}
                response = JsonResponse(said, status=503, headers={"Retry-After": "60"})
            return _open_to_all(response, method)

        return enter

    return door


def refused(refusal: Refusal, request: HttpRequest) -> HttpResponse:
    said = {} if refusal.code == MISSING else {"error": refusal.code}
    response = JsonResponse({**said, "error_description": refusal.reason}, status=refusal.status)
    if refusal.status == 401:
        response["WWW-Authenticate"] = _challenge(refusal, request)
    return response


def _challenge(refusal: Refusal, request: HttpRequest) -> str:
    """What a client should prove, and, if it has tried, what was wrong (RFC 6750, 3; RFC 9449, 7.1)."""
    scheme = "DPoP" if "DPoP" in request.headers else "Bearer"
    words = [] if refusal.code == MISSING else [f'error="{refusal.code}"']
    words += ['algs="ES256"'] if scheme == "DPoP" else []
    return f"{scheme} {', '.join(words)}".strip()


def _open_to_all(response: HttpResponse, method: str) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = f"{method}, OPTIONS"
    response["Access-Control-Allow-Headers"] = ASKED_HEADERS
    response["Access-Control-Expose-Headers"] = "DPoP-Nonce, WWW-Authenticate"
    if "Cache-Control" not in response:
        patch_cache_control(response, no_store=True)
    return response


def form_of(request: HttpRequest) -> dict[str, str]:
    """The parameters of a form; one that comes twice is refused (RFC 6749, 3.2)."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refusal("invalid_request", "A form is asked for, application/x-www-form-urlencoded.")
    _body(request, "invalid_request")
    if any(len(values) != 1 for _name, values in request.POST.lists()):
        raise Refusal("invalid_request", "A parameter comes twice.")
    if any("\x00" in value for value in request.POST.values()):
        raise Refusal("invalid_request", "A parameter holds a zero character.")
    return request.POST.dict()


def json_of(request: HttpRequest, code: str) -> dict[str, Any]:
    """The object in the body of a request."""
    return read_object(_body(request, code), code)


def text_of(request: HttpRequest, code: str) -> str:
    try:
        return _body(request, code).decode("ascii")
    except UnicodeDecodeError:
        raise Refusal(code, "Plain text is asked for.") from None


def _body(request: HttpRequest, code: str) -> bytes:
    try:
        body = request.body
    except RequestDataTooBig:
        body = b" " * (MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Refusal(code, "The request is too long.", 413)
    return body


def public(content: Mapping[str, Any]) -> HttpResponse:
    """What everybody may know and keep for some minutes."""
    response = JsonResponse(content)
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
