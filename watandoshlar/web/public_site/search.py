"""One search over everything that is public, in any script. What somebody looks for is logged and kept nowhere."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.search.api import KINDS, LONGEST_QUERY, find_and_count, suggest
from watandoshlar.web.presenting.found import MANY, match_shown

MOST_SHOWN = 40
SUGGESTED = 5


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The pages that answer `?q=`, all of them or those of one kind (`?kind=`), each with the reason."""
    language, query, kind = get_language(), _query_of(request), request.GET.get("kind", "")
    if kind and kind not in KINDS:
        raise Http404
    found = find_and_count(query, language, [kind] if kind else None, MOST_SHOWN)
    near = suggest(query, language, SUGGESTED) if query and not found.counted else []
    context = {
        "section": "search",
        "query": query,
        "longest": LONGEST_QUERY,
        "tabs": _tabs(query, kind, found.counted),
        "most": MOST_SHOWN if _answering(kind, found.counted) > MOST_SHOWN else None,
        "matches": [match_shown(match, language) for match in found.matches],
        "near": [match_shown(match, language) for match in near],
    }
    response = render(request, "public_site/search.html", context)
    # On a shared computer nobody else reads what was looked for.
    patch_cache_control(response, private=True, no_store=True)
    return response


def _query_of(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", " ")[:LONGEST_QUERY].split())


def _answering(kind: str, counted: Mapping[str, int]) -> int:
    """How many pages of the kind answer, of all kinds for none."""
    return counted.get(kind, 0) if kind else sum(counted.values())


def _tabs(query: str, kind: str, counted: Mapping[str, int]) -> list[dict]:
    """Everything, and each kind of which something was found; none where there is nothing to choose from."""
    kinds = [one for one in MANY if one in counted or (one == kind and counted)]
    if len(kinds) < 2:
        return []
    address = reverse("public_site:search")
    rows = [("", _("Everything")), *((one, MANY[one]) for one in kinds)]
    return [
        {
            "url": f"{address}?{urlencode({'q': query, **({'kind': code} if code else {})})}",
            "label": label,
            "current": code == kind,
            "count": _answering(code, counted),
        }
        for code, label in rows
    ]
