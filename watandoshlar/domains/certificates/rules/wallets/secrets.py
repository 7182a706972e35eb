"""Secrets of wallets are long and drawn at random, so that a plain hash of one can be kept and looked for."""

from hashlib import sha256

REQUEST_URI = "urn:ietf:params:oauth:request_uri:"


def mark_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
