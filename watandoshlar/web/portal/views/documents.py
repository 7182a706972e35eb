"""What somebody holds: their documents, each with all that one does with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from watandoshlar.domains.cases.api import access_cases, unfetched_case
from watandoshlar.domains.certificates.api import (
    access_held_document,
    access_held_documents,
    print_card,
    read_pdf,
    seal_picture,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.portal.doors import pressed_on
from watandoshlar.web.portal.presenting.documents import document_page, held_cards, saved_card
from watandoshlar.web.presenting.files import pdf_response
from watandoshlar.web.presenting.wallets import wallets_of


@login_required
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """The documents of the account holder and of those for whom the account acts."""
    context = {"section": "portal", "groups": held_cards(access_held_documents(request.user), request.user)}
    return render(request, "portal/documents.html", context)


@login_required
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Whether it counts, how to show it, what it rests on, what its holder may do, and what to do when it changes."""
    document = access_held_document(request.user, number)
    is_own = access_cases(request.user).filter(reference=document.certificate.subject).exists()
    # An appeal by who applied names the decision by itself.
    appeal = reverse("portal:appeal_against", args=[document.certificate.subject]) if is_own else None
    context = {
        "section": "portal",
        "appeal_url": appeal or reverse("portal:start", args=["appeal"]),
        **document_page(document),
    }
    if not context["waits_at"]:
        context |= {"wallet": wallets_of(request.user, document.certificate.number)}
    return render(request, "portal/document.html", context)


@login_required
@require_safe
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    document = access_held_document(request.user, number)
    if reference := unfetched_case(document.certificate.subject):
        return redirect("portal:case", reference=reference)
    return pdf_response(read_pdf(document.certificate), document.certificate.number)


@pressed_on("portal:held_document")
def card(request: HttpRequest, number: str) -> HttpResponse:
    """The card to print; every press makes a copy, so only a press does."""
    document = access_held_document(request.user, number)
    if reference := unfetched_case(document.certificate.subject):
        return redirect("portal:case", reference=reference)
    try:
        made = print_card(acting_user=request.user, number=document.certificate.number)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("portal:held_document", number=document.certificate.number)
    return pdf_response(made.content, f"{document.certificate.number}-card")


@login_required
@require_safe
def code(request: HttpRequest, number: str) -> HttpResponse:
    """The QR code as a picture to keep on a phone: whoever checks it needs no network, and neither does it."""
    document = access_held_document(request.user, number)
    if reference := unfetched_case(document.certificate.subject):
        return redirect("portal:case", reference=reference)
    response = HttpResponse(seal_picture(document.seal), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{document.certificate.number}.png"'
    return response


@login_required
@require_safe
def my_card(request: HttpRequest, number: str) -> HttpResponse:
    """The card as one page that needs nothing else: saved on a phone, it opens without network."""
    document = access_held_document(request.user, number)
    if reference := unfetched_case(document.certificate.subject):
        return redirect("portal:case", reference=reference)
    response = render(request, "portal/my_card.html", saved_card(document))
    response["Content-Disposition"] = f'attachment; filename="{document.certificate.number}.html"'
    return response
