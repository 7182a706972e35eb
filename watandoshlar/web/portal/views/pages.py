"""One page of questions of a draft."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.people.api import access_known_people
from watandoshlar.domains.cases.api import (
    DraftContent,
    Saved,
    access_draft,
    access_offers,
    errors,
    fingerprint,
    is_offered,
    journey_of,
    read_pictures,
    refusals,
    save_page,
    service_of,
    with_refusals,
)
from watandoshlar.domains.catalogue.api import EVIDENCE_KINDS, KINDS, Fault, Journey, Page, Texts, has_kind, leaf_of
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.portal.presenting.fields import FormState, Shown, shown_fields
from watandoshlar.web.portal.presenting.known import offered
from watandoshlar.web.portal.presenting.steps import error_summary, steps_of
from watandoshlar.web.portal.sent import chosen_versions, rows_wanted, typed_of, uploads_of
from watandoshlar.web.presenting.cases import is_unnamed
from watandoshlar.web.presenting.doubts import doubts_shown

FILE_FAULTS = ("file_refused", "too_many_files")


@keeps_what_was_typed
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
            base=request.POST.get("_base"),
        )
    except errors.UnknownAnswer as refused:
        return _show(request, draft_id, page_id, typed=typed, refusal=str(refused), status=400)
    if saved.conflicts:
        return _show(request, draft_id, page_id, typed=saved.typed, saved=saved, status=409)
    if request.FILES:
        _tell_what_was_read(request, draft_id, page_id)
    if "_use" in request.POST:
        return _show(request, draft_id, page_id, saved=Saved(problems=_about_files(saved)), use=request.POST["_use"])
    if "_later" in request.POST:
        messages.success(request, _("Saved. You can go on later, on any device."))
        return redirect("portal:home")
    if "_stay" in request.POST:
        return _show(request, draft_id, page_id, saved=Saved(problems=_about_files(saved)))
    if wanted or any(name.endswith(".remove") for name in typed):
        return redirect(_here(request, draft_id, page_id, rows=wanted))
    return _go_on(request, draft_id, page_id, saved)


def _tell_what_was_read(request: HttpRequest, draft_id: UUID, page_id: str) -> None:
    """A machine reads the pictures of travel documents; what it found is offered where it is asked."""
    found = read_pictures(acting_user=request.user, draft_id=draft_id, page_id=page_id)
    if found:
        messages.info(request, _("We could read your document. Where its numbers and dates are asked, we offer them."))
    elif found is False:
        messages.info(
            request,
            _("We could not read the lines at the bottom of the document. It is kept; please type the answers."),
        )


def _go_on(request: HttpRequest, draft_id: UUID, page_id: str, saved: Saved) -> HttpResponse:
    """Show the page again with what is wrong in it, or leave it."""
    asked = request.POST.get("_asked", "").split()
    fields = journey_of(*access_draft(request.user, draft_id)).definition.fields if saved.problems else {}
    # A question that an answer of this same page has opened was not there to be answered: it is no mistake yet, and one
    # that may be left open is shown all the same.
    opened = set(saved.asks) - set(asked) if asked else set()
    wrong = _only(saved.problems, lambda name, fault: not asked or leaf_of(fields[name], fault) in asked)
    if wrong:
        again = Saved(problems=wrong, warnings=saved.warnings)
        return _show(request, draft_id, page_id, saved=again, status=422)
    if saved.problems or opened:
        messages.info(request, _("Because of your answer there is more to fill in on this page."))
        return redirect(_here(request, draft_id, page_id))
    if saved.warnings:
        messages.warning(request, _("Please look once more at the marked answers. If they are right, go on."))
    return redirect(_after(request, draft_id, page_id))


def _about_files(saved: Saved) -> dict:
    """While a page is still being filled in only a refused file is worth a word; what is missing may yet come."""
    return _only(saved.problems, lambda _name, fault: fault.code in FILE_FAULTS)


def _only(problems: Mapping[str, Sequence[Fault]], counts: Callable[[str, Fault], bool]) -> dict[str, list[Fault]]:
    """The faults that count, by field id."""
    chosen = {name: [fault for fault in faults if counts(name, fault)] for name, faults in problems.items()}
    return {name: faults for name, faults in chosen.items() if faults}


def _here(request: HttpRequest, draft_id: UUID, page_id: str, rows: str = "") -> str:
    query = {"rows": rows, "return": request.POST.get("_return", "")}
    return reverse(
        "portal:page", args=[draft_id, page_id], query={name: value for name, value in query.items() if value}
    )


def _after(request: HttpRequest, draft_id: UUID, page_id: str) -> str:
    """Where to go from a saved page: on, to the reason why one cannot apply, or back to the check page."""
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
    use: str = "",
    status: int = 200,
) -> HttpResponse:
    draft, content = access_draft(request.user, draft_id)
    service = service_of(draft)
    journey = journey_of(draft, content)
    if page_id in journey.elsewhere:
        return redirect("portal:page", draft_id=draft.family.lead_id, page_id=page_id)
    shown = next((page for page in journey.pages if page.id == page_id), None)
    if shown is None:
        raise errors.PageNotFound(page=page_id)
    texts = service.texts(get_language())
    offers = offered(request.user, access_offers(request.user, draft, journey, shown), texts)
    used = next((offer for offer in offers if offer.code == use), None)
    state = FormState(
        typed={**_typed_before(content.typed), **(typed or {}), **(used.typed if used else {})},
        problems=saved.problems if saved else _problems_known(request, journey, shown, content),
        warnings=saved.warnings if saved else {},
        conflicts=saved.conflicts if saved else (),
        extra_rows=request.GET.get("rows", ""),
        refreshes=True,
        people=access_known_people(request.user) if has_kind(shown.fields, "person") else (),
        origins=used.origins if used else {},
    )
    fields = shown_fields(journey, journey.fields(shown), texts, state)
    _add_doubts(fields, journey, texts)
    everything = [each for field in fields for each in field.everything]
    return render(
        request,
        "portal/page.html",
        {
            "section": "portal",
            "draft": draft,
            "is_offered": is_offered(draft),
            "texts": texts,
            "page_texts": texts.page(page_id),
            "is_unnamed": is_unnamed(draft),
            "fields": fields,
            "offers": [offer for offer in offers if offer is not used],
            "conflicts": [field.conflict for field in fields if field.conflict],
            "steps": steps_of(draft, journey, content, page_id, texts),
            "base": fingerprint(content, [field.id for field in shown.fields]),
            "error_summary": error_summary(fields, refusal),
            "returns": request.GET.get("return", request.POST.get("_return", "")),
            "back_url": _back_url(draft_id, [page.id for page in journey.own_pages], page_id),
            "has_uploads": any(field.kind in EVIDENCE_KINDS for field in everything),
            "refreshes": any(field.refresh for field in everything),
            "asked": " ".join(field.name for field in everything),
        },
        status=status,
    )


def _add_doubts(fields: Sequence[Shown], journey: Journey, texts: Texts) -> None:
    """What contradicts a stored answer, beside it; not where another value has been taken over meanwhile."""
    by_id = {field.id: field for field in fields if not field.origin}
    if not any(journey.definition.fields[name].known for name in by_id):
        return
    for doubt in doubts_shown(journey, texts, "applicant"):
        if doubt.field_id in by_id:
            by_id[doubt.field_id].warnings.append(doubt.sentence)


def _problems_known(request: HttpRequest, journey: Journey, shown: Page, content: DraftContent) -> dict:
    """What is wrong on a page that is opened again: answers refused before and, from the check page, missing ones."""
    problems = journey.page_problems(shown) if request.GET.get("return") == "check" else {}
    for asked in journey.fields(shown):
        if typed := content.typed.get(asked.id):
            refused = refusals(asked, KINDS[asked.kind].parse(asked, typed, journey.facts, None).errors)
            refused = [fault for fault in refused if journey.asks(leaf_of(asked, fault))]
            problems[asked.id] = with_refusals(asked, problems.get(asked.id, ()), refused)
    return problems


def _typed_before(kept: dict) -> dict:
    return {name: values for sent in kept.values() for name, values in sent.items()}


def _back_url(draft_id: UUID, ids: list[str], page_id: str) -> str:
    position = ids.index(page_id)
    return reverse("portal:page", args=[draft_id, ids[position - 1]]) if position else reverse("portal:home")
