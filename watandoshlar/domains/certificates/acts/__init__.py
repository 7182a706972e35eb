from .issue_certificate import issue_certificate
from .issue_copy import issue_copy
from .publish_status_lists import publish_status_lists
from .reinstate_certificate import reinstate_certificate
from .reissue_certificate import reissue_certificate
from .revoke_certificate import revoke_certificate
from .suspend_certificate import suspend_certificate
from .trust_signing_key import revoke_signing_key, trust_signing_key

__all__ = [
    "issue_certificate",
    "issue_copy",
    "publish_status_lists",
    "reinstate_certificate",
    "reissue_certificate",
    "revoke_certificate",
    "revoke_signing_key",
    "suspend_certificate",
    "trust_signing_key",
]
