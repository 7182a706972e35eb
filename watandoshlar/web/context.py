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
    return {
        "languages": [_language(request, code, code == current) for code, _name in settings.LANGUAGES],
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
        "current": current,
        "dir": "rtl" if code in settings.LANGUAGES_BIDI else "ltr",
    }


def _same_place(request: HttpRequest, code: str) -> str:
    """The address of this page in another language; the first part of every address is the language."""
    rest = request.path_info.lstrip("/").partition("/")[2]
    query = request.META.get("QUERY_STRING", "")
    return f"/{code}/{rest}" + (f"?{query}" if query else "")
