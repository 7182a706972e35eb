"""Questions to the record."""

import dataclasses
import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction
from django.db.models import QuerySet

from .models import Entry, Seal
from .rules.verification import EntryRow, Finding, Link, SealRow, check_chain, check_seals

# Both sides in one pass, so that an entry without its seal shows as well as a seal without its entry.
LINKS = """
SELECT chain, position, e.at, e.transaction_id, e.account_id, e.act, e.facts, e.previous, e.hash, h.number, h.hash
FROM audit_entry e
FULL JOIN (
    SELECT s.number, head.key AS chain, (head.value ->> 'position')::integer AS position,
           decode(head.value ->> 'hash', 'hex') AS hash
    FROM audit_seal s, jsonb_each(s.heads) head
    WHERE s.number <= %s
) h USING (chain, position)
ORDER BY chain, position
"""


@dataclass(frozen=True)
class Verification:
    """What was checked, and the first bad row of each chain that is not intact. Intact when there are no findings."""

    entries: int
    chains: int
    seals: int
    last_seal: tuple[int, bytes] | None
    findings: tuple[Finding, ...]


def entries_of_chain(chain: str) -> QuerySet[Entry]:
    """What was done on one subject, in order."""
    return Entry.objects.filter(chain=chain).order_by("position")


def entries_of_account(account_id: int) -> QuerySet[Entry]:
    """What one account did, newest first."""
    return Entry.objects.filter(account_id=account_id).order_by("-id")


@transaction.atomic(durable=True)
def verify_record(witnesses: Mapping[int, bytes] | None = None) -> Verification:
    """Check every chain and every seal against the state of one moment, reading each row once.

    `witnesses` are hashes of seals by number as they were kept outside the database; they are the only proof that the
    newest seals were not removed together with what they sealed. Entries after the last seal (normally about a minute)
    are checked as far as their chains go, but a removed end of these cannot be noticed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    periods, last, seal_finding = check_seals(_seal_rows(), dict(witnesses or {}))
    findings = [seal_finding] if seal_finding else []
    counted: Counter[str] = Counter()
    for chain, rows in groupby(_link_rows(last.number if last else 0), key=itemgetter(0)):
        counted["chains"] += 1
        links = _links(rows, counted)
        if finding := check_chain(chain, links, periods):
            findings.append(finding)
            # What comes after the first bad row is counted, and means nothing any more.
            deque(links, maxlen=0)
    return Verification(
        entries=counted["entries"],
        chains=counted["chains"],
        seals=len(periods.ends),
        last_seal=(last.number, last.hash) if last else None,
        findings=tuple(findings),
    )


def _seal_rows() -> Iterator[SealRow]:
    fields = [field.name for field in dataclasses.fields(SealRow)]
    for values in Seal.objects.order_by("number").values(*fields).iterator():
        yield SealRow(**{**values, "previous": bytes(values["previous"]), "hash": bytes(values["hash"])})


def _link_rows(last_seal: int) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINKS, [last_seal])
        yield from cursor


def _links(rows: Iterable[tuple], counted: Counter[str]) -> Iterator[Link]:
    for chain, position, at, transaction_id, account_id, act, facts, previous, hash_, sealed_by, sealed_hash in rows:
        entry = None
        if hash_ is not None:
            counted["entries"] += 1
            entry = EntryRow(
                chain, position, at, transaction_id, account_id, act, json.loads(facts), bytes(previous), bytes(hash_)
            )
        yield Link(position, entry, sealed_by, bytes(sealed_hash) if sealed_hash is not None else None)
