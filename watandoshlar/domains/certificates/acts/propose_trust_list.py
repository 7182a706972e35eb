from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.domains.certificates.places import key_place
from watandoshlar.domains.certificates.trusting import compose_proposal


@transaction.atomic
def propose_trust_list(*, acting_user: ActingUser | System) -> str:
    """What the root is asked to sign next. It carries no secret. Called by the operator of the installation only."""
    pending = SigningKey.objects.filter(listed_at=None).values_list("kind", flat=True)
    signers = [signer for kind in sorted(set(pending)) for signer in key_place().signers(kind)]
    append_entry(acting_user=acting_user, act="propose_trust_list", chain="keys", facts={"new_keys": len(pending)})
    return compose_proposal(signers)
