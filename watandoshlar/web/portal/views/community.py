"""What representatives of organisations do for them, and how one answers a consultation."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Organisation,
    accept_invitation,
    access_contact,
    access_invitation_of,
    access_own_answer,
    access_own_answers,
    access_own_event,
    access_own_invitation,
    access_own_invitations,
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
    hand_over_organisation,
    keep_contact,
    refuse_invitation,
    submit_organisation,
    withdraw_answer,
    withdraw_contact_consent,
    withdraw_invitation,
    withdraw_organisation,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.presenting import community as presenting
from watandoshlar.web.presenting.form_pages import FormPage, take_form
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
        "invitations": [
            (reverse("portal:invitation", args=[row.pk]), presenting.organisation_shown(row.organisation, language))
            for row in access_own_invitations(request.user)
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

    def act() -> Organisation:
        return enter_organisation(acting_user=request.user, facts=presenting.organisation_sent(request.POST))

    def go_on(row: Organisation) -> HttpResponse:
        return redirect("portal:organisation", pk=row.pk)

    page = FormPage("portal", "organisation", _("Enter an organisation"), reverse("portal:community"))
    return take_form(request, page, presenting.organisation_form, act, go_on)


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    row = access_own_organisation(request.user, pk)

    def form_of(refused: RefusedStep | None) -> StepForm:
        return presenting.organisation_form(refused, row)

    def act() -> Organisation:
        return amend_organisation(acting_user=request.user, pk=pk, facts=presenting.organisation_sent(request.POST))

    note = ""
    if row.state == "verified":
        note = _("The organisation leaves the register until the post has looked at the change.")
    page = FormPage("portal", "organisation", _("Change what is said of it"), _page_of(row), note=note)
    return take_form(request, page, form_of, act, _back_to(request, row, _("Saved.")))


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    row = access_own_organisation(request.user, pk)

    def form_of(refused: RefusedStep | None) -> StepForm:
        return presenting.event_form(refused, row.post)

    def act() -> CommunityEvent:
        facts = presenting.event_sent(request.POST, row.post.zone)
        return announce_event(acting_user=request.user, organisation=pk, facts=facts)

    page = FormPage("portal", "event", _("Announce an event"), _page_of(row))
    done = _("Sent. The post looks at it before it is shown.")
    return take_form(request, page, form_of, act, _back_to(request, row, done))


def _page_of(row: Organisation) -> str:
    return reverse("portal:organisation", args=[row.pk])


def _back_to(request: HttpRequest, row: Organisation, said: str) -> Callable[[object], HttpResponse]:
    def go_on(_done: object) -> HttpResponse:
        messages.success(request, said)
        return redirect(_page_of(row))

    return go_on


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an organisation stands, whom one asks for, and whether that is published."""
    row, refused = access_own_organisation(request.user, pk), None
    if request.method == "POST":
        step = request.POST.get("step", "")
        try:
            done = _take(request, row, step)
        except DomainError as error:
            refused = RefusedStep("hand_over" if step == "hand_over" else "contact", request.POST, error)
        else:
            messages.success(request, done)
            return redirect("portal:organisation", pk=pk)
    language, contact = get_language(), access_contact(request.user, row)
    form, handing = presenting.contact_form(refused, contact), presenting.hand_over_form(refused)
    context = {
        "section": "portal",
        "organisation": presenting.organisation_shown(row, language),
        "contact": contact,
        "consent": consent_of(row),
        "consent_text": consent_text.TEXT,
        "consent_version": consent_text.VERSION,
        "form": form,
        "hand_over_form": handing,
        "invitation": access_invitation_of(request.user, pk),
        "may_hand_over": row.state != "withdrawn" and row.verifications.exists(),
        "may_amend": row.state in AMENDABLE,
        "may_send": row.state in TO_SEND and contact is not None,
        "may_announce": row.state == "verified",
        "may_withdraw": row.state != "withdrawn",
        "events": [presenting.event_shown(event, language) for event in _with(row)],
        "error_summary": summary_of([form, handing], refused),
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
    if step == "hand_over":
        hand_over_organisation(**named, email=sent.get("invited_email", ""))
        return _("The invitation is sent.")
    if step == "withdraw_invitation":
        withdraw_invitation(acting_user=request.user, organisation=row.pk)
        return _("The invitation is withdrawn.")
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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is asked to speak for an organisation: to accept, or to refuse."""
    row, refused = access_own_invitation(request.user, pk), None
    if request.method == "POST":
        try:
            if request.POST.get("step") == "accept":
                accepted = accept_invitation(acting_user=request.user, pk=pk)
                messages.success(request, _("You speak for the organisation now. Name its contact."))
                return redirect("portal:organisation", pk=accepted.pk)
            refuse_invitation(acting_user=request.user, pk=pk)
        except (errors.InvitationNotYet, errors.InvitedNotPossible) as error:
            refused = RefusedStep("invitation", request.POST, error)
        else:
            messages.success(request, _("You have refused the invitation."))
            return redirect("portal:community")
    language = get_language()
    context = {
        "section": "portal",
        "invitation": row,
        "organisation": presenting.organisation_shown(row.organisation, language),
        "post": post_name(row.organisation.post, language),
        "is_open": row.open_from <= clock.now(),
        "error_summary": summary_of([], refused),
    }
    return render(request, "portal/invitation.html", context, status=refused.error.status if refused else 200)


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
