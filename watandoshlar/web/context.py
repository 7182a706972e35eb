"""What every page shows around its content."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from watandoshlar.capabilities.access.api import is_staff
from watandoshlar.foundation.scripts import spelled


def site(request: HttpRequest) -> dict:
    """Language links that keep the place, whether this is a demonstration, whether staff is looking."""
    current = get_language()
    languages = [_language(request, code, code == current) for code, _name in settings.LANGUAGES]
    return {
        "languages": languages,
        # A page that is not there in every language names those in which it is.
        "alternates": languages,
        "canonical": _canonical(request),
        # Nothing falls back silently: what this language lacks is shown in the first one.
        "partly_written": current in settings.PARTIAL_LANGUAGES,
        "demonstration": settings.DEMONSTRATION,
        "mailbox_url": reverse("public_site:mailbox") if settings.MAILBOX_DIRECTORY else "",
        "staff": SimpleLazyObject(lambda: is_staff(request.user) if hasattr(request, "user") else False),
        "section": "",
    }


def _language(request: HttpRequest, code: str, current: bool) -> dict:
    return {
        "code": code,
        "label": spelled(settings.LANGUAGE_NAMES[code], code),
        "url": _same_place(request, code),
        "absolute": settings.SITE_URL + _same_place(request, code, query=""),
        "current": current,
        "dir": "rtl" if code in settings.LANGUAGES_BIDI else "ltr",
    }


def _canonical(request: HttpRequest) -> str:
    """The address under which search engines keep the page; "" for what is nobody's but its reader's: a page with a
    token in its address, or beyond the log-in."""
    match = getattr(request, "resolver_match", None)
    if not match or match.namespace not in ("public_site", "verifier", "open_api_pages") or "token" in match.kwargs:
        return ""
    return settings.SITE_URL + request.path


def _same_place(request: HttpRequest, code: str, query: str | None = None) -> str:
    """The address of this page in another language; the first part of every address is the language."""
    rest = request.path_info.lstrip("/").partition("/")[2]
    query = request.META.get("QUERY_STRING", "") if query is None else query
    return f"/{code}/{rest}" + (f"?{query}" if query else "")
