from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from watandoshlar.capabilities.audit.api import ActingUser
from watandoshlar.domains.certificates.acts._runs import open_run, require_signer
from watandoshlar.domains.certificates.errors import KeyStillTrusted, SealKeyNotFound
from watandoshlar.domains.certificates.models import Certificate, Copy, RunItem, SigningKey, SigningRun
from watandoshlar.domains.certificates.states import ItemState, RunKind, Status


@transaction.atomic
def open_reissue_run(*, acting_user: ActingUser, key_id: str, post_code: str = "") -> SigningRun:
    """Open a run that issues anew every valid document of which a copy was signed with a withdrawn key.

    For an officer of the post, or, for all posts at once, a keeper of the keys. Raises RoleMissing, SealKeyNotFound,
    KeyStillTrusted, NothingToSign, TwiceInRun.
    """
    require_signer(acting_user, post_code)
    key = SigningKey.objects.filter(key_id=key_id).first()
    if key is None:
        raise SealKeyNotFound(key=key_id)
    if key.revoked_at is None:
        raise KeyStillTrusted(key=key_id)
    run = SigningRun(kind=RunKind.REISSUE, post_code=post_code, document_type=key.kind, withdrawn_key=key)
    items = [
        RunItem(run=run, person_id=document.person_id, subject=document.subject, previous=document)
        for document in _to_reissue(key, post_code)
    ]
    return open_run(acting_user, run, items)


def _to_reissue(key: SigningKey, post_code: str) -> list[Certificate]:
    """What others rest on comes first: a card is issued anew on the new certificate."""
    signed = Copy.objects.filter(key=key, certificate=OuterRef("pk"))
    found = Certificate.objects.filter(Q(key=key) | Exists(signed), status=Status.VALID)
    under_way = RunItem.objects.filter(previous=OuterRef("pk"), state__in=[ItemState.WAITING, ItemState.DONE])
    found = found.exclude(Exists(under_way))
    if post_code:
        found = found.filter(post_code=post_code)
    wanted = found.only("number", "subject", "person_id", "rests_on_id")
    return sorted(wanted, key=lambda document: (document.rests_on_id is not None, document.number))
