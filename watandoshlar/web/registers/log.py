"""The log of everything that was ever issued, for whoever reckons its root from outside (`recompute_log.py`)."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse

from watandoshlar.domains.certificates.api import log_head, log_leaves
from watandoshlar.web.registers.answers import published

MOST_LEAVES = 4096
SCRIPT = Path(__file__).with_name("recompute_log.py")


@published
def head(request: HttpRequest) -> HttpResponse:
    """Size and root, and the same signed (`head`, a JWT)."""
    found = log_head()
    if found is None:
        return HttpResponse(status=404, content_type="text/plain")
    answer = JsonResponse(
        {
            "size": found.size,
            "root": bytes(found.root).hex(),
            "signed_at": found.signed_at.isoformat(timespec="seconds"),
            "head": found.token,
        }
    )
    answer["ETag"] = str(found.size)
    return answer


@published
def leaves(request: HttpRequest) -> HttpResponse:
    """Leaves from number `first` on, at most `count` of them, 32 bytes each; none that no head has counted yet."""
    found = log_head()
    try:
        first, count = int(request.GET["first"]), int(request.GET["count"])
    except (KeyError, ValueError):
        first = count = -1
    if found is None or first < 0 or not 0 < count <= MOST_LEAVES:
        return HttpResponse(status=400, content_type="text/plain")
    content = b"".join(log_leaves(first, min(count, max(found.size - first, 0))))
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["ETag"] = f"{first}-{len(content)}"
    return answer


@published
def recompute(request: HttpRequest) -> HttpResponse:
    """The stand-alone script itself; whoever distrusts us takes it from the repository."""
    answer = HttpResponse(_script(), content_type="text/x-python; charset=utf-8")
    answer["ETag"] = hashlib.sha256(_script()).hexdigest()[:16]
    return answer


@cache
def _script() -> bytes:
    return SCRIPT.read_bytes()
