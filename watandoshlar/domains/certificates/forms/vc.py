"""W3C Verifiable Credential 2.0 for archives and other systems: one signed JSON document that shows everything.

Whoever receives it sees all of it, so it is given to the holder alone, who decides about the whole.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from watandoshlar.domains.certificates.rules.claims import begin_of
from watandoshlar.domains.certificates.rules.copies import CopyFacts, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.rules.statement import (
    SEX_OF,
    SEXES,
    Statement,
    day_of_making,
    statement_of,
    without_empty,
)
from watandoshlar.foundation.credentials.data_integrity import CONTEXT, CREDENTIAL, make_credential
from watandoshlar.foundation.credentials.jose import from_b64url
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.crypto import Signer, base64url

DOCUMENT = "WatandoshlarDocument"
STATUS = "TokenStatusListEntry"
VOCABULARY = "https://watandoshlar.uz/ns#"
"""Names of terms; nothing has to be found there."""


def make(record: CertificateRecord, copy: CopyFacts, signer: Signer) -> MadeCopy:
    """The credential in its one spelling (RFC 8785)."""
    said = statement_of(record, copy.number)
    issuer = decentralized_identifier(copy.issuer_url)
    document = {
        "@context": [CONTEXT, context_of(copy.issuer_url)],
        "id": UUID(hex=copy.copy_id).urn,
        "type": [CREDENTIAL, DOCUMENT],
        "issuer": {"id": issuer, "country": said.issuer},
        "validFrom": _moment(said.starts_at or begin_of(said.issued_on)),
        **({"validUntil": _moment(said.ends_at)} if said.ends_at else {}),
        "credentialStatus": _status(StatusReference(copy.status_uri, copy.status_index)),
        "credentialSubject": _subject(said),
        **({"demonstration": True} if said.is_demonstration else {}),
        **({} if said.is_confirmed else {"unconfirmed": True}),
    }
    made = make_credential(document, signer, method_of(issuer, signer.key_id), day_of_making(copy.made_at))
    return MadeCopy(made.content, made.signed)


def statement(document: Mapping[str, Any]) -> Statement:
    """What a verified credential states."""
    subject = document["credentialSubject"]
    return Statement(
        issuer=document["issuer"]["country"],
        number=subject["documentNumber"],
        document_type=subject["documentType"],
        category=subject.get("right", ""),
        holder=subject["holder"],
        second_name=subject.get("secondName"),
        birth_date=subject.get("birthDate", ""),
        sex=SEX_OF.get(subject.get("sex", 0), ""),
        nationality=subject.get("nationality", ""),
        issued_on=date.fromisoformat(subject["issuedOn"]),
        valid_from=_day(subject.get("startsOn")),
        expires_on=_day(subject.get("expiresOn")),
        post=subject["post"]["code"],
        post_names=subject["post"]["names"],
        rows=subject.get("details", []),
        rests_on=subject.get("restsOn", ""),
        replaces=subject.get("replaces", ""),
        passport_hash=from_b64url(subject.get("passportHash", "")),
        content_hash=from_b64url(subject["contentHash"]),
        is_demonstration=document.get("demonstration", False),
        is_confirmed=not document.get("unconfirmed", False),
        photo=b64decode(subject.get("photo", "")),
    )


def decentralized_identifier(issuer_url: str) -> str:
    """The installation as `did:web`: its keys are found where it is reached (`web/registers`)."""
    return f"did:web:{urlsplit(issuer_url).netloc.replace(':', '%3A')}"


def method_of(issuer: str, key_id: bytes) -> str:
    """The verification method of a proof: the issuer and which of its keys."""
    return f"{issuer}#{key_id.hex()}"


def context_of(issuer_url: str) -> str:
    """Where the terms of our credentials are explained to JSON-LD."""
    return f"{issuer_url}/credentials/context/v1"


def json_ld_context() -> dict[str, Any]:
    """The JSON-LD context of our terms. It never changes: other terms get another address."""
    plain = ["country", "documentNumber", "documentType", "right", "birthDate", "nationality", "restsOn", "replaces"]
    plain += ["passportHash", "contentHash", "photo"]
    whole = ["holder", "secondName", "post", "details"]
    kinds = {"sex": "integer", "demonstration": "boolean", "unconfirmed": "boolean", "statusListIndex": "string"}
    kinds |= dict.fromkeys(("issuedOn", "startsOn", "expiresOn"), "date")
    schema = "http://www.w3.org/2001/XMLSchema#"
    return {
        "@context": {
            "@version": 1.1,
            "@protected": True,
            DOCUMENT: f"{VOCABULARY}{DOCUMENT}",
            STATUS: f"{VOCABULARY}{STATUS}",
            "statusListUri": {"@id": f"{VOCABULARY}statusListUri", "@type": "@id"},
            **{name: f"{VOCABULARY}{name}" for name in plain},
            **{name: {"@id": f"{VOCABULARY}{name}", "@type": "@json"} for name in whole},
            **{name: {"@id": f"{VOCABULARY}{name}", "@type": schema + kind} for name, kind in kinds.items()},
        }
    }


def _status(place: StatusReference) -> dict[str, Any]:
    return {
        "id": f"{place.uri}#{place.index}",
        "type": STATUS,
        "statusListUri": place.uri,
        "statusListIndex": str(place.index),
    }


def _subject(said: Statement) -> dict[str, Any]:
    return without_empty(
        {
            "documentNumber": said.number,
            "documentType": said.document_type,
            "right": said.category,
            "holder": dict(said.holder),
            "secondName": dict(said.second_name) if said.second_name else None,
            "birthDate": said.birth_date,
            "sex": SEXES.get(said.sex),
            "nationality": said.nationality,
            "issuedOn": said.issued_on.isoformat(),
            "startsOn": said.valid_from.isoformat() if said.valid_from else None,
            "expiresOn": said.expires_on.isoformat() if said.expires_on else None,
            "post": {"code": said.post, "names": dict(said.post_names)},
            "details": [dict(row) for row in said.rows],
            "restsOn": said.rests_on,
            "replaces": said.replaces,
            "passportHash": base64url.encode(said.passport_hash),
            "contentHash": base64url.encode(said.content_hash),
            "photo": b64encode(said.photo).decode(),
        }
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
