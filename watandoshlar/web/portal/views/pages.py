"""One page of questions of a draft."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.people.api import access_known_people
from watandoshlar.domains.cases.api import (
    Saved,
    access_draft,
    errors,
    fingerprint,
    journey_of,
    save_page,
    service_of,
)
from watandoshlar.web.portal.presenting.fields import FormState, shown_fields
from watandoshlar.web.portal.presenting.steps import error_summary, steps_of
from watandoshlar.web.portal.sent import chosen_versions, rows_wanted, typed_of, uploads_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft_id: UUID, page_id: str) -> HttpResponse:
    if request.method == "POST":
        return _save(request, draft_id, page_id)
    return _show(request, draft_id, page_id)


def _save(request: HttpRequest, draft_id: UUID, page_id: str) -> HttpResponse:
    typed = typed_of(request)
    wanted = rows_wanted(request)
    try:
        saved = save_page(
            acting_user=request.user,
            draft_id=draft_id,
            page_id=page_id,
            typed=chosen_versions(request, typed),
            uploads=uploads_of(request),
            base=request.POST.get("_base") or None,
        )
    except errors.UnknownAnswer as refused:
        return _show(request, draft_id, page_id, typed=typed, refusal=str(refused), status=400)
    if saved.conflicts:
        return _show(request, draft_id, page_id, typed=typed, saved=saved, status=409)
    stays = bool(wanted) or any(name.endswith(".remove") for name in typed)
    if saved.problems and not stays:
        return _show(request, draft_id, page_id, typed=typed, saved=saved, status=422)
    if saved.warnings and not stays:
        messages.warning(request, _("Please look once more at the marked answers. If they are right, go on."))
    return redirect(_after(request, draft_id, page_id, stays, wanted))


def _after(request: HttpRequest, draft_id: UUID, page_id: str, stays: bool, wanted: str) -> str:
    """Where to go from a saved page: on, to the reason why one cannot apply, or back to the check page."""
    here = reverse("portal:page", args=[draft_id, page_id])
    if stays:
        return f"{here}?rows={wanted}" if wanted else here
    draft, content = access_draft(request.user, draft_id)
    journey = journey_of(draft, content)
    if journey.ineligibility(upto_page=page_id):
        return reverse("portal:unsuitable", args=[draft_id])
    following = journey.next_page(page_id)
    if request.POST.get("_return") == "check" or following is None:
        return reverse("portal:check", args=[draft_id])
    return reverse("portal:page", args=[draft_id, following.id])


def _show(
    request: HttpRequest,
    draft_id: UUID,
    page_id: str,
    *,
    typed: dict | None = None,
    saved: Saved | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    draft, content = access_draft(request.user, draft_id)
    service = service_of(draft)
    journey = journey_of(draft, content)
    shown = next((page for page in journey.pages if page.id == page_id), None)
    if shown is None:
        raise errors.PageNotFound(page=page_id)
    texts = service.texts(get_language())
    state = FormState(
        typed={**_typed_before(content.typed), **(typed or {})},
        problems=saved.problems if saved else {},
        warnings=saved.warnings if saved else {},
        conflicts=saved.conflicts if saved else (),
        extra_rows=request.GET.get("rows", ""),
        people=access_known_people(request.user) if any(asked.kind == "person" for asked in shown.fields) else (),
    )
    fields = shown_fields(journey, journey.fields(shown), texts, state)
    return render(
        request,
        "portal/page.html",
        {
            "section": "portal",
            "draft": draft,
            "texts": texts,
            "page_texts": texts.page(page_id),
            "fields": fields,
            "conflicts": [field.conflict for field in fields if field.conflict],
            "steps": steps_of(draft, journey, content, page_id, texts),
            "base": fingerprint(content, [field.id for field in shown.fields]),
            "error_summary": error_summary(fields, refusal),
            "returns": request.GET.get("return", request.POST.get("_return", "")),
            "back_url": _back_url(draft_id, [page.id for page in journey.pages], page_id),
            "has_uploads": any(field.kind in ("file", "photo") for field in fields),
        },
        status=status,
    )


def _typed_before(kept: dict) -> dict:
    return {name: values for sent in kept.values() for name, values in sent.items()}


def _back_url(draft_id: UUID, ids: list[str], page_id: str) -> str:
    position = ids.index(page_id)
    return reverse("portal:page", args=[draft_id, ids[position - 1]]) if position else reverse("portal:home")
