"""One credential of each form, made and read: what `documents.py` measures besides the seal."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from watandoshlar.domains.certificates.forms import FORMS, sd_jwt
from watandoshlar.domains.certificates.rules.copies import CopyFacts, Form
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.credentials.data_integrity import read_credential as read_vc
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
)

QUESTION = HolderQuestion("https://employer.example", "n-0S6_WzA2Mj")
NAMES = Names("UZ", "Vatandosh", "https://site.example")


def chains(signer: FileSigner, above: Mapping[str, Authority], at: datetime) -> dict[str, tuple[bytes, ...]]:
    """The certificates of the signer by profile, as an installation with its own authorities has them."""
    kinds = {making.profile for making in FORMS.values()}
    made = {
        profile: certify(
            above[ISSUERS[profile]], NAMES, profile, "card", signer.public_key, at, at + timedelta(days=90)
        )
        for profile in kinds
    }
    return {
        profile: chain_of(certificate, profile, above["documents"].certificate) for profile, certificate in made.items()
    }


def readings(
    record: CertificateRecord, facts: Callable[[str], CopyFacts], signer: FileSigner, above: Mapping[str, Authority]
) -> dict[str, Callable[[], object]]:
    """By name: a full check of one credential of each form, with its chain where it has one, as a reader does it.

    `facts` are those of a copy by profile, bound to the key of `signer` itself.
    """
    at = record.issued_at.astimezone(UTC)
    made = {
        form: FORMS[form].make(record, facts(FORMS[form].profile), signer).content
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
