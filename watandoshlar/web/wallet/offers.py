"""The page on which a holder puts a document into a wallet: the offer, its code, and what has become of copies."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.cases.api import unfetched_case
from watandoshlar.domains.certificates.api import FORMATS, access_held_certificate, end_wallets, offer_copies
from watandoshlar.web.presenting.wallets import offer_shown, wallets_of
from watandoshlar.web.wallet.addresses import address_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, number: str) -> HttpResponse:
    """A press makes an offer for five minutes, which only this one answer shows. What waits at its application, where a
    fee may hold it back, is fetched there first."""
    if reference := unfetched_case(access_held_certificate(request.user, number).subject):
        return redirect("portal:case", reference=reference)
    made = None
    if request.method == "POST":
        made = offer_copies(acting_user=request.user, number=number, forms=tuple(FORMATS))
    context = {"section": "portal", **wallets_of(request.user, number)}
    if made is not None:
        context["offer"] = offer_shown(address_of("offer", secret=made.secret), made)
    return render(request, "wallet/offer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: str) -> HttpResponse:
    access_held_certificate(request.user, number)
    if request.method == "POST":
        end_wallets(acting_user=request.user, number=number)
        messages.success(
            request, _("No wallet can fetch new copies of this document any more. Copies in wallets stay.")
        )
    return redirect("wallet_pages:offer", number=number)
