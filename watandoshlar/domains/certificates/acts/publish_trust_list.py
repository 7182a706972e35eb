from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.models import PublishedTrustList
from watandoshlar.domains.certificates.trusting import believe
from watandoshlar.foundation.crypto.trust_list import hash_of


@transaction.atomic
def publish_trust_list(*, acting_user: ActingUser | System, answer: str, fingerprint: str = "") -> PublishedTrustList:
    """Publish what the root has signed; from then on its keys sign and its certificates go along.

    `fingerprint` is that of the root, needed when the first list is published. Called by the operator of the
    installation only. Raises TrustListNotAccepted, RootNotConfirmed.
    """
    published = believe(answer, fingerprint)
    facts = {"version": published.version, "list": hash_of(published.text)}
    append_entry(acting_user=acting_user, act="publish_trust_list", chain="keys", facts=facts)
    return published
