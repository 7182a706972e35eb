"""The draw of an opening: an order that nobody chooses, and that anyone can reckon again afterwards.

The seed is drawn when the opening is announced, and its hash is published then. When the days open, the list of
entries is closed, its hash goes into every key, and the seed is published: neither the seed nor the list could be
chosen to suit somebody. docs/decisions/0028-fair-visits.md.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from watandoshlar.domains.appointments.states import LANES


@dataclass(frozen=True)
class Entry:
    """One wish in a draw: `lost` counts the draws in which it got no place so far."""

    wish: UUID
    lane: str
    lost: int = 0


def seed_hash(seed: bytes) -> str:
    """What is published beforehand."""
    return hashlib.sha256(seed).hexdigest()


def opening_moment(seed: bytes, begins_at: datetime, ends_at: datetime) -> datetime:
    """The moment inside the announced window at which the days open, to the second."""
    seconds = int((ends_at - begins_at).total_seconds())
    number = int.from_bytes(hashlib.sha256(seed + b"moment").digest()[:8])
    return begins_at + (ends_at - begins_at) * (number % seconds) / seconds


def list_hash(wishes: Iterable[UUID]) -> str:
    """The hash of the closed list: the entries' numbers, in order, one a line."""
    lines = "".join(f"{wish}\n" for wish in sorted(map(str, wishes)))
    return hashlib.sha256(lines.encode()).hexdigest()


def key_of(seed: bytes, closed_list: str, wish: UUID) -> str:
    """The lot of one entry."""
    return hashlib.sha256(seed + bytes.fromhex(closed_list) + str(wish).encode()).hexdigest()


def drawn(seed: bytes, entries: Sequence[Entry]) -> list[Entry]:
    """The entries in the order in which they are served: by lane, then who has lost more draws, then by lot."""
    closed_list = list_hash(entry.wish for entry in entries)
    return sorted(
        entries, key=lambda entry: (LANES.index(entry.lane), -entry.lost, key_of(seed, closed_list, entry.wish))
    )
