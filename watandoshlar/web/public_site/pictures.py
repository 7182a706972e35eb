"""Pictures, from the store of files: for everybody when a published page shows them, before that for editors."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.access.api import has_role, has_second_factor
from watandoshlar.domains.guides.api import PictureRendition, get_rendition, is_shown
from watandoshlar.web.reading import same_for_everybody

A_YEAR = 365 * 24 * 60 * 60


@require_safe
def picture(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """A picture in one size. It never changes, so whoever has it need not ask again."""
    found = get_rendition(pk, mark)
    if is_shown(found):
        return _for_everybody(request, found)
    if has_role(request.user, "editor") and has_second_factor(request):
        return _sent(found, "private, no-store")
    raise Http404


@same_for_everybody
def _for_everybody(request: HttpRequest, found: PictureRendition) -> HttpResponse:
    return _sent(found, f"public, max-age={A_YEAR}, immutable")


def _sent(found: PictureRendition, keep: str) -> HttpResponse:
    answer = FileResponse(found.file.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = keep
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
