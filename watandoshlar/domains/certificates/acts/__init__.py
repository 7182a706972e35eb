from .change_status import reinstate_certificate, revoke_certificate, suspend_certificate
from .issue_certificate import issue_certificate
from .trust_signing_key import revoke_signing_key, trust_signing_key

__all__ = [
    "issue_certificate",
    "reinstate_certificate",
    "revoke_certificate",
    "revoke_signing_key",
    "suspend_certificate",
    "trust_signing_key",
]
