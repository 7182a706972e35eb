"""Base45 (RFC 9285): bytes as the 45 characters that a QR code stores most densely.

Written by a table of all groups of two bytes. Read as one large number whose lanes are the groups of three characters:
a lookup for each group would cost four times as much, since most of a table that large is never near the processor.
"""

import struct
from functools import lru_cache

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# A group is c + 45·d + 2025·e, least significant first (RFC 9285, 4).
_GROUPS = [c + d + e for e in ALPHABET for d in ALPHABET for c in ALPHABET][: 1 << 16]
_LAST = [group[:2] for group in _GROUPS[:256]]
_FOREIGN = 255
_VALUES = bytes(ALPHABET.find(chr(code)) & _FOREIGN for code in range(256))


class NotBase45(ValueError):
    """The text is not what RFC 9285 encodes to."""

    code = "not_base45"


def encode(content: bytes) -> str:
    """`content` as base45 text; two bytes become three characters."""
    even = len(content) & ~1
    text = "".join([_GROUPS[group] for group in struct.unpack(f">{even // 2}H", content[:even])])
    return text + _LAST[content[-1]] if even != len(content) else text


def decode(text: str) -> bytes:
    """The bytes of `text`. Raises NotBase45 on a foreign character, length or group."""
    try:
        values = text.encode("ascii").translate(_VALUES)
    except UnicodeEncodeError as error:
        raise NotBase45 from error
    rest = len(values) % 3
    if rest == 1 or _FOREIGN in values:
        raise NotBase45
    groups = len(values) // 3
    content = _groups(values[: 3 * groups], groups)
    return content + _last(values[-2], values[-1]) if rest else content


@lru_cache(maxsize=512)
def _first_of_three(groups: int) -> int:
    return int.from_bytes(b"\xff\0\0" * groups, "little")


def _groups(values: bytes, groups: int) -> bytes:
    """c + 45·d + 2025·e of every group at once: it is less than 2 to the 17th, so a lane of three bytes holds it."""
    whole, first = int.from_bytes(values, "little"), _first_of_three(groups)
    lanes = (whole & first) + 45 * ((whole >> 8 & first) + 45 * (whole >> 16 & first))
    read = lanes.to_bytes(3 * groups, "little")
    if read[2::3].count(0) != groups:
        raise NotBase45
    content = bytearray(2 * groups)
    content[::2], content[1::2] = read[1::3], read[::3]
    return bytes(content)


def _last(c: int, d: int) -> bytes:
    value = c + 45 * d
    if value > 255:
        raise NotBase45
    return bytes([value])
