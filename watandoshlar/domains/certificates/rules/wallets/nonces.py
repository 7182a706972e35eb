"""Nonces that nobody has to keep: a nonce carries its end and proves itself, so that asking for one writes nothing.

That each is used once is kept by the table of what is spent.
"""

import hmac
from datetime import datetime, timedelta

from watandoshlar.foundation.crypto import base64url

LIFE = timedelta(minutes=5)
_RANDOM, _END, _PROOF = 16, 8, 16


def make_nonce(key: bytes, now: datetime, random: bytes) -> str:
    """A nonce for the next five minutes; `random` is 16 unpredictable bytes."""
    if len(random) != _RANDOM:
        raise ValueError("A nonce wants 16 random bytes.")
    body = random + int((now + LIFE).timestamp()).to_bytes(_END, "big")
    return base64url.encode(body + _proof(key, body))


def is_in_force(nonce: str, key: bytes, now: datetime) -> bool:
    """Whether we made the nonce and its five minutes have not passed."""
    try:
        content = base64url.decode(nonce)
    except base64url.NotBase64Url:
        return False
    if len(content) != _RANDOM + _END + _PROOF:
        return False
    body = content[: _RANDOM + _END]
    end = int.from_bytes(body[_RANDOM:], "big")
    return hmac.compare_digest(content[len(body) :], _proof(key, body)) and now.timestamp() < end


def _proof(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:_PROOF]
