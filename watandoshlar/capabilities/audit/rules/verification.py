"""Checking chains and seals, row by row, without keeping them in memory. Pure: rows come in, findings come out."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from .canonical import BEGINNING, entry_body, entry_hash, seal_hash


@dataclass(frozen=True)
class Finding:
    """The first bad row of a chain, or of the seals (then `chain` is empty and `position` is the seal's number).

    Codes: `entry_missing` a row was removed; `entry_changed` a row's content or hash was changed; `link_broken` the row
    does not follow from the one before it; `seal_disagrees` the row is not the one that was sealed; `entry_not_sealed`
    the row was put in after its time had been sealed; `seal_missing`, `seal_changed`, `seal_link_broken` the same for
    seals; `witness_disagrees` the seal is not the one that the witness knows.
    """

    code: str
    chain: str
    position: int


@dataclass(frozen=True)
class EntryRow:
    chain: str
    position: int
    at: datetime
    transaction_id: int
    account_id: int | None
    act: str
    facts: dict[str, object]
    previous: bytes
    hash: bytes

    def is_intact(self) -> bool:
        body = entry_body(chain=self.chain, at=self.at, account_id=self.account_id, act=self.act, facts=self.facts)
        expected = entry_hash(
            previous=self.previous, position=self.position, transaction_id=self.transaction_id, body=body
        )
        return expected == self.hash


@dataclass(frozen=True)
class SealRow:
    number: int
    from_transaction: int
    until_transaction: int
    entries: int
    heads: dict[str, object]
    at: datetime
    previous: bytes
    hash: bytes

    def is_intact(self) -> bool:
        expected = seal_hash(
            previous=self.previous,
            number=self.number,
            from_transaction=self.from_transaction,
            until_transaction=self.until_transaction,
            entries=self.entries,
            heads=self.heads,
            at=self.at,
        )
        return expected == self.hash


@dataclass(frozen=True)
class Link:
    """A place in a chain: the entry that stands there, if any, and what a seal says should stand there, if any."""

    position: int
    entry: EntryRow | None = None
    sealed_by: int | None = None
    sealed_hash: bytes | None = None


@dataclass
class SealedPeriods:
    """Which seal covers a transaction. Seals are numbered from 1 and follow one another without a gap."""

    ends: list[int] = field(default_factory=list)

    def seal_of(self, transaction_id: int) -> int | None:
        """The number of the seal that covers the transaction; None after the last seal."""
        index = bisect_right(self.ends, transaction_id)
        return index + 1 if index < len(self.ends) else None


def check_seals(
    seals: Iterable[SealRow], witnesses: dict[int, bytes]
) -> tuple[SealedPeriods, SealRow | None, Finding | None]:
    """The periods of the intact seals from the first on, the last of these, and what is wrong with the next one."""
    periods = SealedPeriods()
    last: SealRow | None = None
    for seal in seals:
        code = _seal_fault(seal, last, witnesses)
        if code:
            return periods, last, Finding(code, "", last.number + 1 if last else 1)
        periods.ends.append(seal.until_transaction)
        last = seal
    unseen = sorted(number for number in witnesses if number > len(periods.ends))
    if unseen:
        return periods, last, Finding("seal_missing", "", len(periods.ends) + 1)
    return periods, last, None


def _seal_fault(seal: SealRow, last: SealRow | None, witnesses: dict[int, bytes]) -> str:
    previous, end, number = (last.hash, last.until_transaction, last.number) if last else (BEGINNING, 0, 0)
    if seal.number != number + 1:
        return "seal_missing"
    if not seal.is_intact():
        return "seal_changed"
    if seal.previous != previous or seal.from_transaction != end:
        return "seal_link_broken"
    if witnesses.get(seal.number, seal.hash) != seal.hash:
        return "witness_disagrees"
    return ""


def check_chain(chain: str, links: Iterable[Link], periods: SealedPeriods) -> Finding | None:
    """The first bad row of one chain; `links` come in order of position."""
    previous, expected = BEGINNING, 1
    # A seal that covers an entry must name a head of this chain at that entry or after it.
    awaited: dict[int, int] = {}
    for link in links:
        entry = link.entry
        if entry is None or link.position != expected:
            return Finding("entry_missing", chain, expected)
        if not entry.is_intact():
            return Finding("entry_changed", chain, expected)
        if entry.previous != previous:
            return Finding("link_broken", chain, expected)
        seal = periods.seal_of(entry.transaction_id)
        if link.sealed_by is not None and (link.sealed_by != seal or link.sealed_hash != entry.hash):
            return Finding("seal_disagrees", chain, expected)
        if seal is not None:
            awaited.setdefault(seal, expected)
        if link.sealed_by is not None:
            awaited.pop(link.sealed_by, None)
        previous, expected = entry.hash, expected + 1
    return Finding("entry_not_sealed", chain, min(awaited.values())) if awaited else None
