"""One credential of each form, made and read: what `documents.py` measures besides the seal."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.domains.certificates.forms import FORMS, sd_jwt
from watandoshlar.domains.certificates.rules.copies import CopyFacts, Form
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.credentials.data_integrity import read_credential as read_vc
from watandoshlar.foundation.credentials.jose import public_jwk
from watandoshlar.foundation.credentials.mdoc import read_issuer_signed
from watandoshlar.foundation.credentials.sd_jwt import HolderQuestion, bind, present, read_credential
from watandoshlar.foundation.credentials.trust import MDOC_SIGNER, IssuerKey, by_roots
from watandoshlar.foundation.crypto import FileSigner
from watandoshlar.foundation.crypto.authority import (
    ISSUERS,
    Authority,
    Names,
    certify,
    chain_of,
    found_authorities,
)

QUESTION = HolderQuestion("https://employer.example", "n-0S6_WzA2Mj")
NAMES = Names("UZ", "Vatandosh", "https://site.example")


def copy_facts(profile: str, signer: FileSigner, above: Mapping[str, Authority], at: datetime) -> CopyFacts:
    certificate = certify(
        above[ISSUERS[profile]], NAMES, profile, "card", signer.public_key, at, at + timedelta(days=90)
    )
    return CopyFacts(
        number="UZ-CC-26-7K3M9Q4A",
        copy_id="58172aacd8ba41ed83dd0b3aef56cc33",
        status_uri="https://site.example/status-lists/0123456789",
        status_index=77,
        issuer_url="https://site.example",
        made_at=at,
        holder_key=public_jwk(signer.public_key),
        chain=chain_of(certificate, profile, above["documents"].certificate),
    )


def readings(record: CertificateRecord) -> dict[str, Callable[[], object]]:
    """By name: a full check of one credential of each form, with its chain where it has one, as a reader does it."""
    at = record.issued_at.astimezone(UTC)
    above = found_authorities(NAMES, at - timedelta(days=1))
    signer = FileSigner(ec.generate_private_key(ec.SECP256R1()))
    made = {
        form: FORMS[form].make(record, copy_facts(FORMS[form].profile, signer, above, at), signer).content
        for form in (Form.SD_JWT, Form.MDOC, Form.VC)
    }
    types = [sd_jwt.credential_type("https://site.example", record.document_type)]
    whole = made[Form.SD_JWT].decode()
    shown = bind(present(whole, sd_jwt.EMPLOYER_PROOF), signer, QUESTION, at)
    by_root = by_roots([above["root"].certificate], at)
    by_iaca = by_roots([above["iaca"].certificate], at, MDOC_SIGNER)
    return {
        "read sd_jwt": lambda: read_credential(whole, by_root, at, types=types),
        "read employer's proof": lambda: read_credential(shown, by_root, at, types=types, question=QUESTION),
        "read mdoc": lambda: read_issuer_signed(made[Form.MDOC], by_iaca, at),
        "read vc": lambda: read_vc(made[Form.VC], lambda _method, _chain: IssuerKey(signer.public_key), at),
    }
