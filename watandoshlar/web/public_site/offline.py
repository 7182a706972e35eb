"""What a phone keeps: the emergency numbers, and the pages that its reader asks it to keep. Nothing of anybody.

The service worker of a language (`static/public_site/worker.js`) asks for pages without cookies, so that what it keeps
is what everybody reads, and answers for public addresses only (docs/decisions/0048-what-a-phone-keeps.md).
"""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.web.reading import same_for_everybody

WORKER = Path(__file__).with_name("static") / "public_site" / "worker.js"
HOURS_6, DAY = 6 * 3600, 24 * 3600
LOOKS = ("web/web.css", "web/web.js", "public_site/keep.js", "web/icons/mark.svg")


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """What this phone keeps. The list is made on the phone: nobody else knows it."""
    return render(request, "public_site/offline.html", {"section": "offline"})


@require_safe
@same_for_everybody
def manifest(request: HttpRequest) -> HttpResponse:
    """What a browser needs to put the platform on the first screen of a phone."""
    language = get_language()
    content = {
        "id": reverse("public_site:home"),
        "name": "Watandoshlar",
        "short_name": "Watandoshlar",
        "description": _("Consular services, guides and posts of Uzbekistan for compatriots abroad."),
        "lang": language,
        "dir": "rtl" if language in settings.LANGUAGES_BIDI else "ltr",
        "scope": reverse("public_site:home"),
        "start_url": reverse("public_site:home"),
        "display": "minimal-ui",
        "background_color": "#faf6ef",
        "theme_color": "#004a51",
        "icons": [{"src": static("web/icons/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/manifest+json"
    return _for_everybody(answer, DAY)


@require_safe
@same_for_everybody
def worker(request: HttpRequest) -> HttpResponse:
    """What keeps the pages of one language. What it keeps stands in its first lines, so a change makes it new."""
    pages = [reverse(f"public_site:{name}") for name in ("emergency", "offline")]
    looks = [static(name) for name in LOOKS]
    constants = {
        "LANGUAGE": get_language(),
        "VERSION": _version(pages + looks),
        "PAGES": pages,
        "LOOKS": looks,
        "OFFLINE": reverse("public_site:offline"),
        # With it the installed platform opens, and exactly with it: everything begins with its address.
        "HOME": reverse("public_site:home"),
        "OPEN": public_addresses(),
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
    answer = HttpResponse(head + WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
    return _for_everybody(answer, HOURS_6)


def public_addresses() -> list[str]:
    """The beginnings of addresses for which a worker may answer without a network: pages that are everybody's."""
    home = reverse("public_site:home")
    return [f"{home}{part}/" for part in ("emergency", "guides", "offline", "posts", "services")]


def _version(addresses: list[str]) -> str:
    """Of what is kept: another look has other addresses, other numbers make another file."""
    content = settings.EMERGENCY_FILE.read_bytes() + " ".join(addresses).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def _for_everybody(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Vary"] = "Accept-Encoding"
    return answer
