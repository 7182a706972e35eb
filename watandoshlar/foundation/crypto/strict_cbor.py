"""Deterministic CBOR (RFC 8949, 4.2.1) in the one form that a seal may have.

Seals are read before anything about them is trusted. A general decoder would accept tags that
build dates, patterns or shared references, two keys of one name, or several spellings of a number;
this one refuses all of them, so that one meaning has exactly one spelling.

Allowed: whole numbers, byte strings, text, arrays, maps with whole-number or text keys in bytewise
order, false, true, null.
"""

from typing import Any

import cbor2

MAX_DEPTH = 12
_SIMPLE = {20: False, 21: True, 22: None}


class NotDeterministic(ValueError):
    """The bytes are not deterministic CBOR of the allowed kinds."""

    code = "not_deterministic"


def encode(value: Any) -> bytes:
    """`value` as deterministic CBOR. The caller passes only the allowed kinds."""
    return cbor2.dumps(_in_order(value))


def decode(content: bytes) -> Any:
    """The one value that `content` spells. Raises NotDeterministic."""
    try:
        value, end = _item(content, 0, 0)
    except (IndexError, UnicodeDecodeError) as error:
        raise NotDeterministic from error
    if end != len(content):
        raise NotDeterministic
    return value


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value, key=cbor2.dumps)}
    if isinstance(value, list | tuple):
        return [_in_order(item) for item in value]
    return value


def _item(content: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > MAX_DEPTH:
        raise NotDeterministic
    kind, argument, at = _head(content, at)
    if kind == 0:
        return argument, at
    if kind == 1:
        return -1 - argument, at
    if kind in (2, 3):
        end = at + argument
        if end > len(content):
            raise NotDeterministic
        return (content[at:end] if kind == 2 else content[at:end].decode()), end
    if kind == 4:
        return _array(content, at, argument, depth)
    if kind == 5:
        return _map(content, at, argument, depth)
    if kind == 7 and argument in _SIMPLE:
        return _SIMPLE[argument], at
    raise NotDeterministic


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Major type, argument, and where the item goes on; only the shortest spelling is allowed."""
    kind, short = content[at] >> 5, content[at] & 31
    at += 1
    if short < 24:
        return kind, short, at
    if short > 27 or kind == 7:
        raise NotDeterministic
    length = 1 << (short - 24)
    if at + length > len(content):
        raise NotDeterministic
    argument = int.from_bytes(content[at : at + length], "big")
    if argument < (24 if length == 1 else 1 << (4 * length)):
        raise NotDeterministic
    return kind, argument, at + length


def _array(content: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(count):
        item, at = _item(content, at, depth + 1)
        items.append(item)
    return items, at


def _map(content: bytes, at: int, count: int, depth: int) -> tuple[dict[Any, Any], int]:
    items: dict[Any, Any] = {}
    before = b""
    for _ in range(count):
        start = at
        key, at = _item(content, at, depth + 1)
        spelling = content[start:at]
        # Strictly growing spellings are both the required order and the absence of duplicates.
        if spelling <= before or spelling[0] >> 5 not in (0, 1, 3):
            raise NotDeterministic
        before = spelling
        items[key], at = _item(content, at, depth + 1)
    return items, at
