"""Envelope encryption: AES-256-GCM under data keys that are wrapped by key-encryption keys.

Layouts (all lengths in bytes)
    wrapped data key   version 1 · length of key id 1 · key id · nonce 12 · key 32 · tag 16
    encrypted value    version 1 · data-key id 8 · nonce 12 · ciphertext · tag 16

The header before the nonce is authenticated together with the context, so a value cannot be
moved to another person, field or file: the context of the reader no longer agrees.
Nonces are random; under one data key about 2^32 values may be encrypted (NIST SP 800-38D, 8.3),
far above what one person ever stores.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_LENGTH = 32
NONCE_LENGTH = 12
TAG_LENGTH = 16
DATA_KEY_ID_LENGTH = 8
VERSION = b"\x01"


class EnvelopeError(Exception):
    """Something could not be decrypted. `code` is stable; no key or content is ever in the text."""

    code: ClassVar[str] = "envelope"


class WrongKey(EnvelopeError):
    """The value names a key that this ring or caller does not hold."""

    code = "wrong_key"


class Tampered(EnvelopeError):
    """The bytes, or the context they were written for, are not what was encrypted."""

    code = "tampered"


@dataclass(frozen=True)
class KeyRing:
    """Key-encryption keys by id; `current` names the one that wraps new data keys.

    Old keys stay in the ring until every data key has been rewrapped.
    Raises ValueError on a key that is not 32 bytes, or a current id that is not in the ring.
    """

    keys: Mapping[str, bytes] = field(repr=False)
    current: str

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise ValueError(f"The current key {self.current!r} is not in the ring.")
        for key_id, key in self.keys.items():
            if len(key) != KEY_LENGTH:
                raise ValueError(f"The key {key_id!r} must have {KEY_LENGTH} bytes.")
            if not 1 <= len(key_id.encode()) <= 255:
                raise ValueError("A key id must have 1 to 255 bytes.")


class DataKey:
    """An unwrapped data key. Its value never shows in a repr, a log line or a traceback."""

    __slots__ = ("aead", "index_key", "key", "key_id")

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_LENGTH:
            raise ValueError(f"A data key must have {KEY_LENGTH} bytes.")
        self.key = key
        self.aead = AESGCM(key)
        # One secret, three uses: each use gets a key of its own, so that none can reveal another.
        self.key_id = blind_index(key, "data key id")[:DATA_KEY_ID_LENGTH]
        self.index_key = blind_index(key, "blind index key")

    def __repr__(self) -> str:
        return f"<DataKey {self.key_id.hex()}>"


def new_data_key(ring: KeyRing) -> tuple[DataKey, bytes]:
    """A fresh random data key, and the same wrapped under the ring's current key, ready to store."""
    key = secrets.token_bytes(KEY_LENGTH)
    return DataKey(key), _wrap(ring, key)


def unwrap(ring: KeyRing, wrapped: bytes) -> DataKey:
    """The data key inside `wrapped`. Raises WrongKey (its id is not in the ring) or Tampered."""
    header, sealed = _split_wrapped(wrapped)
    key = ring.keys.get(_text_of(header[2:]))
    if key is None:
        raise WrongKey
    try:
        return DataKey(AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], header))
    except InvalidTag:
        raise Tampered from None


def rewrap(ring: KeyRing, wrapped: bytes) -> bytes:
    """The same data key under the current key-encryption key; unchanged if it already is.

    Rotation touches one small row per person, never the encrypted content.
    """
    if wrapping_key_id(wrapped) == ring.current:
        return wrapped
    return _wrap(ring, unwrap(ring, wrapped).key)


def wrapping_key_id(wrapped: bytes) -> str:
    """The id of the key-encryption key that wraps this data key."""
    return _text_of(_split_wrapped(wrapped)[0][2:])


def encrypt(data_key: DataKey, plaintext: bytes, context: bytes) -> bytes:
    """Encrypt for one context (for instance table, column and row); other bytes every time."""
    header = VERSION + data_key.key_id
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return header + nonce + data_key.aead.encrypt(nonce, plaintext, header + context)


def decrypt(data_key: DataKey, encrypted: bytes, context: bytes) -> bytes:
    """The plaintext. Raises WrongKey (another data key wrote it) or Tampered."""
    start = len(VERSION) + DATA_KEY_ID_LENGTH
    header, nonce = encrypted[:start], encrypted[start : start + NONCE_LENGTH]
    if len(encrypted) < start + NONCE_LENGTH + TAG_LENGTH or header[:1] != VERSION:
        raise Tampered
    if header[1:] != data_key.key_id:
        raise WrongKey
    try:
        return data_key.aead.decrypt(nonce, encrypted[start + NONCE_LENGTH :], header + context)
    except InvalidTag:
        raise Tampered from None


def blind_index(key: bytes | DataKey, text: str) -> bytes:
    """HMAC-SHA256 of `text`, 32 bytes: equal texts give equal bytes, and only the key can try them.

    Under a data key the index works within one person, under a key of the installation (bytes) across all of them.
    The caller brings the text into one form first (case, spaces, script).
    """
    secret = key.index_key if isinstance(key, DataKey) else key
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()


def _wrap(ring: KeyRing, key: bytes) -> bytes:
    key_id = ring.current.encode()
    header = VERSION + bytes([len(key_id)]) + key_id
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return header + nonce + AESGCM(ring.keys[ring.current]).encrypt(nonce, key, header)


def _split_wrapped(wrapped: bytes) -> tuple[bytes, bytes]:
    if len(wrapped) < 2 or wrapped[:1] != VERSION:
        raise Tampered
    end = 2 + wrapped[1]
    if len(wrapped) != end + NONCE_LENGTH + KEY_LENGTH + TAG_LENGTH:
        raise Tampered
    return wrapped[:end], wrapped[end:]


def _text_of(key_id: bytes) -> str:
    try:
        return key_id.decode()
    except UnicodeDecodeError:
        raise Tampered from None
