"""The two readers of seals, Python's and the page's, asked the same."""

import base64
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import serialization

from tests.node import NodeScript
from watandoshlar.foundation.crypto.seal import TrustedKey


def key_entry(key: TrustedKey) -> dict[str, Any]:
    """A trusted key as the scripts of the tests take it."""
    der = key.public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {
        "key_id": key.key_id.hex(),
        "public_key": base64.b64encode(der).decode(),
        "algorithm": key.algorithm,
        "document_types": sorted(key.document_types),
        "not_before": _second(key.not_before),
        "sign_until": _second(key.sign_until),
        "revoked_at": _second(key.revoked_at),
    }


def javascript_reader(keys: Iterable[TrustedKey], at: datetime, *, fast: bool = False) -> NodeScript:
    """Answers a list of texts with the list of verdicts. `fast` leaves WebCrypto out of it."""
    setting = {"keys": [key_entry(key) for key in keys], "at": int(at.timestamp()), "fast": fast}
    return NodeScript("read_seals.mjs", setting)


def _second(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())
