"""The authorization server: requests pushed before the holder sees them, and tokens."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language_from_request

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import (
    Refusal,
    Tokens,
    WalletAsks,
    configuration_id,
    push_wallet_request,
    redeem_code,
    redeem_offer,
    refresh_access,
)
from watandoshlar.web.wallet.machine import form_of, machine
from watandoshlar.web.wallet.senders import client_of

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


@machine("POST")
def push(request: HttpRequest) -> HttpResponse:
    """Pushed authorization request (RFC 9126), by attested wallets only."""
    sent = form_of(request)
    sender = client_of(request, sent.get("client_id", ""), attested=True)
    if "request_uri" in sent or "request" in sent:
        raise Refusal("invalid_request", "The parameters themselves are asked for.")
    if sent.get("client_id") != sender.wallet or sent.get("response_type") != "code":
        raise Refusal("invalid_request", "The attested client_id and the response_type code are asked for.")
    if sent.get("code_challenge_method") != "S256":
        raise Refusal("invalid_request", "A code_challenge by S256 is asked for.")
    if sender.key and sent.get("dpop_jkt", sender.key) != sender.key:
        raise Refusal("invalid_dpop_proof", "The proof and dpop_jkt name different keys.")
    asks = WalletAsks(
        scopes=sent.get("scope", "").split(),
        return_to=sent.get("redirect_uri", ""),
        challenge=sent.get("code_challenge", ""),
        state=sent.get("state", ""),
    )
    uri, seconds = push_wallet_request(acting_user=SYSTEM, sender=sender, asks=asks)
    return JsonResponse({"request_uri": uri, "expires_in": seconds}, status=201)


@machine("GET", limited=False)
def authorize(request: HttpRequest) -> HttpResponse:
    """To the page on which the holder is asked, in the language of the browser."""
    query = QueryDict(mutable=True)
    for name in ("client_id", "request_uri"):
        query[name] = request.GET.get(name, "")
    return redirect(f"/{get_language_from_request(request)}/wallet/consent/?{query.urlencode()}")


@machine("POST")
def token(request: HttpRequest) -> HttpResponse:
    sent = form_of(request)
    grant_type = sent.get("grant_type", "")
    if grant_type not in GRANTS:
        raise Refusal("unsupported_grant_type", "One of the grants in our metadata is asked for.")
    return _given(GRANTS[grant_type](request, sent))


def _by_offer(request: HttpRequest, sent: Mapping[str, str]) -> Tokens:
    sender = client_of(request, sent.get("client_id", ""))
    code, transaction_code = sent.get("pre-authorized_code", ""), sent.get("tx_code", "")
    return redeem_offer(acting_user=SYSTEM, code=code, transaction_code=transaction_code, sender=sender)


def _by_code(request: HttpRequest, sent: Mapping[str, str]) -> Tokens:
    sender = client_of(request, sent.get("client_id", ""), attested=True)
    if not sender.key:
        raise Refusal("invalid_dpop_proof", "A DPoP proof is asked for.")
    return redeem_code(
        acting_user=SYSTEM,
        code=sent.get("code", ""),
        verifier=sent.get("code_verifier", ""),
        return_to=sent.get("redirect_uri", ""),
        sender=sender,
    )


def _by_refresh(request: HttpRequest, sent: Mapping[str, str]) -> Tokens:
    sender = client_of(request, sent.get("client_id", ""))
    return refresh_access(acting_user=SYSTEM, refresh=sent.get("refresh_token", ""), sender=sender)


GRANTS = {PRE_AUTHORIZED: _by_offer, "authorization_code": _by_code, "refresh_token": _by_refresh}


def _given(tokens: Tokens) -> HttpResponse:
    document_type = tokens.grant.certificate.document_type
    content = {
        "access_token": tokens.access,
        "token_type": "DPoP" if tokens.grant.sender_key else "Bearer",
        "expires_in": tokens.seconds,
        "scope": " ".join(configuration_id(document_type, form) for form in tokens.grant.forms),
    }
    if tokens.refresh:
        content["refresh_token"] = tokens.refresh
    return JsonResponse(content)
