"""The page that checks documents without a network: the same for everybody, installable, one shell for each language.

The browser keeps it and the lists; the platform is asked for whole files only, and never learns what was checked.
"""

import json
from pathlib import Path

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.foundation.scripts import spelled
from watandoshlar.web.reading import same_for_everybody
from watandoshlar.web.verifier.embedding import PLACE, embedded, files, version

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
WORKER = Path(__file__).with_name("static") / "verifier" / "worker.js"
# The reader of QR codes is WebAssembly, and a camera's picture has an address of its own.
CSP = {"script-src": ["'wasm-unsafe-eval'"], "img-src": ["blob:"]}
PERMISSIONS = settings.PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
HOUR = 3600


@require_safe
def to_page(request: HttpRequest) -> HttpResponse:
    """To the page in the language that the browser asks for."""
    return redirect("offline_verifier:page", get_language_from_request(request))


@require_safe
@csp_update(CSP)
@same_for_everybody
def page(request: HttpRequest, language: str) -> HttpResponse:
    with _speaking(language):
        context = {
            "embedded": embedded(language) | {"version": version()},
            "languages": [_link(code, code == language) for code in LANGUAGES],
            "place": PLACE,
        }
        answer = render(request, "verifier/offline.html", context)
    answer["Permissions-Policy"] = PERMISSIONS
    return _for_everybody(answer, language, 60)


@require_safe
@same_for_everybody
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """What a browser needs to install the page."""
    with _speaking(language):
        content = {
            "id": "/verifier/",
            "name": _("Check a document"),
            "short_name": _("Checking"),
            "description": _("Tells without a network whether a document of a post of Uzbekistan is genuine."),
            "lang": language,
            "dir": _direction(language),
            "scope": reverse("offline_verifier:start"),
            "start_url": reverse("offline_verifier:page", args=[language]),
            "display": "standalone",
            "background_color": "#faf6ef",
            "theme_color": "#004a51",
            "icons": [
                _icon("icon-192.png", "192x192", "any"),
                _icon("icon-512.png", "512x512", "any"),
                _icon("icon-maskable.png", "512x512", "maskable"),
            ],
        }
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/manifest+json"
    return _for_everybody(answer, language, HOUR)


@require_safe
@same_for_everybody
def worker(request: HttpRequest) -> HttpResponse:
    """What keeps the page. Version and files stand in its first lines, so that any change makes a new one."""
    shells = [reverse("offline_verifier:page", args=[code]) for code in LANGUAGES]
    manifests = [reverse("offline_verifier:manifest", args=[code]) for code in LANGUAGES]
    constants = {"VERSION": version(), "FILES": [*shells, *manifests, *files()]}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
    answer = HttpResponse(head + WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


def _speaking(language: str) -> translation.override:
    if language not in LANGUAGES:
        raise Http404
    return translation.override(language)


def _for_everybody(answer: HttpResponse, language: str, seconds: int) -> HttpResponse:
    answer["Content-Language"] = language
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Vary"] = "Accept-Encoding"
    return answer


def _link(code: str, is_current: bool) -> dict:
    return {
        "code": code,
        "label": spelled(settings.LANGUAGE_NAMES[code], code),
        "url": reverse("offline_verifier:page", args=[code]),
        "current": is_current,
        "dir": _direction(code),
    }


def _direction(language: str) -> str:
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


def _icon(name: str, sizes: str, purpose: str) -> dict:
    return {"src": f"{PLACE}icons/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
