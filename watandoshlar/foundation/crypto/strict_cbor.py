"""Deterministic CBOR (RFC 8949, 4.2.1) in the one form that a seal may have.

Seals are read before anything about them is trusted. A general decoder would accept tags that
build dates, patterns or shared references, two keys of one name, or several spellings of a number;
this one refuses all of them, so that one meaning has exactly one spelling.

Allowed: whole numbers, byte strings, text, arrays, maps with whole-number or text keys in bytewise
order, false, true, null.

Formats that others designed (mdoc) use tags and leave the order of a map open. Their readers name the
tags they know and say so; everything else stays as strict.
"""

from dataclasses import dataclass
from typing import Any

import cbor2

MAX_DEPTH = 12
_SIMPLE = {20: False, 21: True, 22: None}
# The first byte of an item is its kind in three bits and a small argument, or how many bytes the argument takes.
_NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = 0x20, 0x40, 0x60, 0x80, 0xA0, 0xC0
_TWO_BYTES = 24


class NotDeterministic(ValueError):
    """The bytes are not deterministic CBOR of the allowed kinds."""

    code = "not_deterministic"


def encode(value: Any) -> bytes:
    """`value` as deterministic CBOR. The caller passes only the allowed kinds."""
    return spell(_in_order(value))


def spell(value: Any) -> bytes:
    """The same of a value whose maps are in order already."""
    return cbor2.dumps(value)


@dataclass(frozen=True)
class Dialect:
    """What a format allows beyond the seal: tags, which become `cbor2.CBORTag`, and maps in any order."""

    tags: frozenset[int] = frozenset()
    any_order: bool = False


SEAL = Dialect()


def decode(content: bytes, dialect: Dialect = SEAL) -> Any:
    """The one value that `content` spells. Raises NotDeterministic."""
    try:
        value, end = _item(content, 0, 0, dialect)
    except (IndexError, UnicodeDecodeError) as error:
        raise NotDeterministic from error
    if end != len(content):
        raise NotDeterministic
    return value


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value, key=_place)}
    if isinstance(value, list | tuple):
        return [_in_order(item) for item in value]
    return value


def _place(key: int | str) -> tuple[int, int, bytes]:
    """Where a key stands in bytewise order, without spelling it: by kind, then the shorter and smaller first."""
    if isinstance(key, int):
        return (0, key, b"") if key >= 0 else (1, -key, b"")
    text = key.encode()
    return 3, len(text), text


def _item(content: bytes, at: int, depth: int, dialect: Dialect) -> tuple[Any, int]:
    if depth > MAX_DEPTH:
        raise NotDeterministic
    head = content[at]
    at += 1
    if head < _TWO_BYTES:
        return head, at
    argument = head & 31
    if argument >= _TWO_BYTES:
        argument, at = _argument(content, at, head >> 5, argument)
    if head < _BYTES:
        return (argument if head < _NEGATIVE else -1 - argument), at
    if head < _ARRAY:
        end = at + argument
        if end > len(content):
            raise NotDeterministic
        return (content[at:end] if head < _TEXT else content[at:end].decode()), end
    if head < _MAP:
        return _array(content, at, argument, depth, dialect)
    if head < _TAG:
        return _map(content, at, argument, depth, dialect)
    return _marked(content, at, (head >> 5, argument), depth, dialect)


def _marked(content: bytes, at: int, mark: tuple[int, int], depth: int, dialect: Dialect) -> tuple[Any, int]:
    """A value under a tag, or a simple value."""
    kind, argument = mark
    if kind == 7 and argument in _SIMPLE:
        return _SIMPLE[argument], at
    if kind != 6 or argument not in dialect.tags:
        raise NotDeterministic
    value, at = _item(content, at, depth + 1, dialect)
    return cbor2.CBORTag(argument, value), at


def _argument(content: bytes, at: int, kind: int, short: int) -> tuple[int, int]:
    """An argument that does not fit into the first byte, and where the item goes on; only the shortest spelling is
    allowed."""
    if short > 27 or kind == 7:
        raise NotDeterministic
    length = 1 << (short - 24)
    if at + length > len(content):
        raise NotDeterministic
    argument = int.from_bytes(content[at : at + length], "big")
    if argument < (24 if length == 1 else 1 << (4 * length)):
        raise NotDeterministic
    return argument, at + length


def _array(content: bytes, at: int, count: int, depth: int, dialect: Dialect) -> tuple[list[Any], int]:
    items = []
    for _ in range(count):
        item, at = _item(content, at, depth + 1, dialect)
        items.append(item)
    return items, at


def _map(content: bytes, at: int, count: int, depth: int, dialect: Dialect) -> tuple[dict[Any, Any], int]:
    items: dict[Any, Any] = {}
    before, any_order = b"", dialect.any_order
    for _ in range(count):
        start, head = at, content[at]
        # Most keys are one byte.
        key, at = (head, at + 1) if head < _TWO_BYTES else _item(content, at, depth + 1, dialect)
        if head >= _BYTES and not _TEXT <= head < _ARRAY:
            raise NotDeterministic
        spelling = content[start:at]
        # Strictly growing spellings are both the required order and the absence of duplicates; every key has one
        # spelling, so in any order a key that stands twice is found by its value.
        if key in items if any_order else spelling <= before:
            raise NotDeterministic
        before = spelling
        items[key], at = _item(content, at, depth + 1, dialect)
    return items, at
