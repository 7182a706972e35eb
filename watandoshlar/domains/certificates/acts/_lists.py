"""What the acts on status lists share: a list is published in the transaction that opens it, before anything is in
it."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._log import sign_head
from watandoshlar.domains.certificates.models import Copy, PublishedList, StatusList
from watandoshlar.domains.certificates.queries import list_uri
from watandoshlar.domains.certificates.rules.copies import list_year
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto.status_list import StatusListToken, make_cwt, make_jwt, pack

KIND = "status-lists"
"""Of the key that signs lists."""
TTL = timedelta(seconds=60)
"""After this long whoever is connected fetches a list again."""
LIFE = timedelta(days=30)
"""Without a network a list counts for so long; its age is shown all the while."""
RENEWED_AFTER = timedelta(hours=1)
"""A list that did not change is signed anew, so that its age tells how long ago somebody looked, and the root of the
log in it is fresh."""
PUBLISH_TASK, QUEUE = "certificates.publish_status_lists", "status_lists"
PRIORITY = 100
"""Before everything else that waits: ten thousand letters do not keep a withdrawn document valid."""


def draw_place(acting_user: ActingUser | System, expires_on: date | None) -> tuple[StatusList, int]:
    """A position that nobody has had, drawn at random, and that nobody else gets while this transaction lasts."""
    status_list = latest_list(acting_user, list_year(expires_on))
    while True:
        position = secrets.randbelow(status_list.size)
        if _held(status_list, position) and not status_list.copies.filter(position=position).exists():
            return status_list, position


def latest_list(acting_user: ActingUser | System, year: int | None) -> StatusList:
    """The list of this year from which positions are drawn; the first one is opened when it is needed."""
    of_year = StatusList.objects.filter(year=year).order_by("-opened_at", "pk")
    found = of_year.first()
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"status lists of {year}"])
        found = of_year.first() or open_list(acting_user, year)
    return found


def open_list(acting_user: ActingUser | System, year: int | None) -> StatusList:
    status_list = StatusList(year=year)
    status_list.save(force_insert=True)
    publish(acting_user, status_list, [])
    return status_list


def publish(acting_user: ActingUser | System, status_list: StatusList, statuses: Iterable[tuple[int, int]]) -> bool:
    """Publish a list that has these statuses, unless that was done already, not too long ago and with the key that
    signs now. Whether it was published."""
    now, signer = clock.now(), signer_for(KIND)
    packed = pack(statuses, status_list.size, status_list.bits)
    statuses_hash = hashlib.sha256(packed).digest()
    before = PublishedList.objects.filter(status_list=status_list).first()
    if (
        before
        and bytes(before.statuses_hash) == statuses_hash
        and before.key_id == signer.key.pk
        and now - before.published_at < RENEWED_AFTER
    ):
        return False
    chain = signer.chain("seal")
    head = sign_head()
    token = StatusListToken(
        uri=list_uri(status_list.pk),
        bits=status_list.bits,
        packed=packed,
        issued_at=now.replace(microsecond=0),
        expires_at=now.replace(microsecond=0) + LIFE,
        ttl=int(TTL.total_seconds()),
        log_size=head.size,
        log_root=bytes(head.root),
        version=before.version + 1 if before else 1,
    )
    published = PublishedList(
        status_list=status_list,
        version=token.version,
        published_at=now,
        statuses_hash=statuses_hash,
        key=signer.key,
        jwt=make_jwt(token, signer, chain),
        cwt=make_cwt(token, signer, chain),
    )
    published.save(force_insert=before is None)
    facts = {"list": status_list.pk, "version": published.version, "sha256": statuses_hash.hex(), "log": head.size}
    append_entry(acting_user=acting_user, act="publish_status_list", chain="status-lists", facts=facts)
    return True


def defer_publication() -> None:
    """A job, deferred in this transaction, publishes what it changes."""
    app.configure_task(PUBLISH_TASK, queue=QUEUE, priority=PRIORITY).defer()


def _held(status_list: StatusList, position: int) -> bool:
    """Two transactions that draw the same position would both find it free: the one that comes second draws again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", [status_list.pk, position])
        return bool(cursor.fetchone()[0])


def is_half_full(status_list: StatusList) -> bool:
    return Copy.objects.filter(status_list=status_list).count() * 2 >= status_list.size
