"""Requests and answers that only the other side can open: JWE by ECDH-ES on P-256 with AES-GCM, never compressed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from watandoshlar.domains.certificates.rules.wallets.reading import read_object
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.signed_texts import public_key

AGREEMENT = "ECDH-ES"
CIPHERS = ("A256GCM", "A128GCM")
UNFIT = "invalid_encryption_parameters"
MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class Reader:
    """For whom an answer is encrypted, and how."""

    key: Mapping[str, str]
    cipher: str
    key_id: str = ""


def reader_of(wanted: object) -> Reader:
    """What the member `credential_response_encryption` asks for."""
    if not isinstance(wanted, dict) or not isinstance(wanted.get("jwk"), dict):
        raise Refusal(UNFIT, "A public key and a cipher are asked for.")
    jwk = wanted["jwk"]
    if jwk.get("alg") != AGREEMENT or wanted.get("enc") not in CIPHERS or "zip" in wanted:
        raise Refusal(UNFIT, f"{AGREEMENT} with {' or '.join(CIPHERS)} is asked for, without compression.")
    key_id = jwk.get("kid", "")
    if not isinstance(key_id, str) or len(key_id) > 200:
        raise Refusal(UNFIT, "The name of the key is no text, or too long.")
    return Reader(public_key(jwk, UNFIT), wanted["enc"], key_id)


def encrypted_for(reader: Reader, content: Mapping[str, Any]) -> str:
    header = {"alg": AGREEMENT, "enc": reader.cipher, **({"kid": reader.key_id} if reader.key_id else {})}
    key = ECKey.import_key(dict(reader.key))
    return jwe.encrypt_compact(header, json.dumps(content).encode(), key, algorithms=[AGREEMENT, reader.cipher])


def decrypted_by(keys: Mapping[str, ECKey], text: str) -> dict[str, Any]:
    """The object that a wallet encrypted for one of our keys, by its id."""
    try:
        if len(text) > MOST_CHARACTERS:
            raise ValueError("too long")
        opened = jwe.decrypt_compact(text, lambda sent: keys[sent.headers()["kid"]], algorithms=[AGREEMENT, *CIPHERS])
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refusal(UNFIT, "The request cannot be opened with any of our keys.") from error
    return read_object(opened.plaintext or b"", "invalid_credential_request")
