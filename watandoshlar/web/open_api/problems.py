"""A refusal as programs read it: RFC 9457, with our code, and our sentence in the language that was asked for."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError

PROBLEM = "application/problem+json"
TITLES = {
    400: _("This cannot be asked so"),
    403: _("This is not answered"),
    404: _("There is no such thing"),
    405: _("Only reading is possible"),
    410: _("It was taken back"),
    429: _("Asked too often"),
    500: _("Something is broken on our side"),
}


def problem(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer that says why not. What a refusal names in fields of its own stands beside the sentence."""
    content = {
        "type": f"{settings.SITE_URL}/api/#{error.code}",
        "title": str(TITLES.get(error.status, TITLES[400])),
        "status": error.status,
        "detail": str(error),
        "instance": request.path,
        "code": error.code,
        "language": get_language(),
        **_named(error.fields),
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=error.status, content_type=PROBLEM)


def _named(fields: Mapping[str, object]) -> dict[str, Any]:
    """Fields for programs: numbers and lists as such, all else as text."""
    return {"fields": {name: _plain(value) for name, value in fields.items()}} if fields else {}


def _plain(value: object) -> Any:
    return value if isinstance(value, int) else list(map(str, value)) if isinstance(value, Listed) else str(value)


class Listed(tuple[str, ...]):
    """Several words that a sentence names one after the other, and a program reads as a list."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self)
