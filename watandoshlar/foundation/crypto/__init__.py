"""Cryptography of the house: keeping secrets (envelope) and proving origin (signer, seal).

Pure Python on top of the `cryptography` library; nothing here reads settings, the clock or a
database, so that every function can be proven with vectors.

Words
    key-encryption key  from the configuration of the installation; wraps data keys
    data key            one per person; encrypts that person's answers and files
    blind index         a keyed hash that finds a value without storing it
    signer              holds a private key, or the door of a device that holds it
    seal                the signed text printed as a QR code on every document
    verdict             the answer of a check, from a closed list
"""

from watandoshlar.foundation.crypto.envelope import (
    DataKey,
    EnvelopeError,
    KeyRing,
    Tampered,
    WrongKey,
    blind_index,
    decrypt,
    encrypt,
    new_data_key,
    rewrap,
    unwrap,
    wrapping_key_id,
)
from watandoshlar.foundation.crypto.seal import (
    SealClaims,
    SealReading,
    TrustedKey,
    TrustedKeys,
    Verdict,
    make_seal,
    passport_hash,
    read_seal,
    sign_seal,
)
from watandoshlar.foundation.crypto.signer import (
    ES256,
    DeviceUnavailable,
    FileSigner,
    KeyFolder,
    KeyPlace,
    Signer,
    UnsafeKeyFile,
    key_id_of,
)

__all__ = [
    "ES256",
    "DataKey",
    "DeviceUnavailable",
    "EnvelopeError",
    "FileSigner",
    "KeyFolder",
    "KeyPlace",
    "KeyRing",
    "SealClaims",
    "SealReading",
    "Signer",
    "Tampered",
    "TrustedKey",
    "TrustedKeys",
    "UnsafeKeyFile",
    "Verdict",
    "WrongKey",
    "blind_index",
    "decrypt",
    "encrypt",
    "key_id_of",
    "make_seal",
    "new_data_key",
    "passport_hash",
    "read_seal",
    "rewrap",
    "sign_seal",
    "unwrap",
    "wrapping_key_id",
]
