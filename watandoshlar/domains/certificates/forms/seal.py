"""The seal in the QR code on paper."""

from watandoshlar.domains.certificates.rules.claims import seal_claims
from watandoshlar.domains.certificates.rules.copies import CopyFacts, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.crypto import Signer, sign_seal


def make(record: CertificateRecord, copy: CopyFacts, signer: Signer) -> MadeCopy:
    """The text of the code, in UTF-8."""
    text, signed = sign_seal(seal_claims(record, copy.number, copy), signer)
    return MadeCopy(text.encode(), signed)
