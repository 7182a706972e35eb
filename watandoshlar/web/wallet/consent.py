"""The page on which a holder is asked whether a wallet may fetch copies, and of which document."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.cases.api import unfetched_cases
from watandoshlar.domains.certificates.api import (
    WalletRequest,
    access_certificates_for,
    answer_wallet_request,
    wallet_request,
)
from watandoshlar.web.presenting.wallets import held_choice


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Shows which wallet asks, for what, and which of one's documents it could get; the answer goes to the wallet."""
    sent = request.POST if request.method == "POST" else request.GET
    uri, wallet = sent.get("request_uri", ""), sent.get("client_id", "")
    asked = wallet_request(uri, wallet)
    held = access_certificates_for(request.user, asked)
    # What waits at its application, where a fee may hold it back, gets into no wallet.
    waiting = unfetched_cases([document.subject for document in held])
    documents = [document for document in held if document.subject not in waiting]
    if request.method == "POST":
        agrees = sent.get("answer") == "agree"
        held_back = {document.number for document in held if document.subject in waiting}
        number = sent.get("number", "") if agrees and sent.get("number") not in held_back else ""
        if number or not agrees:
            address = answer_wallet_request(acting_user=request.user, request_uri=uri, wallet=wallet, number=number)
            return _back_to(address)
        messages.warning(request, _("Choose a document."))
    context = {
        "section": "portal",
        "asked": asked,
        "name": asked.wallet_name or asked.wallet,
        "host": _host(asked),
        "documents": [held_choice(document) for document in documents],
        "request_uri": uri,
    }
    response = render(request, "wallet/consent.html", context)
    # The answer of the form leads to the wallet: the one address outside to which this page may send.
    response._csp_update = {"form-action": [_source_of(asked.return_to)]}
    return response


def _back_to(address: str) -> HttpResponse:
    # Django's redirect knows web addresses only; the act has looked whether this one is allowed.
    return HttpResponse(status=303, headers={"Location": address})


def _source_of(address: str) -> str:
    """What the content security policy calls the place of an address."""
    parts = urlsplit(address)
    return f"https://{parts.netloc}" if parts.scheme == "https" else f"{parts.scheme}:"


def _host(asked: WalletRequest) -> str:
    parts = urlsplit(asked.return_to)
    return parts.netloc or parts.scheme
