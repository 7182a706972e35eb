"""What the acts that sign share."""

from datetime import datetime

from django.conf import settings

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.acts.trust_signing_key import trust_signing_key
from watandoshlar.domains.certificates.errors import SealKeyNotTrusted
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto import Signer


def trusted_signer(kind: str, at: datetime) -> tuple[Signer, SigningKey]:
    """The signer of this kind, and its key as the register trusts it. Raises SealKeyNotTrusted."""
    signer = signer_for(kind)
    key = SigningKey.objects.filter(
        key_id=signer.key_id.hex(), revoked_at=None, document_types__contains=[kind]
    ).first()
    if key is not None and (key.sign_until is None or at <= key.sign_until):
        return signer, key
    if not settings.DEMONSTRATION:
        # With legal force, a key is trusted by a decision of the operator before it signs, not by being used.
        raise SealKeyNotTrusted(document_type=kind)
    return signer, trust_signing_key(acting_user=SYSTEM, public_key=signer.public_key, document_types=[kind], since=at)
