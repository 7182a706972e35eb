"""The documentation as a page of ours: every address with its parameters and an example, and what refusals mean."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import errors as post_errors
from watandoshlar.domains.catalogue.api import ServiceNotFound
from watandoshlar.domains.guides.api import errors as guide_errors
from watandoshlar.foundation.errors import DomainError
from watandoshlar.insight.statements.api import errors as statement_errors
from watandoshlar.web.open_api import errors
from watandoshlar.web.open_api.description import document, examples
from watandoshlar.web.open_api.door import FRESH
from watandoshlar.web.open_api.languages import CODES, language_accepted
from watandoshlar.web.open_api.limits import policy

app_name = "open_api_pages"
# Parameters of which the page speaks once.
COMMON = ("language", "limit", "offset")
NAMES = {
    "services": _("Services"),
    "CPSV-AP": _("Services in the European vocabulary"),
    "posts": _("Posts"),
    "guides": _("Guides"),
    "statements": _("Published numbers"),
    "emergency numbers": _("Emergency numbers"),
}


@require_safe
def to_documentation(request: HttpRequest) -> HttpResponse:
    """To the documentation in the language that the browser asks for."""
    return redirect(f"/{language_accepted(request)}/api/")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    rate = policy()
    context = {
        "section": "open_api",
        "groups": list(_groups(document()["paths"])),
        "refusals": [_refusal(one) for one in _refusals()],
        "languages_asked": CODES,
        "fresh": FRESH,
        "most": rate.amount,
        "window": int(rate.duration),
    }
    return render(request, "open_api/documentation.html", context)


def _groups(paths: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Addresses under what they are about."""
    for tag, name in NAMES.items():
        told = [(where, one["get"]) for where, one in paths.items() if tag in one["get"]["tags"]]
        yield {"name": name, "addresses": [_address(where, operation) for where, operation in told]}


def _address(where: str, operation: dict[str, Any]) -> dict[str, Any]:
    asked = [one for one in operation["parameters"] if one["in"] != "header" and one["name"] not in COMMON]
    return {
        "path": where,
        "summary": operation["summary"],
        "parameters": [one["name"] for one in asked if one["in"] == "query"],
        "example": examples()[operation["operationId"]]["asked"],
    }


def _refusals() -> list[type[DomainError]]:
    """The refusals of this room, in the order in which they are written down, and those of the rooms it reads."""
    own = [one for one in vars(errors).values() if isinstance(one, type) and one.__module__ == errors.__name__]
    below = [ServiceNotFound, post_errors.PostNotFound, guide_errors.GuideNotFound, statement_errors.SubjectNotFound]
    return own + below


def _refusal(error: type[DomainError]) -> dict[str, Any]:
    """Its sentence, with dots where it names something."""
    return {"code": error.code, "status": error.status, "sentence": str(error.sentence) % Anything()}


class Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


urlpatterns = [path("", documentation, name="documentation")]
