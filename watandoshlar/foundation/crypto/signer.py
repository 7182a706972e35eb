"""Who signs: one small protocol, so that a key may live in a file, a smart card or a device.

A signer returns the raw ES256 signature, r and s of 32 bytes each, with s in the lower half of the
group order. Every ECDSA signature has a twin (r, n - s) that verifies as well; allowing one
form only keeps a sealed document from having two spellings.
"""

import hashlib
import os
import secrets
import stat
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

ES256 = -7
"""ECDSA on P-256 with SHA-256, by its number in the COSE registry (RFC 9053)."""

KEY_ID_LENGTH = 8
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HALF_ORDER = _ORDER // 2
_ECDSA = ec.ECDSA(hashes.SHA256())


class Signer(Protocol):
    """Signs messages under one key; safe to share between threads."""

    @property
    def key_id(self) -> bytes:
        """8 bytes, see `key_id_of`."""
        ...

    @property
    def algorithm(self) -> int:
        """The COSE number of the algorithm."""
        ...

    @property
    def public_key(self) -> ec.EllipticCurvePublicKey: ...

    def sign(self, message: bytes) -> bytes:
        """The raw signature of `message`: r and s, low-s, 64 bytes."""
        ...


class DeviceUnavailable(Exception):
    """The place of the key cannot be used at the moment; trying again later may help, and nothing was signed."""

    code = "signing_device_unavailable"


class UnsafeKeyFile(Exception):
    """The key file can be read by others, or is not a P-256 private key."""

    code = "unsafe_key_file"


class KeyPlace(Protocol):
    """Where signers live: a folder of files, or a signing device. A key never leaves it."""

    def signers(self, kind: str) -> "tuple[Signer, ...]":
        """The signers that are there for this kind of document, in no order."""
        ...

    def make(self, kind: str) -> Signer:
        """A new key for this kind, beside those that are there."""
        ...


class FileSigner:
    """A P-256 key in a PEM file that only its owner can read. For development and tests."""

    algorithm = ES256

    def __init__(self, private_key: ec.EllipticCurvePrivateKey) -> None:
        self._private_key = private_key
        self.public_key = private_key.public_key()
        self.key_id = key_id_of(self.public_key)

    def __repr__(self) -> str:
        return f"<FileSigner {self.key_id.hex()}>"

    @classmethod
    def open(cls, path: Path) -> "FileSigner":
        """The signer of this file; the first caller makes the key, all others get the same one.

        Raises UnsafeKeyFile.
        """
        if not path.exists():
            _create_key_file(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UnsafeKeyFile("Others can read the key file; set its mode to 0600.")
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except (ValueError, TypeError) as error:
            raise UnsafeKeyFile("The key file is not a PEM private key.") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise UnsafeKeyFile("The key file does not hold a P-256 key.")
        return cls(key)

    def sign(self, message: bytes) -> bytes:
        """The raw low-s signature of `message`, 64 bytes."""
        return raw_signature(self._private_key.sign(message, _ECDSA))


class KeyFolder:
    """A folder with a key file for each key: `kind.pem` for the first of a kind, `kind.KEYID.pem` for later ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = lru_cache(maxsize=256)(FileSigner.open)

    def first(self, kind: str) -> Signer:
        """The first key of this kind, made if there is none: whoever asks first makes it, all others get the same."""
        return self._open(self._folder / f"{kind}.pem")

    def signers(self, kind: str) -> tuple[Signer, ...]:
        """Raises UnsafeKeyFile."""
        paths = [self._folder / f"{kind}.pem", *sorted(self._folder.glob(f"{kind}.*.pem"))]
        return tuple(self._open(path) for path in paths if path.exists())

    def make(self, kind: str) -> Signer:
        draft = self._folder / f".{kind}.{secrets.token_hex(8)}.draft"
        signer = FileSigner.open(draft)
        # A name may be taken by one file only; the key id makes it the only one.
        draft.rename(self._folder / f"{kind}.{signer.key_id.hex()}.pem")
        return signer


def key_id_of(public_key: ec.EllipticCurvePublicKey) -> bytes:
    """The first 8 bytes of SHA-256 over the DER SubjectPublicKeyInfo."""
    der = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).digest()[:KEY_ID_LENGTH]


def raw_signature(der: bytes) -> bytes:
    """r and s of a DER signature, 32 bytes each, with s brought into the lower half."""
    return in_lower_half(*decode_dss_signature(der))


def in_lower_half(r: int, s: int) -> bytes:
    """The raw form of a signature, of whichever twin was made."""
    return r.to_bytes(32, "big") + min(s, _ORDER - s).to_bytes(32, "big")


def verify_signature(
    key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes, *, either_half: bool = False
) -> bool:
    """Whether `signature` (raw, 64 bytes, low-s) was made by `key` over `message`.

    `either_half` admits high s: phones and foreign issuers sign so every second time.
    """
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or (s > _HALF_ORDER and not either_half):
        return False
    try:
        key.verify(encode_dss_signature(r, s), message, _ECDSA)
    except InvalidSignature:
        return False
    return True


def _create_key_file(path: Path) -> None:
    """Write a new key beside `path`, then link it there: the link fails for all but the first."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # mkstemp opens the file with mode 0600, so the key is never readable by others.
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        os.unlink(draft)
