"""A submitted case as its applicant sees it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.appeals.api import appeal_of, tracking_code_of
from watandoshlar.domains.cases.api import (
    access_case,
    access_submitted,
    acting_ended_by,
    answers_of,
    asked_items,
    consents_of,
    download_result,
    errors,
    hand_over_of,
    hand_over_rule,
    is_file_of,
    journey_of_case,
    note_of,
    open_item_request,
    service_of,
    states,
    withdraw_case,
)
from watandoshlar.domains.certificates.api import certificate_of, read_pdf
from watandoshlar.web.portal.presenting.visits import visit_notice
from watandoshlar.web.portal.presenting.ways import way_shown
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.appeals import appeal_shown
from watandoshlar.web.presenting.bills import bill_of_case
from watandoshlar.web.presenting.cases import case_heading, decision_shown, document_shown, due_shown, timeline
from watandoshlar.web.presenting.files import file_response, pdf_response
from watandoshlar.web.presenting.gates import gates_shown
from watandoshlar.web.presenting.nominations import cancellation_shown, nomination_shown
from watandoshlar.web.presenting.people import consents_shown, family_shown
from watandoshlar.web.presenting.referrals import open_referral_shown
from watandoshlar.web.presenting.registers import Words, words_for, words_of
from watandoshlar.web.presenting.results import download_shown, result_shown
from watandoshlar.web.presenting.term_sheet import term_sheet


@login_required
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the case stands, what happens next and by when, and what the applicant must do."""
    found = access_case(request.user, reference)
    language = get_language()
    service = service_of(found)
    texts, words = service.texts(language), words_of(service)
    item_request = open_item_request(found)
    due = due_shown(found, texts)
    appeal = appeal_of(found)
    gates = gates_shown(found, texts, "applicant")
    return render(
        request,
        "portal/case.html",
        {
            "section": "portal",
            "case": found,
            "heading": case_heading(found, texts),
            "words": words,
            "decided_by": _decided_by(words, due),
            "events": timeline(found, due, audience="applicant"),
            "due": due,
            "gates": gates,
            "referral": open_referral_shown(found, texts) if found.state == "referred" else None,
            "result": result_shown(found, texts) if found.state == "issued" else None,
            "way": way_shown(found),
            "download": download_shown(found, bool(gates)),
            "visit_notice": visit_notice(found),
            "item_request": item_request,
            "items": [texts.field(name).label for name in item_request.items] if item_request else [],
            "note": note_of(found, item_request) if item_request else "",
            "decision": decision_shown(found, service, texts),
            "document": document_shown(certificate_of(found.reference)),
            **bill_of_case(found.reference, language),
            "nomination": nomination_shown(found, texts),
            "cancellation": cancellation_shown(found),
            "appeal": appeal_shown(appeal) if appeal else None,
            "family": family_shown(found, request.user),
            "consents": consents_shown(found, texts),
            "may_withdraw": states.may("withdraw", found.state, service.definition.register),
        },
    )


def _decided_by(words: Words, due: dict | None) -> str:
    """By when there is a decision or an answer; empty where no day is set."""
    if due is None or due["moment"] is None:
        return ""
    return words.decided_by % {"moment": date_format(due["moment"], "DATETIME_FORMAT")}


@login_required
@require_safe
def term(request: HttpRequest, reference: str) -> HttpResponse:
    """Why the term ends on its day, step by step."""
    found = access_case(request.user, reference)
    return render(request, "portal/term.html", {"section": "portal", "case": found, **term_sheet(found)})


@login_required
@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    found = access_case(request.user, reference)
    service = service_of(found)
    texts, words = service.texts(get_language()), words_of(service)
    appeal = appeal_of(found)
    context = {
        "section": "portal",
        "case": found,
        "texts": texts,
        "words": words,
        "decided_by": _decided_by(words, due_shown(found, texts)),
        "appeal": appeal,
        "family": family_shown(found, request.user),
        "tracking_code": tracking_code_of(appeal) if appeal else "",
    }
    return render(request, "portal/receipt.html", context)


@login_required
@require_safe
def answers(request: HttpRequest, reference: str) -> HttpResponse:
    """What was submitted, as it stands now; for who does not act for the person any more, as they sent it last."""
    found, number = access_submitted(request.user, reference)
    if not (ended := acting_ended_by(found)):
        number = None
    language = get_language()
    texts = service_of(found).texts(language)
    sections = answer_sections(
        journey_of_case(found, answers_of(found, number)),
        texts,
        language,
        file_url=lambda file_id: reverse("portal:file", args=[reference, file_id]),
        asked_for=[] if ended else asked_items(found),
    )
    context = {"section": "portal", "case": found, "texts": texts, "sections": sections, "ended": ended}
    return render(request, "portal/answers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    if request.method == "POST":
        case = withdraw_case(acting_user=request.user, reference=reference)
        messages.success(request, words_for(case).withdrawn)
        return redirect("portal:case", reference=reference)
    found = access_case(request.user, reference)
    service = service_of(found)
    words = words_of(service)
    context = {
        "section": "portal",
        "case": found,
        "texts": service.texts(get_language()),
        "words": words,
        "meaning": words.withdraw_meaning % {"reference": found.reference},
    }
    return render(request, "portal/withdraw.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, reference: str) -> HttpResponse:
    """The sealed document. To fetch it for the first time hands it over, which only a button does, never an address."""
    found = access_case(request.user, reference)
    certificate = certificate_of(found.reference)
    if certificate is None or "download" not in hand_over_rule(found).ways:
        raise errors.CaseNotFound
    hand_over = hand_over_of(found)
    if hand_over and hand_over.state in ("ready", "returned"):
        if request.method != "POST":
            return redirect("portal:case", reference=reference)
        download_result(acting_user=request.user, reference=reference)
    return pdf_response(read_pdf(certificate), certificate.number)


@login_required
@require_safe
def file(request: HttpRequest, reference: str, file_id: UUID) -> HttpResponse:
    found, number = access_submitted(request.user, reference)
    ended = acting_ended_by(found)
    is_proof = not ended and file_id in {consent.proof for consent in consents_of(found)}
    if not (is_proof or is_file_of(answers_of(found, number if ended else None), file_id)):
        raise errors.CaseNotFound
    return file_response(file_id, found.people)
