"""Base45 (RFC 9285): bytes as the 45 characters that a QR code stores most densely.

Two tables of 2,025 pairs replace the arithmetic for every character.
"""

import struct

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
# A group is c + 45·d + 2025·e, least significant first (RFC 9285, 4).
_PAIRS = [low + high for high in ALPHABET for low in ALPHABET]
_PAIR_VALUES = {pair: value for value, pair in enumerate(_PAIRS)}
_TOP_VALUES = {character: value * 2025 for character, value in _VALUES.items()}


class NotBase45(ValueError):
    """The text is not what RFC 9285 encodes to."""

    code = "not_base45"


def encode(content: bytes) -> str:
    """`content` as base45 text; two bytes become three characters."""
    even = len(content) & ~1
    groups = struct.unpack(f">{even // 2}H", content[:even])
    text = "".join([_PAIRS[group % 2025] + ALPHABET[group // 2025] for group in groups])
    return text + _PAIRS[content[-1]] if even != len(content) else text


def decode(text: str) -> bytes:
    """The bytes of `text`. Raises NotBase45 on a foreign character, length or group."""
    whole = len(text) - len(text) % 3
    try:
        groups = [_PAIR_VALUES[text[at : at + 2]] + _TOP_VALUES[text[at + 2]] for at in range(0, whole, 3)]
        content = struct.pack(f">{len(groups)}H", *groups)
        if whole == len(text):
            return content
        return content + bytes([_PAIR_VALUES[text[whole:]]])
    except (KeyError, struct.error, ValueError) as error:
        raise NotBase45 from error
