"""A demonstration keeps its own root, and trusts by itself what it needs. Nothing here runs in a real installation."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.certificates.errors import SealKeyNotTrusted
from watandoshlar.domains.certificates.models import PublishedTrustList, SigningKey
from watandoshlar.domains.certificates.places import authority_folder, key_place
from watandoshlar.domains.certificates.queries import newest_trust_list
from watandoshlar.domains.certificates.trusting import believe, compose_proposal, enter_key, take_turn
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import KeyFolder, Signer
from watandoshlar.foundation.crypto.authority import Names
from watandoshlar.foundation.crypto.ceremony import AuthorityFolder, fingerprint_of

COUNTRY, ORGANIZATION = "UZ", "Watandoshlar (demonstration)"


@transaction.atomic
def trust_new_key(kind: str) -> tuple[Signer, SigningKey]:
    """A key of this kind that signs from now on: one that is here and not known yet, else a new one.

    Raises SealKeyNotTrusted for a page that only reads.
    """
    if _only_reads():
        raise SealKeyNotTrusted(document_type=kind)
    take_turn()
    signer, key = _key_at_hand(kind)
    if key is None:
        key = enter_key(signer, kind, clock.now())
        append_entry(acting_user=SYSTEM, act="make_signing_key", chain="keys", facts={"key": key.key_id, "kind": kind})
    if key.listed_at is None:
        publish_anew()
        key.refresh_from_db()
    return signer, key


def trust_demonstration_keys(kinds: Iterable[str]) -> None:
    """Keys for these kinds and for what the platform itself signs, before anybody asks for the first document."""
    for kind in (*sorted(set(kinds)), "pdf", "status-lists", "log", "wallets"):
        if not SigningKey.objects.filter(kind=kind, revoked_at=None, listed_at__isnull=False).exists():
            trust_new_key(kind)


def publish_anew() -> PublishedTrustList:
    """Sign and publish the list as the register of keys has it now."""
    assert settings.DEMONSTRATION
    pending = SigningKey.objects.filter(listed_at=None).values_list("kind", flat=True)
    signers = [signer for kind in set(pending) for signer in key_place().signers(kind)]
    folder = _authority()
    answer = folder.sign_without_memory(compose_proposal(signers), clock.now())
    published = believe(answer, "" if newest_trust_list() else fingerprint_of(folder.root))
    facts = {"version": published.version, "keys": len(signers)}
    append_entry(acting_user=SYSTEM, act="publish_trust_list", chain="keys", facts=facts)
    return published


def _key_at_hand(kind: str) -> tuple[Signer, SigningKey | None]:
    """Another process may have made the key while this one waited for its turn."""
    now = clock.now()
    known = {key.key_id: key for key in SigningKey.objects.filter(kind=kind)}
    place = key_place()
    here = place.signers(kind)
    for signer in here:
        key = known.get(signer.key_id.hex())
        if key is not None and key.revoked_at is None and key.not_before <= now <= (key.sign_until or now):
            return signer, key
    unknown = [signer for signer in here if not SigningKey.objects.filter(key_id=signer.key_id.hex()).exists()]
    if unknown:
        return unknown[0], None
    if not here and isinstance(place, KeyFolder):
        return place.first(kind), None
    return place.make(kind), None


def _only_reads() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone()[0] == "on")


def _authority() -> AuthorityFolder:
    folder = authority_folder()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # As in life the root is older than what it signs, also where a clock runs behind.
        names, at = Names(COUNTRY, ORGANIZATION, settings.SITE_URL), clock.now() - timedelta(days=1)
        # Whoever is second takes what the first one has founded.
        with suppress(OSError):
            AuthorityFolder.found(folder, names, at)
    return AuthorityFolder.open(folder)
