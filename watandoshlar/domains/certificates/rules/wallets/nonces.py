"""Nonces that nobody has to keep: a nonce carries its end and proves itself, so that asking for one writes nothing.

That each is used once is kept by the table of what is spent.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from datetime import datetime, timedelta

LIFE = timedelta(minutes=5)
_RANDOM, _END, _PROOF = 16, 8, 16


def make_nonce(key: bytes, now: datetime, random: bytes) -> str:
    """A nonce for the next five minutes; `random` is 16 unpredictable bytes."""
    if len(random) != _RANDOM:
        raise ValueError("A nonce wants 16 random bytes.")
    body = random + int((now + LIFE).timestamp()).to_bytes(_END, "big")
    return urlsafe_b64encode(body + _proof(key, body)).decode().rstrip("=")


def is_in_force(nonce: str, key: bytes, now: datetime) -> bool:
    """Whether we made the nonce and its five minutes have not passed."""
    try:
        content = urlsafe_b64decode(nonce.encode("ascii") + b"=" * (-len(nonce) % 4))
    except (NoBase64, UnicodeEncodeError):
        return False
    body = content[: _RANDOM + _END]
    end = int.from_bytes(body[_RANDOM:], "big")
    # Written anew it must be the same text: base64 has several spellings of the same bytes.
    same = len(content) == _RANDOM + _END + _PROOF and urlsafe_b64encode(content).decode().rstrip("=") == nonce
    return same and hmac.compare_digest(content[len(body) :], _proof(key, body)) and now.timestamp() < end


def _proof(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:_PROOF]
