"""The door of documents."""

from watandoshlar.domains.certificates.acts import (
    issue_certificate,
    reinstate_certificate,
    revoke_certificate,
    revoke_signing_key,
    suspend_certificate,
    trust_signing_key,
)
from watandoshlar.domains.certificates.models import Certificate
from watandoshlar.domains.certificates.queries import (
    Verification,
    certificate_of,
    documents_sealed_by,
    read_pdf,
    reason_of_status,
    subject_of,
    trusted_keys,
    verify_number,
    verify_seal,
    verify_upload,
)
from watandoshlar.domains.certificates.rules.claims import last_day
from watandoshlar.domains.certificates.rules.numbers import read_number
from watandoshlar.domains.certificates.rules.record import CertificateRecord, CertificateRow, HolderName
from watandoshlar.domains.certificates.states import REASONS, Status
from watandoshlar.foundation.crypto import Verdict

__all__ = [
    "REASONS",
    "Certificate",
    "CertificateRecord",
    "CertificateRow",
    "HolderName",
    "Status",
    "Verdict",
    "Verification",
    "certificate_of",
    "documents_sealed_by",
    "issue_certificate",
    "last_day",
    "read_number",
    "read_pdf",
    "reason_of_status",
    "reinstate_certificate",
    "revoke_certificate",
    "revoke_signing_key",
    "subject_of",
    "suspend_certificate",
    "trust_signing_key",
    "trusted_keys",
    "verify_number",
    "verify_seal",
    "verify_upload",
]
