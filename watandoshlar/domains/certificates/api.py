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
    certificate_numbered,
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
from watandoshlar.domains.certificates.rules.rights import (
    AREAS,
    FACTS,
    READERS,
    Fact,
    Right,
    Scheme,
    SchemeProblems,
    asked_by,
)
from watandoshlar.domains.certificates.schemes import own_scheme, read_schemes, rights_of, schemes
from watandoshlar.domains.certificates.states import REASONS, Status
from watandoshlar.foundation.crypto import Verdict

__all__ = [
    "AREAS",
    "FACTS",
    "READERS",
    "REASONS",
    "Certificate",
    "CertificateRecord",
    "CertificateRow",
    "Fact",
    "HolderName",
    "Right",
    "Scheme",
    "SchemeProblems",
    "Status",
    "Verdict",
    "Verification",
    "asked_by",
    "certificate_numbered",
    "certificate_of",
    "documents_sealed_by",
    "issue_certificate",
    "last_day",
    "own_scheme",
    "read_number",
    "read_pdf",
    "read_schemes",
    "reason_of_status",
    "reinstate_certificate",
    "revoke_certificate",
    "revoke_signing_key",
    "rights_of",
    "schemes",
    "subject_of",
    "suspend_certificate",
    "trust_signing_key",
    "trusted_keys",
    "verify_number",
    "verify_seal",
    "verify_upload",
]
