"""SD-JWT VC for wallets: every claim about the person is the holder's to show or to keep back.

Names of claims are those of OpenID Connect and of the European person identification data where they have one.
Visible to everybody are only issuer, type of document, end of validity, place in the status list and the holder's
key, and, where it applies, that the document is a demonstration or its form not confirmed.
"""

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from watandoshlar.domains.certificates.forms.holding import holder_key
from watandoshlar.domains.certificates.rules.copies import CopyFacts, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord, HolderName
from watandoshlar.domains.certificates.rules.statement import (
    SEX_OF,
    SEXES,
    Statement,
    day_of_making,
    statement_of,
    without_empty,
)
from watandoshlar.foundation.credentials.jose import from_b64url, public_jwk
from watandoshlar.foundation.credentials.sd_jwt import SD_JWT_VC, Hidden, make_sd_jwt
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.crypto import Signer, base64url

EMPLOYER_PROOF = frozenset({"name", "right"})
"""What a holder shows to an employer: with the status and the end of validity, which everybody sees, exactly name,
status, right and valid-until."""
CLAIMS = 24
"""As many hashes as every copy has at least, so that their number does not tell what is known of a person."""

_NAME_PARTS = {"family_name": "family", "given_name": "given", "middle_name": "patronymic"}
_PICTURES = {b"\x89PNG": "image/png"}


def make(record: CertificateRecord, copy: CopyFacts, signer: Signer) -> MadeCopy:
    """The SD-JWT with all its disclosures. Raises HolderKeyMissing, HolderKeyUnusable."""
    said = statement_of(record, copy.number)
    hidden = _hidden(said, copy)
    claims = _visible(said, copy) | {name: Hidden(value) for name, value in hidden.items()}
    made = make_sd_jwt(claims, signer, chain=copy.chain, decoys=max(0, CLAIMS - len(hidden)))
    return MadeCopy(made.text.encode(), made.signed)


def statement(claims: Mapping[str, Any]) -> Statement:
    """What verified claims state, when all of them are shown."""
    return Statement(
        issuer=claims["issuing_country"],
        number=claims["document_number"],
        document_type=claims["vct"].rpartition("/")[2],
        category=claims.get("right", ""),
        holder=_holder(claims),
        second_name=_holder(claims["second_name"]) if "second_name" in claims else None,
        birth_date=claims.get("birthdate", ""),
        sex=SEX_OF.get(claims.get("sex", 0), ""),
        nationality="".join(claims.get("nationalities", [])),
        issued_on=date.fromisoformat(claims["date_of_issuance"]),
        valid_from=_day(claims.get("date_of_start")),
        expires_on=_day(claims.get("date_of_expiry")),
        post=claims["issuing_post"]["code"],
        post_names=claims["issuing_post"]["names"],
        rows=claims.get("details", []),
        rests_on=claims.get("rests_on", ""),
        replaces=claims.get("replaces", ""),
        passport_hash=from_b64url(claims.get("passport_hash", "")),
        content_hash=from_b64url(claims["content_hash"]),
        is_demonstration=claims.get("demonstration", False),
        is_confirmed=not claims.get("unconfirmed", False),
        photo=b64decode(claims.get("picture", "").rpartition(",")[2]),
    )


def credential_type(issuer_url: str, document_type: str) -> str:
    """The claim `vct`: where a wallet learns what this kind of document is called (`web/wallet`)."""
    return f"{issuer_url}/wallet/types/{document_type}"


def employer_query(issuer_url: str, document_types: Collection[str]) -> dict[str, Any]:
    """What an employer's verifier asks a wallet for, in the language of OpenID4VP 1.0 (DCQL)."""
    asked = {
        "id": "compatriot",
        "format": SD_JWT_VC,
        "meta": {"vct_values": [credential_type(issuer_url, each) for each in sorted(document_types)]},
        "claims": [{"path": [name]} for name in sorted(EMPLOYER_PROOF)],
    }
    return {"credentials": [asked]}


def _visible(said: Statement, copy: CopyFacts) -> dict[str, Any]:
    marks = {"demonstration": said.is_demonstration, "unconfirmed": not said.is_confirmed}
    return {
        "iss": copy.issuer_url,
        "vct": credential_type(copy.issuer_url, said.document_type),
        "status": StatusReference(copy.status_uri, copy.status_index).claim(),
        "cnf": {"jwk": public_jwk(holder_key(copy))},
        **({"nbf": int(said.starts_at.timestamp())} if said.starts_at else {}),
        **({"exp": int(said.ends_at.timestamp())} if said.ends_at else {}),
        **{name: True for name, applies in marks.items() if applies},
    }


def _hidden(said: Statement, copy: CopyFacts) -> dict[str, Any]:
    return without_empty(
        {
            "iat": int(day_of_making(copy.made_at).timestamp()),
            "name": said.name,
            **_name_parts(said.holder),
            "second_name": _name_parts(said.second_name) if said.second_name else None,
            "birthdate": said.birth_date,
            "sex": SEXES.get(said.sex),
            "nationalities": [said.nationality] if said.nationality else [],
            "picture": _picture(said.photo),
            "document_number": said.number,
            "right": said.category,
            "issuing_country": said.issuer,
            "issuing_post": {"code": said.post, "names": dict(said.post_names)},
            "date_of_issuance": said.issued_on.isoformat(),
            "date_of_start": said.valid_from.isoformat() if said.valid_from else None,
            "date_of_expiry": said.expires_on.isoformat() if said.expires_on else None,
            "details": [Hidden(dict(row)) for row in said.rows],
            "rests_on": said.rests_on,
            "replaces": said.replaces,
            "passport_hash": base64url.encode(said.passport_hash),
            "content_hash": base64url.encode(said.content_hash),
        }
    )


def _name_parts(name: HolderName) -> dict[str, Any]:
    parts = {claim: name[part] for claim, part in _NAME_PARTS.items()}
    return without_empty({**parts, "script": name["script"]})


def _holder(claims: Mapping[str, Any]) -> HolderName:
    parts = {part: claims.get(claim, "") for claim, part in _NAME_PARTS.items()}
    return HolderName(**parts, script=claims["script"])


def _picture(photo: bytes) -> str:
    kind = _PICTURES.get(photo[:4], "image/jpeg")
    return f"data:{kind};base64,{b64encode(photo).decode()}" if photo else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
