"""The tree behind an append-only log (RFC 9162, 2.1): whoever has the leaves reckons the same root, and a leaf that was
changed, left out or slipped in later changes it.

A leaf is the SHA-256 of 0x00 and what was logged, a node that of 0x01 and its two halves, so that neither can be passed
off as the other. `Peaks` is all that has to be kept of a tree that only grows: the roots of its complete subtrees,
largest first, at most one for each binary digit of its size.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HASH_LENGTH = 32
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """The leaf of what was logged."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Peaks:
    """A tree of `size` leaves by the roots of its complete subtrees. Raises ValueError where the two do not fit."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("A tree has one peak for each binary digit 1 of its size.")

    @classmethod
    def from_bytes(cls, size: int, content: bytes) -> "Peaks":
        """The tree that `to_bytes` wrote."""
        places = range(0, len(content), HASH_LENGTH)
        return cls(size, tuple(content[at : at + HASH_LENGTH] for at in places))

    def to_bytes(self) -> bytes:
        return b"".join(self.hashes)

    def grown(self, leaves: Iterable[bytes]) -> "Peaks":
        """The tree with these leaves added at its end."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            peak, rest = leaf, size
            # Like carrying in an addition: two subtrees of one height become one of the next.
            while rest & 1:
                peak, rest = node_hash(hashes.pop(), peak), rest >> 1
            hashes.append(peak)
            size += 1
        return Peaks(size, tuple(hashes))

    @property
    def root(self) -> bytes:
        """The root of the whole tree, 32 bytes."""
        if not self.hashes:
            return EMPTY_ROOT
        root, *others = reversed(self.hashes)
        for peak in others:
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaves, in their order."""
    return Peaks().grown(leaves).root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the leaf at `index` to the root, nearest first (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError("There is no such leaf.")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf to the root of a tree of this size (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(sibling, reached)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """What shows that the tree of the `first` leaves is the beginning of the tree of all (RFC 9162, 2.1.4.1)."""
    if not 0 < first <= len(leaves):
        raise ValueError("A proof begins with a tree of at least one leaf that is no larger than the second.")
    return _subproof(leaves, first, is_whole=True)


def is_consistent(first: Peaks, second_size: int, second_root: bytes, leaves_between: Iterable[bytes]) -> bool:
    """Whether the tree that somebody kept, grown by the leaves since, is the second tree: nothing was rewritten."""
    grown = first.grown(leaves_between)
    return grown.size == second_size and grown.root == second_root


def grew_from(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree with the first root is the beginning of the one with the second
    (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    hashes = list(proof) if first & (first - 1) else [first_root, *proof]
    if not hashes:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _subproof(leaves: Sequence[bytes], first: int, *, is_whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_subproof(leaves[:split], first, is_whole=is_whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], first - split, is_whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
