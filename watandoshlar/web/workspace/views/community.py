"""What posts verify and publish for organisations, and the opportunities of the ministry."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.access.api import posts_of
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Organisation,
    access_contact,
    access_event_at_post,
    access_invitation_of,
    access_opportunities,
    access_opportunity,
    access_organisation_at_post,
    agree_to_contact,
    consent_of,
    consent_text,
    enter_opportunity,
    enter_organisation,
    events_at_posts,
    extend_opportunity,
    hand_over_organisation,
    keep_contact,
    organisations_at_posts,
    publish_event,
    refuse_event,
    refuse_opportunity,
    refuse_organisation,
    reinstate_organisation,
    states,
    suspend_organisation,
    verify_opportunity,
    verify_organisation,
    waiting_at_posts,
    withdraw_contact_consent,
    withdraw_invitation,
    withdraw_opportunity,
    withdraw_organisation,
    works_at_ministry,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting import community as shared
from watandoshlar.web.presenting.form_pages import FormPage, take_form
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.workspace.doors import community_view, officer_view, publisher_view
from watandoshlar.web.workspace.presenting import community as presenting

ROWS = 50
# The state in which each form of a post is shown.
STEPS_IN = {"submitted": ("verify", "refuse_organisation"), "verified": ("verify", "suspend")}


@community_view
@require_safe
def community(request: HttpRequest) -> HttpResponse:
    """What waits for the posts of an officer, and all that they look after; the ways of the ministry."""
    language, state = get_language(), request.GET.get("state", "submitted")
    state = state if state in states.STATES["organisation"] else ""
    page = Paginator(organisations_at_posts(request.user, state), ROWS).get_page(request.GET.get("page"))
    tabs = [
        {"url": f"?state={code}", "label": known.label, "current": code == state, "count": None}
        for code, known in states.STATES["organisation"].items()
        if code != "draft"
    ]
    context = {
        "section": "workspace",
        "works_at_post": bool(posts_of(request.user)),
        "publishes": works_at_ministry(request.user),
        "waiting": waiting_at_posts(request.user),
        "organisations": [shared.organisation_shown(row, language) for row in page],
        "events": [shared.event_shown(row, language) for row in events_at_posts(request.user)[:ROWS]],
        "tabs": tabs,
        "page_of": page,
        "query": f"state={state}&",
    }
    return render(request, "workspace/community.html", context)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """An organisation is written down at the counter; another officer verifies it."""

    def act() -> Organisation:
        facts = shared.organisation_sent(request.POST)
        return enter_organisation(acting_user=request.user, facts=facts, at_counter=True)

    return entered(request, act, shared.organisation_form, "organisation", _("Enter an organisation"))


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def enter_one(request: HttpRequest) -> HttpResponse:
    """An opportunity is written down; a colleague verifies it."""

    def act() -> Any:
        return enter_opportunity(acting_user=request.user, facts=presenting.opportunity_sent(request.POST))

    return entered(request, act, presenting.opportunity_form, "opportunity", _("Enter an opportunity"))


def entered(
    request: HttpRequest, act: Callable[[], Any], form_of: Callable[..., StepForm], name: str, title: str
) -> HttpResponse:
    """A page on which one writes down what somebody else looks at: `name` is that of its form and of its own page."""

    def go_on(row: Any) -> HttpResponse:
        messages.success(request, _("Kept. Somebody else looks at it before it is shown."))
        return redirect(f"workspace:{name}", pk=row.pk)

    page = FormPage("workspace", name, title, reverse("workspace:community"), _("Community"))
    return take_form(request, page, form_of, act, go_on)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What an organisation says of itself, whom one asks for, and what the post does about it."""
    row, refused = access_organisation_at_post(request.user, pk), None
    if request.method == "POST":
        try:
            _take(request, row)
        except DomainError as error:
            refused = RefusedStep(request.POST.get("step", ""), request.POST, error)
        else:
            messages.success(request, _("Done."))
            return redirect("workspace:organisation", pk=pk)
    contact = access_contact(request.user, row)
    forms = {step: _form(step, row, refused) for step in STEPS_IN.get(row.state, ())}
    if row.represented_by_id is None:
        forms["contact"] = shared.contact_form(refused, contact)
    if row.state != "withdrawn":
        forms["hand_over"] = shared.hand_over_form(refused)
    context = {
        "section": "workspace",
        "organisation": shared.organisation_shown(row, get_language()),
        "contact": contact,
        "consent": consent_of(row),
        "consent_text": consent_text.TEXT,
        "consent_version": consent_text.VERSION,
        "verifications": list(row.verifications.order_by("-pk")),
        "evidence": states.EVIDENCE,
        "forms": forms,
        "invitation": access_invitation_of(request.user, pk),
        "has_speaker": row.represented_by_id is not None,
        "is_own": row.entered_by_id == request.user.pk,
        "error_summary": summary_of(list(forms.values()), refused),
    }
    status = refused.error.status if refused else 200
    return render(request, "workspace/organisation.html", context, status=status)


