"""What every request passes: a refusal becomes a page with a sentence, and reading never writes."""

import logging

from allauth.core import ratelimit
from django.conf import settings
from django.db import DataError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from watandoshlar.foundation.errors import DomainError

logger = logging.getLogger(__name__)
READING = ("GET", "HEAD")
ZERO = "NUL (0x00)"
"""How the driver of the database names a zero character."""
PUBLIC_KINDS = ("application/json", "application/ld+json")


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses pages, and what is everybody's: static files are compressed already, documents and pictures do not
    shrink.

    Why this is safe although a page holds secrets: docs/decisions/0011-compressed-pages.md.
    """

    def process_response(self, request, response):
        kind = response.get("Content-Type", "")
        is_public = hasattr(response, "same_for_everybody") and kind.startswith(PUBLIC_KINDS)
        if not kind.startswith("text/html") and not is_public:
            return response
        return super().process_response(request, response)


class SameForEverybodyMiddleware:
    """Takes back what others wrote into an answer that is everybody's: cookies, and that caches must part their readers
    by language or log-in. A view says so with `web.reading.same_for_everybody`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        meant = getattr(response, "same_for_everybody", None)
        if meant is not None:
            response.cookies.clear()
            for name in ("Cache-Control", "Vary", "Content-Language"):
                if name in response:
                    del response[name]
            for name, value in meant.items():
                response[name] = value
        return response


class DomainErrorMiddleware:
    """Shows a refusal of a room as a page: its sentence, its code, and that nothing saved is lost. What the database
    refuses because no text may hold it is a bad request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DataError) and ZERO in str(exception):
            # Nobody types a zero character, and no act has a use for one: that is no fault of ours.
            return bad_request(request, exception)
        if not isinstance(exception, DomainError):
            return None
        logger.info("refused %s", exception.code)
        context = {"sentence": str(exception), "code": exception.code}
        return render(request, "web/error.html", context, status=exception.status)


class ReadOnlyGetMiddleware:
    """A GET runs in one transaction in which the database refuses to write (idea: les-emplois, itou/utils/readonly.py).

    A view that must write on GET says why with `web.reading.writes_on_get`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in READING:
            return self.get_response(request)
        with transaction.atomic():
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in READING and not getattr(view, "writes_on_get", ""):
            forbid_writing()


class PersonalPagesMiddleware:
    """What is shown to someone who is logged in stays out of shared caches and off the disk of a shared computer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


class BodySizeMiddleware:
    """Refuses what is too large before a byte of it is read or written to disk, and too many uploads of one account.

    Django limits forms but not the files in them. A proxy in front should hold the same limit; this one holds without.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        size = _stated_size(request)
        known = request.user.is_authenticated if size > settings.UPLOAD_FROM_BYTES else False
        if size > (settings.MOST_BODY_BYTES if known else settings.MOST_BODY_BYTES_OF_STRANGERS):
            sentence = _("That is more than we can take at once. Send fewer or smaller files; each may have 10 MB.")
            return _refusal(request, sentence, "request_too_large", 413)
        if known and not ratelimit.consume(request, action="upload"):
            sentence = _("You have sent very many files today. Please go on tomorrow; what is saved stays saved.")
            return _refusal(request, sentence, "too_many_uploads", 429)
        return self.get_response(request)


class PermissionsPolicyMiddleware:
    """No page of ours, and nothing that slips into one, may use the devices of the person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


def is_listed() -> bool:
    """Whether search engines may list this installation; a copy beside the real one would mislead whoever finds it."""
    return settings.SEARCH_ENGINES and not settings.DEMONSTRATION


class NotListedMiddleware:
    """Where search engines may not list anything, every answer says so: robots.txt alone does not keep an address out
    of their lists to which somebody has linked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_listed():
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def forbid_writing() -> None:
    """From here on the database refuses to write in this transaction. A view that writes on GET says it once it has."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def _stated_size(request: HttpRequest) -> int:
    """Django reads no more of a body than this says."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refusal(request: HttpRequest, sentence: str, code: str, status: int) -> HttpResponse:
    logger.info("refused %s", code)
    return render(request, "web/error.html", {"sentence": sentence, "code": code}, status=status)
