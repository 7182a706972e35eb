"""Base45 (RFC 9285): bytes as the 45 characters that a QR code stores most densely.

Tables of all groups of two bytes replace the arithmetic for every character.
"""

import struct

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# A group is c + 45·d + 2025·e, least significant first (RFC 9285, 4).
_GROUPS = [c + d + e for e in ALPHABET for d in ALPHABET for c in ALPHABET][: 1 << 16]
_GROUP_VALUES = {tuple(group): value for value, group in enumerate(_GROUPS)}
_LAST = [group[:2] for group in _GROUPS[:256]]
_LAST_VALUES = {last: value for value, last in enumerate(_LAST)}


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
    last = len(text) % 3
    # Three readers of one text take turns, which gives groups of three without cutting the text.
    characters = iter(text[:-last] if last else text)
    try:
        groups = [_GROUP_VALUES[group] for group in zip(characters, characters, characters, strict=True)]
        content = struct.pack(f">{len(groups)}H", *groups)
        return content + bytes([_LAST_VALUES[text[-last:]]]) if last else content
    except KeyError as error:
        raise NotBase45 from error
