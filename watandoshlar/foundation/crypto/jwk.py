"""Public keys of wallets, as JSON Web Keys."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from watandoshlar.foundation.crypto import base64url

_REQUIRED = ("crv", "kty", "x", "y")


def thumbprint(key: Mapping[str, Any]) -> str:
    """The SHA-256 thumbprint (RFC 7638) of an elliptic-curve key: 43 characters that name it."""
    canonical = json.dumps({name: key[name] for name in _REQUIRED}, separators=(",", ":"), sort_keys=True)
    return base64url.encode(hashlib.sha256(canonical.encode()).digest())
