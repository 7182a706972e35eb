"""mdoc for wallets: a photo ID of ISO/IEC TS 23220-4, read by devices that know ISO/IEC 18013-5.

Elements that every photo ID has stand in the namespaces of ISO, what only our documents state in one of our own. Where
ISO wants one text and we keep several (languages, scripts), the namespace of ISO has the first and ours has all.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cryptography import x509

from watandoshlar.domains.certificates.forms.holding import holder_key
from watandoshlar.domains.certificates.rules.copies import CopyFacts, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.rules.statement import (
    SEX_OF,
    SEXES,
    Statement,
    day_of_making,
    is_adult,
    statement_of,
    without_empty,
)
from watandoshlar.foundation.credentials.mdoc import COMMON, PHOTO_ID, MdocContent, make_mdoc
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.crypto import Signer

OWN = "uz.watandoshlar.1"
"""The namespace of what no standard names."""
_UNCERTIFIED = timedelta(days=365)
_LONGEST = 150
"""Characters of a text in the namespace of ISO."""


def make(record: CertificateRecord, copy: CopyFacts, signer: Signer) -> MadeCopy:
    """The IssuerSigned structure. Raises HolderKeyMissing, HolderKeyUnusable."""
    said = statement_of(record, copy.number)
    signed_at = _signed_at(copy)
    content = MdocContent(
        PHOTO_ID,
        {COMMON: _common(said, record, signed_at.date()), OWN: _own(said)},
        holder_key(copy),
        signed_at,
        max(signed_at, said.starts_at or signed_at),
        _believed_until(said, copy),
        StatusReference(copy.status_uri, copy.status_index),
    )
    made = make_mdoc(content, signer, copy.chain)
    return MadeCopy(made.issuer_signed, made.signed)


def statement(namespaces: Mapping[str, Mapping[str, Any]]) -> Statement:
    """What verified elements state, when all of them are shown."""
    common, own = namespaces[COMMON], namespaces[OWN]
    details = sorted(name for name in own if name.startswith("detail_"))
    return Statement(
        issuer=common["issuing_country"],
        number=common["document_number"],
        document_type=own["document_type"],
        category=own.get("right", ""),
        holder=own["holder"],
        second_name=own.get("second_name"),
        birth_date=own.get("birth_date", ""),
        sex=SEX_OF.get(common.get("sex", 0), ""),
        nationality=common.get("nationality", ""),
        issued_on=common["issue_date"],
        valid_from=own.get("valid_from"),
        expires_on=common.get("expiry_date"),
        post=own["post"]["code"],
        post_names=own["post"]["names"],
        rows=[own[name] for name in details],
        rests_on=own.get("rests_on", ""),
        replaces=own.get("replaces", ""),
        passport_hash=own.get("passport_hash", b""),
        content_hash=own["content_hash"],
        is_demonstration=own.get("demonstration", False),
        is_confirmed=not own.get("unconfirmed", False),
        photo=common.get("portrait", b""),
    )


def _common(said: Statement, record: CertificateRecord, on: date) -> dict[str, Any]:
    return without_empty(
        {
            "family_name": (said.holder["family"] or said.name)[:_LONGEST],
            "given_name": said.holder["given"][:_LONGEST],
            "birth_date": _birth_date(said.birth_date),
            "portrait": said.photo,
            "issue_date": said.issued_on,
            "expiry_date": said.expires_on,
            "issuing_authority": said.post_names.get(record.languages[0], said.post)[:_LONGEST],
            "issuing_country": said.issuer,
            "document_number": said.number,
            "sex": SEXES.get(said.sex),
            "nationality": said.nationality,
            "age_over_18": is_adult(said.birth_date, on),
        }
    )


def _own(said: Statement) -> dict[str, Any]:
    rows = {f"detail_{number:03}": dict(row) for number, row in enumerate(said.rows, start=1)}
    return without_empty(
        {
            "document_type": said.document_type,
            "right": said.category,
            "holder": dict(said.holder),
            "second_name": dict(said.second_name) if said.second_name else None,
            "birth_date": said.birth_date,
            "valid_from": said.valid_from,
            "post": {"code": said.post, "names": dict(said.post_names)},
            "rests_on": said.rests_on,
            "replaces": said.replaces,
            "passport_hash": said.passport_hash,
            "content_hash": said.content_hash,
            "demonstration": said.is_demonstration or None,
            "unconfirmed": not said.is_confirmed or None,
            **rows,
        }
    )


def _birth_date(known: str) -> date | dict[str, Any] | None:
    """A day, or where less is known the earliest possible day and which digits are unknown (ISO/IEC 23220-2)."""
    if len(known) == len("YYYY-MM-DD"):
        return date.fromisoformat(known)
    if not known:
        return None
    year, _, month = known.partition("-")
    earliest = date(int(year), int(month or 1), 1)
    return {"birth_date": earliest, "approximate_mask": "00000011" if month else "00001111"}


def _signed_at(copy: CopyFacts) -> datetime:
    """The day of making, but never before the certificate of the signer begins (ISO/IEC 18013-5, 9.1.2.4)."""
    day = day_of_making(copy.made_at)
    return max([day, *(x509.load_der_x509_certificate(leaf).not_valid_before_utc for leaf in copy.chain[:1])])


def _believed_until(said: Statement, copy: CopyFacts) -> datetime:
    """The end of the document, but never after that of whoever signed it: ISO lets signers of mdocs live 457 days. The
    wallet fetches the copy anew; `expiry_date` says until when the document itself is valid."""
    ends = [x509.load_der_x509_certificate(leaf).not_valid_after_utc for leaf in copy.chain[:1]]
    if said.ends_at:
        ends.append(said.ends_at)
    return min(ends, default=day_of_making(copy.made_at) + _UNCERTIFIED)
