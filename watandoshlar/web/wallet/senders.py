"""Who sends a request: its wallet attestation and the proof of its key, as they stand in the headers."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest

from watandoshlar.domains.certificates.api import (
    Refusal,
    Sender,
    WalletGrant,
    attested_wallet,
    grant_of,
    sender_key,
    wallet_anchors,
)
from watandoshlar.foundation import clock
from watandoshlar.web.wallet.addresses import address_asked, issuer
from watandoshlar.web.wallet.machine import MISSING

ATTESTATION, PROOF, KEY = "OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP", "DPoP"


def client_of(request: HttpRequest, client_id: str, *, attested: bool = False) -> Sender:
    """The client of a token request or a pushed request; an attested one where `attested`, or where the operator wants
    no others. Raises Refusal."""
    if ATTESTATION in request.headers or PROOF in request.headers:
        wallet = attested_wallet(
            request.headers.get(ATTESTATION),
            request.headers.get(PROOF),
            issuer=issuer(),
            anchors=wallet_anchors(),
            now=clock.now(),
        )
        if client_id not in ("", wallet.wallet):
            raise Refusal("invalid_client", "The client_id is another than the attested one.", 401)
    elif attested or settings.WALLETS_MUST_BE_ATTESTED:
        raise Refusal("invalid_client", "A wallet attestation is asked for.", 401)
    else:
        wallet = Sender()
    key = _key_of(request)
    if not key.key and settings.WALLETS_MUST_BE_ATTESTED:
        raise Refusal("invalid_dpop_proof", "A DPoP proof is asked for.")
    return replace(wallet, key=key.key, spent=wallet.spent + key.spent)


def holder_of_token(request: HttpRequest) -> tuple[WalletGrant, Sender]:
    """The grant of the access token in the header, and who sent it. A token anywhere else is none. Raises Refusal."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "dpop") or not token:
        raise Refusal(MISSING, "An access token in the header Authorization is asked for.", 401)
    if "access_token" in request.GET:
        raise Refusal("invalid_request", "An access token belongs into the header alone.")
    key = _key_of(request, token, 401) if scheme.lower() == "dpop" else Sender()
    grant = grant_of(token, key)
    return grant, replace(key, wallet=grant.wallet)


def _key_of(request: HttpRequest, token: str = "", status: int = 400) -> Sender:
    proof = request.headers.get(KEY)
    if proof is None and not token:
        return Sender()
    try:
        return sender_key(
            proof, method=request.method or "", address=address_asked(request), now=clock.now(), token=token
        )
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.reason, status) from refusal
