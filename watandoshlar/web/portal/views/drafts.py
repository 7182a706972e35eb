"""A draft as a whole: resume, check, submit, remove, and the offer of a newer version."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.access.api import set_language
from watandoshlar.domains.appeals.api import file_appeal
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    DraftJourney,
    access_draft,
    decline_version,
    errors,
    incomplete_pages,
    is_file_of,
    is_offered,
    journey_of,
    migrate_draft,
    remove_draft,
    service_of,
    submit_draft,
)
from watandoshlar.web.portal.doors import pressed_on
from watandoshlar.web.portal.presenting.steps import steps_of
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.doubts import doubts_shown
from watandoshlar.web.presenting.files import file_response
from watandoshlar.web.presenting.promises import promises_of
from watandoshlar.web.presenting.registers import words_of


@login_required
@require_safe
def resume(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To the first page that is not complete, on whatever device."""
    draft, content = access_draft(request.user, draft_id)
    pages = incomplete_pages(journey_of(draft, content), content)
    if not pages:
        return redirect("portal:check", draft_id=draft_id)
    return redirect("portal:page", draft_id=draft_id, page_id=pages[0])


@login_required
@require_safe
def unsuitable(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Why one cannot apply here, and what to do instead."""
    draft, content = access_draft(request.user, draft_id)
    journey = journey_of(draft, content)
    rule = journey.ineligibility()
    if rule is None:
        return redirect("portal:draft", draft_id=draft_id)
    texts = service_of(draft).texts(get_language())
    return render(
        request,
        "portal/unsuitable.html",
        {
            "section": "portal",
            "draft": draft,
            "texts": texts,
            "reason": texts.eligibility(rule.id),
            "source": texts.source(rule.source),
            "page_url": reverse("portal:page", args=[draft_id, rule.page]),
        },
    )


@login_required
@require_safe
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All answers on one page, with a link to change each, what it costs and how long it takes."""
    draft, content = access_draft(request.user, draft_id)
    journey = journey_of(draft, content)
    if journey.ineligibility():
        return redirect("portal:unsuitable", draft_id=draft_id)
    language = get_language()
    service = service_of(draft)
    texts = service.texts(language)
    return render(
        request,
        "portal/check.html",
        {
            "section": "portal",
            "draft": draft,
            "is_offered": is_offered(draft),
            "texts": texts,
            "sections": _sections(draft, journey, texts),
            "may_add_person": service.definition.family is not None and not draft.entered_as,
            "doubts": [
                {"label": doubt.label, "sentence": doubt.sentence, "url": _page_and_back(draft_id, doubt.page_id)}
                for doubt in doubts_shown(journey, texts, "applicant")
            ],
            "steps": steps_of(draft, journey, content, "check", texts),
            "words": words_of(service),
            # The law knows no refusal to register an appeal, whatever it lacks.
            "may_send_incomplete": service.definition.register == "appeals",
            "incomplete": [
                (_page_and_back(draft_id, page_id), texts.page(page_id).title)
                for page_id in incomplete_pages(journey, content)
            ],
            "promises": promises_of(journey, texts, draft.post, language),
            "key": secrets.token_urlsafe(24),
        },
    )


def _sections(draft: Draft, journey: DraftJourney, texts) -> list[dict]:
    """Every answer; what the first application of a family answers for all is changed there."""

    def change_url(page_id: str) -> str:
        return _page_and_back(draft.family.lead_id if page_id in journey.elsewhere else draft.pk, page_id)

    sections = answer_sections(
        journey,
        texts,
        get_language(),
        change_url=change_url,
        file_url=lambda file_id: reverse("portal:draft_file", args=[draft.pk, file_id]),
    )
    for section in sections:
        section["is_elsewhere"] = section["id"] in journey.elsewhere
    return sections


def _page_and_back(draft_id: UUID, page_id: str) -> str:
    """A page that leads back to the check of the answers."""
    return reverse("portal:page", args=[draft_id, page_id], query={"return": "check"})


@pressed_on("portal:check")
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    set_language(acting_user=request.user, language=get_language())
    sent = {
        "acting_user": request.user,
        "draft_id": draft_id,
        "idempotency_key": request.POST.get("idempotency_key", ""),
    }
    try:
        case = _submit(sent)
    except errors.DraftIncomplete as refused:
        messages.error(request, str(refused))
        return redirect("portal:check", draft_id=draft_id)
    except errors.NotEligible:
        return redirect("portal:unsuitable", draft_id=draft_id)
    except errors.FamilyTogether:
        return redirect("portal:family", draft_id=draft_id)
    except (errors.ConsentByApplicant, errors.ChildOfAge, errors.NumberRefused, errors.HeldAlready) as refused:
        messages.error(request, str(refused))
        return redirect(_page_and_back(draft_id, refused.fields["page"]))
    if case.account is None:
        # Entered for somebody: the officer goes on in the workspace, with the slip to hand out.
        return redirect("workspace:slip", reference=case.reference)
    return redirect("portal:receipt", reference=case.reference)


def _submit(sent: dict) -> Case:
    """An application is judged before it becomes a case; an appeal is registered as it is."""
    try:
        return submit_draft(**sent)
    except errors.WrongRegister:
        return file_appeal(**sent).case


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    if request.method == "POST":
        remove_draft(acting_user=request.user, draft_id=draft_id)
        messages.success(request, _("The draft is gone."))
        return redirect("portal:home")
    draft, _content = access_draft(request.user, draft_id)
    texts = service_of(draft).texts(get_language())
    return render(request, "portal/remove.html", {"section": "portal", "draft": draft, "texts": texts})


@pressed_on("portal:draft")
def version(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The answer to the offer of a newer version of the service."""
    act = migrate_draft if request.POST.get("answer") == "accept" else decline_version
    act(acting_user=request.user, draft_id=draft_id)
    return redirect("portal:draft", draft_id=draft_id)


@login_required
@require_safe
def file(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    draft, content = access_draft(request.user, draft_id)
    if not is_file_of(journey_of(draft, content).answers, file_id):
        raise errors.CaseNotFound
    return file_response(file_id, {draft.applicant_id})
