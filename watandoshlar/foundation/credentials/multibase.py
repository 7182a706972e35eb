"""Keys and signatures as W3C documents write them: base58 with the letter z before it (Controlled Identifiers 1.0)."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.credentials.refusals import Refusal, Refused

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_P256_KEY = b"\x80\x24"
"""The mark of a compressed P-256 key in a Multikey."""
MAX_LENGTH = 200
"""Base58 takes quadratic time; keys and signatures are far shorter."""


def encode(content: bytes) -> str:
    number, digits = int.from_bytes(content, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _ALPHABET[digit] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + _ALPHABET[0] * zeros + digits


def decode(text: str) -> bytes:
    """Raises Refused on another base, a foreign character or more than a key or a signature needs."""
    if not text.startswith("z") or len(text) > MAX_LENGTH or not set(text[1:]) <= _VALUES.keys():
        raise Refused(Refusal.FORMAT)
    number = 0
    for character in text[1:]:
        number = number * 58 + _VALUES[character]
    zeros = len(text[1:]) - len(text[1:].lstrip(_ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(key: ec.EllipticCurvePublicKey) -> str:
    """A P-256 key as a Multikey."""
    return encode(_P256_KEY + key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint))


def key_of_multikey(text: str) -> ec.EllipticCurvePublicKey:
    """Raises Refused: ALG when the key is of another kind."""
    content = decode(text)
    try:
        if content[:2] != _P256_KEY:
            raise ValueError("another kind of key")
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), content[2:])
    except ValueError as error:
        raise Refused(Refusal.ALG) from error
