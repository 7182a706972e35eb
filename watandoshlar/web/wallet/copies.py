"""The credential issuer: offers, nonces, copies, and what wallets say became of them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import unfetched_case
from watandoshlar.domains.certificates.api import (
    Asked,
    Reader,
    Refusal,
    code_of,
    configuration_id,
    decrypted_by,
    encrypted_for,
    fresh_nonce,
    hand_over_copies,
    newest_version,
    note_delivery,
    open_offer,
    proven_keys,
    read_configuration,
    reader_of,
    request_keys,
    wallet_anchors,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import base64url
from watandoshlar.web.wallet.addresses import issuer
from watandoshlar.web.wallet.machine import json_of, machine, text_of
from watandoshlar.web.wallet.senders import holder_of_token
from watandoshlar.web.wallet.tokens import PRE_AUTHORIZED

MALFORMED = "invalid_credential_request"
CODE = {"input_mode": "numeric", "length": 6, "description": "The code that the page shows beside the offer"}


@machine("GET", limited=False)
def offer(request: HttpRequest, secret: str) -> HttpResponse:
    """The offer behind an address, word for word the same until its end."""
    found = open_offer(secret)
    configurations = [configuration_id(found.certificate.document_type, form) for form in found.forms]
    grants: dict[str, Any] = {PRE_AUTHORIZED: {"pre-authorized_code": code_of(secret), "tx_code": CODE}}
    if wallet_anchors():
        grants["authorization_code"] = {}
    return JsonResponse(
        {"credential_issuer": issuer(), "credential_configuration_ids": configurations, "grants": grants}
    )


@machine("POST")
def nonce(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"c_nonce": fresh_nonce()})


@machine("POST")
def credential(request: HttpRequest) -> HttpResponse:
    """Copies for the keys that the wallet proves, one for each."""
    grant, sender = holder_of_token(request)
    if unfetched_case(newest_version(grant.certificate).subject):
        raise Refusal("credential_request_denied", "The holder has not fetched the newest version yet.")
    wanted, reader = _wanted(request)
    configuration = _configuration(wanted)
    asked = Asked(
        issuer=issuer(),
        now=clock.now(),
        anchors=wallet_anchors(),
        needs_attestation=settings.WALLETS_MUST_BE_ATTESTED,
        wallet=grant.wallet,
    )
    given = hand_over_copies(
        acting_user=SYSTEM,
        grant=grant,
        configuration=configuration,
        proven=proven_keys(wanted.get("proofs"), asked),
        sender=sender,
    )
    form = (read_configuration(configuration) or ("", ""))[1]
    content = {
        "credentials": [{"credential": _written(form, copy)} for copy in given.copies],
        "notification_id": given.notification_id,
    }
    if reader is None:
        return JsonResponse(content)
    return HttpResponse(encrypted_for(reader, content), content_type="application/jwt")


@machine("POST")
def notification(request: HttpRequest) -> HttpResponse:
    grant, sender = holder_of_token(request)
    said = json_of(request, "invalid_notification_request")
    name, event = said.get("notification_id"), said.get("event")
    if not isinstance(name, str) or not isinstance(event, str):
        raise Refusal("invalid_notification_request", "The members notification_id and event are asked for.")
    note_delivery(acting_user=SYSTEM, grant=grant, notification_id=name, event=event, sender=sender)
    return HttpResponse(status=204)


def _wanted(request: HttpRequest) -> tuple[dict[str, Any], Reader | None]:
    """The request, opened if it was encrypted, and for whom the answer is encrypted."""
    is_encrypted = request.content_type == "application/jwt"
    wanted = decrypted_by(request_keys(), text_of(request, MALFORMED)) if is_encrypted else json_of(request, MALFORMED)
    if "credential_response_encryption" not in wanted:
        return wanted, None
    reader = reader_of(wanted["credential_response_encryption"])
    if not is_encrypted:
        # In the open, somebody on the way could put in a key of his own (OpenID4VCI 1.0, 8.2).
        raise Refusal("invalid_encryption_parameters", "Who wants an encrypted answer encrypts the request.")
    return wanted, reader


def _configuration(wanted: Mapping[str, Any]) -> str:
    if "credential_identifier" in wanted:
        # Our tokens name no identifiers, so that every one is unknown.
        both = "credential_configuration_id" in wanted
        raise Refusal(MALFORMED if both else "unknown_credential_identifier", "Ask for a credential_configuration_id.")
    configuration = wanted.get("credential_configuration_id")
    if not isinstance(configuration, str):
        raise Refusal(MALFORMED, "A credential_configuration_id is asked for.")
    if read_configuration(configuration) is None:
        raise Refusal("unknown_credential_configuration", "No such configuration stands in our metadata.")
    return configuration


def _written(form: str, copy: bytes) -> str:
    """As OpenID4VCI 1.0 wants it: an SD-JWT VC as it is, an mdoc as base64url of its CBOR."""
    return copy.decode() if form == "sd_jwt" else base64url.encode(copy)
