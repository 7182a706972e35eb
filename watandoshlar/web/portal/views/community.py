"""What representatives of organisations do for them, and how one answers a consultation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.community.api import (
    Organisation,
    access_contact,
    access_own_answer,
    access_own_answers,
    access_own_event,
    access_own_organisation,
    access_own_organisations,
    agree_to_contact,
    amend_organisation,
    announce_event,
    cancel_event,
    consent_of,
    consent_text,
    enter_organisation,
    errors,
    events_of,
    get_consultation,
    give_answer,
    keep_contact,
    submit_organisation,
    withdraw_answer,
    withdraw_contact_consent,
    withdraw_organisation,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.presenting import community as presenting
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of

AMENDABLE = ("draft", "submitted", "refused", "lapsed", "verified")
TO_SEND = ("draft", "refused", "lapsed")


@login_required
@require_safe
def community(request: HttpRequest) -> HttpResponse:
    """The organisations for which one speaks, and what one has answered."""
    language = get_language()
    context = {
        "section": "portal",
        "organisations": [
            presenting.organisation_shown(row, language) for row in access_own_organisations(request.user)
        ],
        "consultations": [
            presenting.consultation_shown(row.consultation, language) for row in access_own_answers(request.user)
        ],
    }
    return render(request, "portal/community.html", context)


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Write an organisation down; whom one asks for comes on its page."""
    refused = None
    if request.method == "POST":
        try:
            row = enter_organisation(acting_user=request.user, facts=presenting.organisation_sent(request.POST))
        except DomainError as error:
            refused = RefusedStep("organisation", request.POST, error)
        else:
            return redirect("portal:organisation", pk=row.pk)
    return _form_page(request, presenting.organisation_form(refused), refused, _("Enter an organisation"), "")


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    row, refused = access_own_organisation(request.user, pk), None
    if request.method == "POST":
        try:
            amend_organisation(acting_user=request.user, pk=pk, facts=presenting.organisation_sent(request.POST))
        except DomainError as error:
            refused = RefusedStep("organisation", request.POST, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:organisation", pk=pk)
    note = ""
    if row.state == "verified":
        note = _("The organisation leaves the register until the post has looked at the change.")
    form = presenting.organisation_form(refused, row)
    return _form_page(request, form, refused, _("Change what is said of it"), note, row)


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    row, refused = access_own_organisation(request.user, pk), None
    if request.method == "POST":
        facts = presenting.event_sent(request.POST, row.post.zone)
        try:
            announce_event(acting_user=request.user, organisation=pk, facts=facts)
        except DomainError as error:
            refused = RefusedStep("event", request.POST, error)
        else:
            messages.success(request, _("Sent. The post looks at it before it is shown."))
            return redirect("portal:organisation", pk=pk)
    return _form_page(request, presenting.event_form(refused, row.post), refused, _("Announce an event"), "", row)


def _form_page(
    request: HttpRequest,
    form: StepForm,
    refused: RefusedStep | None,
    title: str,
    note: str,
    row: Organisation | None = None,
) -> HttpResponse:
    context = {
        "section": "portal",
        "form": form,
        "title": title,
        "note": note,
        "back_url": reverse("portal:organisation", args=[row.pk]) if row else reverse("portal:community"),
        "error_summary": summary_of([form], refused),
    }
    return render(request, "portal/community_form.html", context, status=refused.error.status if refused else 200)


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an organisation stands, whom one asks for, and whether that is published."""
    row, refused = access_own_organisation(request.user, pk), None
    if request.method == "POST":
        try:
            done = _take(request, row, request.POST.get("step", ""))
        except DomainError as error:
            refused = RefusedStep("contact", request.POST, error)
        else:
            messages.success(request, done)
            return redirect("portal:organisation", pk=pk)
    language, contact = get_language(), access_contact(request.user, row)
    form = presenting.contact_form(refused, contact)
    context = {
        "section": "portal",
        "organisation": presenting.organisation_shown(row, language),
        "contact": contact,
        "consent": consent_of(row),
        "consent_text": consent_text.TEXT,
        "consent_version": consent_text.VERSION,
        "form": form,
        "may_amend": row.state in AMENDABLE,
        "may_send": row.state in TO_SEND and contact is not None,
        "may_announce": row.state == "verified",
        "may_withdraw": row.state != "withdrawn",
        "events": [presenting.event_shown(event, language) for event in _with(row)],
        "error_summary": summary_of([form], refused),
    }
    return render(request, "portal/organisation.html", context, status=refused.error.status if refused else 200)


def _with(row: Organisation) -> list:
    events = events_of(row)
    for event in events:
        event.organisation = row
    return events


def _take(request: HttpRequest, row: Organisation, step: str) -> str:
    """The step that was pressed, and what it did in a sentence. Raises StepRefused for one that there is not."""
    sent, named = request.POST, {"acting_user": request.user, "pk": row.pk}
    if step == "contact":
        keep_contact(**named, contact=presenting.contact_sent(sent))
        return _("Saved.")
    if step == "agree":
        agree_to_contact(**named, text_version=sent.get("text_version", ""), language=get_language())
        return _("Your contact is shown while the organisation is in the register.")
    if step == "disagree":
        withdraw_contact_consent(**named)
        return _("Your contact is not shown any more.")
    if step == "submit":
        submit_organisation(**named)
        return _("Sent to the post.")
    if step == "withdraw":
        withdraw_organisation(**named)
        return _("The organisation has left the register.")
    number = sent.get("event", "")
    event = access_own_event(request.user, int(number) if number.isascii() and number.isdigit() else 0)
    cancel_event(acting_user=request.user, pk=event.pk)
    return _("The event is cancelled.")


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own answer: given, changed until the last day, taken back at any time."""
    row, refused = get_consultation(pk), None
    if request.method == "POST":
        try:
            done = _answer(request, pk)
        except (errors.AnswerNeeded, errors.ConsultationClosed, errors.StepRefused) as error:
            refused = RefusedStep("answer", request.POST, error)
        else:
            messages.success(request, done)
            return redirect("portal:consultation", pk=pk)
    shown = presenting.consultation_shown(row, get_language())
    answer = access_own_answer(request.user, row)
    form = StepForm("answer", refused)
    hint = _("Do not write names or numbers of other people. Nobody publishes what you write.")
    initial = answer.words if answer else ""
    form.add("long_text", "words", _("Your answer"), initial=initial, hint=hint, attributes={"maxlength": 4000})
    context = {
        "section": "portal",
        "consultation": shown,
        "answer": answer if answer and answer.state != "withdrawn" else None,
        "reason": presenting.REASONS["answer"].get(answer.reason, "") if answer else "",
        "form": form,
        "is_open": shown["phase"] == "open",
        "error_summary": summary_of([form], refused),
    }
    return render(request, "portal/consultation.html", context, status=refused.error.status if refused else 200)


def _answer(request: HttpRequest, pk: int) -> str:
    if request.POST.get("step") == "withdraw":
        withdraw_answer(acting_user=request.user, consultation=pk)
        return _("Your answer is taken back, and its words are erased.")
    give_answer(acting_user=request.user, consultation=pk, words=request.POST.get("words", ""))
    return _("Your answer is kept. You can change it until the last day.")