def _form(step: str, row: Organisation, refused: RefusedStep | None) -> StepForm:
    return presenting.verification_form(row, refused) if step == "verify" else presenting.reason_form(step, refused)


def _take(request: HttpRequest, row: Organisation) -> None:
    sent, named = request.POST, {"acting_user": request.user, "pk": row.pk}
    step, reason = sent.get("step", ""), sent.get("reason", "")
    if step == "verify":
        revision = sent.get("revision", "")
        verify_organisation(
            **named,
            evidence=[code for code in sent.getlist("evidence") if code],
            named=sent.get("named", ""),
            until=shared.day_sent(sent, "until"),
            revision=int(revision) if revision.isascii() and revision.isdigit() else 0,
        )
    elif step == "refuse_organisation":
        refuse_organisation(**named, reason=reason)
    elif step == "suspend":
        suspend_organisation(**named, reason=reason)
    elif step == "reinstate":
        reinstate_organisation(**named)
    elif step == "hand_over":
        hand_over_organisation(**named, email=sent.get("invited_email", ""))
    elif step == "withdraw_invitation":
        withdraw_invitation(acting_user=request.user, organisation=row.pk)
    else:
        _at_the_counter(sent, step, named)


def _at_the_counter(sent: Any, step: str, named: dict[str, Any]) -> None:
    """What an officer does for who came, and has no account."""
    if step == "contact":
        keep_contact(**named, contact=shared.contact_sent(sent))
    elif step == "agree":
        agree_to_contact(**named, text_version=sent.get("text_version", ""), language=get_language())
    elif step == "disagree":
        withdraw_contact_consent(**named)
    else:
        withdraw_organisation(**named)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """An event before it is shown."""
    row, refused = access_event_at_post(request.user, pk), None
    if request.method == "POST":
        try:
            _decide_event(request, row)
        except DomainError as error:
            refused = RefusedStep("refuse_event", request.POST, error)
        else:
            messages.success(request, _("Done."))
            return redirect("workspace:community")
    form = presenting.reason_form("refuse_event", refused)
    context = {
        "section": "workspace",
        "event": shared.event_shown(row, get_language()),
        "form": form if row.state == "announced" else None,
        "error_summary": summary_of([form], refused),
    }
    status = refused.error.status if refused else 200
    return render(request, "workspace/community_event.html", context, status=status)


def _decide_event(request: HttpRequest, row: CommunityEvent) -> None:
    if request.POST.get("step") == "publish":
        publish_event(acting_user=request.user, pk=row.pk)
    else:
        refuse_event(acting_user=request.user, pk=row.pk, reason=request.POST.get("reason", ""))


@publisher_view
@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """All opportunities: what waits for a second colleague first."""
    page = Paginator(access_opportunities(request.user), ROWS).get_page(request.GET.get("page"))
    shown = [shared.opportunity_shown(row, get_language()) for row in page]
    context = {"section": "workspace", "opportunities": shown, "page_of": page}
    return render(request, "workspace/opportunities.html", context)


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    row, refused = access_opportunity(request.user, pk), None
    if request.method == "POST":
        try:
            _decide_opportunity(request, pk)
        except DomainError as error:
            refused = RefusedStep(request.POST.get("step", ""), request.POST, error)
        else:
            messages.success(request, _("Done."))
            return redirect("workspace:opportunity", pk=pk)
    forms = {}
    if row.state == "entered":
        forms["refuse_opportunity"] = presenting.reason_form("refuse_opportunity", refused)
    if row.state == "verified":
        forms["extend"] = presenting.extension_form(refused)
    context = {
        "section": "workspace",
        "opportunity": shared.opportunity_shown(row, get_language()),
        "forms": forms,
        "is_own": row.entered_by_id == request.user.pk,
        "error_summary": summary_of(list(forms.values()), refused),
    }
    status = refused.error.status if refused else 200
    return render(request, "workspace/opportunity.html", context, status=status)


def _decide_opportunity(request: HttpRequest, pk: int) -> None:
    step, named = request.POST.get("step", ""), {"acting_user": request.user, "pk": pk}
    if step == "verify":
        verify_opportunity(**named)
    elif step == "extend":
        extend_opportunity(**named, last_day=shared.day_sent(request.POST, "last_day"))
    elif step == "withdraw":
        withdraw_opportunity(**named)
    else:
        refuse_opportunity(**named, reason=request.POST.get("reason", ""))
