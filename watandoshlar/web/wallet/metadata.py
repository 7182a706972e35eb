"""What wallets read about us before they come, plain and signed."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override

from watandoshlar.domains.certificates.api import (
    AGREEMENT,
    ALGORITHM,
    CIPHERS,
    FORMATS,
    MOST_KEYS,
    Form,
    claim_labels,
    configuration_id,
    credential_type,
    errors,
    request_keys,
    signed_metadata,
    wallet_anchors,
    wallet_documents,
)
from watandoshlar.foundation import clock
from watandoshlar.web.wallet.addresses import address_of, issuer
from watandoshlar.web.wallet.machine import FRESH, machine, public
from watandoshlar.web.wallet.tokens import PRE_AUTHORIZED

DOCTYPE = "org.iso.23220.photoid.1"


@machine("GET", limited=False)
def issuer_metadata(request: HttpRequest) -> HttpResponse:
    """As JSON, or signed for those who ask for application/jwt (OpenID4VCI 1.0, 12.2)."""
    content = _about_the_issuer()
    wants_signed = request.get_preferred_type(["application/json", "application/jwt"]) == "application/jwt"
    response = (_signed(content) if wants_signed else None) or public(content)
    response["Vary"] = "Accept"
    return response


def _signed(content: Mapping[str, Any]) -> HttpResponse | None:
    """None where no key is listed for this: a wallet then gets the plain form, which says that it is not signed."""
    try:
        signed = _signed_at(json.dumps(content, sort_keys=True), int(clock.now().timestamp()) // FRESH * FRESH)
    except errors.SealKeyNotTrusted:
        return None
    response = HttpResponse(signed, content_type="application/jwt")
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


@lru_cache(maxsize=4)
def _signed_at(content: str, moment: int) -> str:
    """Signed once in five minutes by each process: whoever asks often does not keep a signing device busy."""
    claims = {**json.loads(content), "iss": issuer(), "sub": issuer(), "iat": moment, "exp": moment + 86_400}
    return signed_metadata(claims)


@machine("GET", limited=False)
def server_metadata(request: HttpRequest) -> HttpResponse:
    """The authorization server (RFC 8414). What needs attested wallets is offered where somebody may attest them."""
    attests = bool(wallet_anchors())
    anonymous = not settings.WALLETS_MUST_BE_ATTESTED
    content: dict[str, Any] = {
        "issuer": issuer(),
        "token_endpoint": address_of("token"),
        "jwks_uri": address_of("keys"),
        "grant_types_supported": [PRE_AUTHORIZED, "refresh_token", *(["authorization_code"] if attests else [])],
        "dpop_signing_alg_values_supported": [ALGORITHM],
        "pre-authorized_grant_anonymous_access_supported": anonymous,
        "token_endpoint_auth_methods_supported": [
            *(["attest_jwt_client_auth"] if attests else []),
            *(["none"] if anonymous else []),
        ],
        "scopes_supported": sorted(_configurations()),
    }
    if attests:
        content |= {
            "authorization_endpoint": address_of("authorize"),
            "pushed_authorization_request_endpoint": address_of("push"),
            "require_pushed_authorization_requests": True,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            "client_attestation_signing_alg_values_supported": [ALGORITHM],
            "client_attestation_pop_signing_alg_values_supported": [ALGORITHM],
        }
    return public(content)


@machine("GET", limited=False)
def keys(request: HttpRequest) -> HttpResponse:
    return public({"keys": _request_jwks()})


@machine("GET", limited=False)
def document_type(request: HttpRequest, document_type: str) -> HttpResponse:
    """Type metadata of an SD-JWT VC: what the document is called in every language (`vct`)."""
    titles = wallet_documents().get(document_type)
    if titles is None:
        raise Http404
    display = [{"locale": language, "name": title} for language, title in titles.items()]
    claims = [
        {"path": list(path), "display": [{"locale": language, "label": label} for language, label in labels.items()]}
        for path, labels in claim_labels(Form.SD_JWT, settings.REQUIRED_LANGUAGES).items()
    ]
    name = titles.get("en") or next(iter(titles.values()))
    return public({"vct": _type(document_type), "name": name, "display": display, "claims": claims})


def _about_the_issuer() -> dict[str, Any]:
    return {
        "credential_issuer": issuer(),
        "credential_endpoint": address_of("credential"),
        "nonce_endpoint": address_of("nonce"),
        "notification_endpoint": address_of("notification"),
        "credential_request_encryption": {
            "jwks": {"keys": _request_jwks()},
            "enc_values_supported": list(CIPHERS),
            "encryption_required": False,
        },
        "credential_response_encryption": {
            "alg_values_supported": [AGREEMENT],
            "enc_values_supported": list(CIPHERS),
            "encryption_required": False,
        },
        "batch_credential_issuance": {"batch_size": MOST_KEYS},
        "display": [{"name": _name_in(language), "locale": language} for language in settings.REQUIRED_LANGUAGES],
        "credential_configurations_supported": _configurations(),
    }


def _name_in(language: str) -> str:
    with override(language):
        return _("Consular service of Uzbekistan")


def _request_jwks() -> list[dict[str, Any]]:
    return [
        {**key.as_dict(private=False), "kid": name, "use": "enc", "alg": AGREEMENT}
        for name, key in request_keys().items()
    ]


def _configurations() -> dict[str, Any]:
    return {
        configuration_id(document_type, form): _configuration(document_type, form, titles)
        for document_type, titles in wallet_documents().items()
        for form in FORMATS
    }


def _configuration(document_type: str, form: str, titles: Mapping[str, str]) -> dict[str, Any]:
    proof: dict[str, Any] = {"proof_signing_alg_values_supported": [ALGORITHM]}
    if settings.WALLETS_MUST_BE_ATTESTED:
        proof["key_attestations_required"] = {}
    kinds = {"jwt": proof, **({"attestation": proof} if wallet_anchors() else {})}
    content = {
        "format": FORMATS[form],
        "scope": configuration_id(document_type, form),
        "cryptographic_binding_methods_supported": ["jwk" if form == "sd_jwt" else "cose_key"],
        "credential_signing_alg_values_supported": [ALGORITHM if form == "sd_jwt" else -7],
        "proof_types_supported": kinds,
        "credential_metadata": {
            "display": [{"name": title, "locale": language} for language, title in titles.items()],
            "claims": [
                {
                    "path": list(path),
                    "display": [{"name": label, "locale": language} for language, label in words.items()],
                }
                for path, words in claim_labels(Form(form), settings.REQUIRED_LANGUAGES).items()
            ],
        },
    }
    what = {"vct": _type(document_type)} if form == "sd_jwt" else {"doctype": DOCTYPE}
    return content | what


def _type(document_type: str) -> str:
    return credential_type(issuer(), document_type)
