"""Public keys of wallets, as JSON Web Keys."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

_REQUIRED = ("crv", "kty", "x", "y")


def thumbprint(key: Mapping[str, Any]) -> str:
    """The SHA-256 thumbprint (RFC 7638) of an elliptic-curve key: 43 characters that name it."""
    canonical = json.dumps({name: key[name] for name in _REQUIRED}, separators=(",", ":"), sort_keys=True)
    return urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).rstrip(b"=").decode()
