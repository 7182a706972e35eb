"""Keys of payment systems. They are long and random, so one salted hash hides them."""

import hashlib
from hmac import compare_digest


def fingerprint(key: str) -> str:
    """By which a configured key is recognised again."""
    return hashlib.sha256(b"watandoshlar connection key:" + key.encode()).hexdigest()


def hash_of(salt: str, key: str) -> str:
    return hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()


def is_same(offered: str, kept: str) -> bool:
    """Compares in a time that does not depend on where they differ; nothing is never right."""
    return bool(kept) and compare_digest(offered.encode(), kept.encode())
