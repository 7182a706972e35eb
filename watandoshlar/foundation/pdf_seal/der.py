"""The few words of DER (ITU-T X.690) that a signature needs, written and read."""

from typing import NamedTuple

INTEGER, OCTETS, OBJECT_ID, SEQUENCE, SET, CONTEXT_0 = 0x02, 0x04, 0x06, 0x30, 0x31, 0xA0
_LONG = 0x80


class NotDer(ValueError):
    """The bytes are not what DER would be."""

    code = "not_der"


class Part(NamedTuple):
    tag: int
    value: bytes
    whole: bytes


def write(tag: int, *values: bytes) -> bytes:
    value = b"".join(values)
    return bytes([tag]) + _length(len(value)) + value


def write_set(values: list[bytes], tag: int = SET) -> bytes:
    """A SET OF: its members in the order of their bytes (11.6)."""
    return write(tag, *sorted(values))


def write_number(number: int) -> bytes:
    """A positive INTEGER."""
    return write(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def write_object_id(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    return write(OBJECT_ID, bytes([first * 40 + second]), *map(_base_128, rest))


def parts_of(content: bytes) -> list[Part]:
    """The parts that follow one another in `content`. Raises NotDer."""
    parts, at = [], 0
    while at < len(content):
        part = first_of(content[at:])
        parts.append(part)
        at += len(part.whole)
    return parts


def first_of(content: bytes) -> Part:
    """The part at the beginning of `content`. Raises NotDer."""
    if len(content) < 2:
        raise NotDer
    length, start = content[1], 2
    if length > _LONG:
        start += length - _LONG
        length = int.from_bytes(content[2:start], "big")
    end = start + length
    if end > len(content) or content[1:start] != _length(length):
        raise NotDer
    return Part(content[0], content[start:end], content[:end])


def _length(length: int) -> bytes:
    if length < _LONG:
        return bytes([length])
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([_LONG + len(octets)]) + octets


def _base_128(number: int) -> bytes:
    octets = [number & 127]
    while number := number >> 7:
        octets.append(number & 127 | 128)
    return bytes(reversed(octets))
