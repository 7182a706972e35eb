"""Who issues credentials, said in the ways in which readers of each format look for its keys.

The signed trust list stays the source; these addresses serve readers that know nothing of it.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from watandoshlar.domains.certificates.api import (
    decentralized_identifier,
    document_keys,
    employer_query,
    json_ld_context,
    method_of,
    wallet_documents,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.credentials.jose import public_jwk
from watandoshlar.foundation.credentials.multibase import multikey
from watandoshlar.web.registers.answers import published


@published
def did_document(request: HttpRequest) -> HttpResponse:
    """The installation as `did:web`, for readers of W3C credentials."""
    issuer = decentralized_identifier(settings.SITE_URL)
    methods = [
        {
            "id": method_of(issuer, key.key_id),
            "type": "Multikey",
            "controller": issuer,
            "publicKeyMultibase": multikey(key.public_key),
        }
        for key in document_keys(clock.now())
    ]
    return _json(
        {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": issuer,
            "verificationMethod": methods,
            "assertionMethod": [method["id"] for method in methods],
        },
        "application/did+ld+json",
    )


@published
def jwt_vc_issuer(request: HttpRequest) -> HttpResponse:
    """The keys of SD-JWT VC, for readers that do not follow certificates (SD-JWT VC, 4)."""
    keys = [
        {**public_jwk(key.public_key), "kid": key.key_id.hex(), "use": "sig", "alg": "ES256"}
        for key in document_keys(clock.now())
    ]
    return _json({"issuer": settings.SITE_URL, "jwks": {"keys": keys}})


@published
def context(request: HttpRequest) -> HttpResponse:
    """The terms of our W3C credentials, for processors of JSON-LD."""
    return _json(json_ld_context(), "application/ld+json")


@published
def employer_proof(request: HttpRequest) -> HttpResponse:
    """What an employer's verifier asks a wallet for: exactly name and right, beside status and end of validity."""
    return _json(employer_query(settings.SITE_URL, wallet_documents()))


def _json(content: dict[str, Any], content_type: str = "application/json") -> HttpResponse:
    body = json.dumps(content, ensure_ascii=False).encode()
    answer = HttpResponse(body, content_type=content_type)
    answer["ETag"] = hashlib.sha256(body).hexdigest()[:16]
    return answer
