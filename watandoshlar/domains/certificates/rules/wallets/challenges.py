"""PKCE (RFC 7636, S256 only), and where a wallet may be sent back to."""

import re
from hashlib import sha256
from hmac import compare_digest

from watandoshlar.domains.certificates.rules.wallets.reading import read_address
from watandoshlar.foundation.crypto import base64url

_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")
_CHALLENGE = re.compile(r"[A-Za-z0-9\-_]{43}")
_OWN_SCHEME = re.compile(r"[a-z][a-z0-9+\-]*(\.[a-z0-9+\-]+)+")
"""A scheme of an app, written as a reversed domain name (RFC 8252, 7.1); no browser means anything by it."""


def is_challenge(challenge: str) -> bool:
    return _CHALLENGE.fullmatch(challenge) is not None


def answers(challenge: str, verifier: str) -> bool:
    if _VERIFIER.fullmatch(verifier) is None:
        return False
    made = base64url.encode(sha256(verifier.encode()).digest())
    return compare_digest(made, challenge)


def may_return_to(address: str) -> bool:
    """https, or the own scheme of an app; never javascript:, data: or plain http."""
    if len(address) > 500 or not address.isascii() or "#" in address or any(sign <= " " for sign in address):
        return False
    parts = read_address(address)
    if parts is None:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname) and "@" not in parts.netloc
    return _OWN_SCHEME.fullmatch(parts.scheme) is not None
