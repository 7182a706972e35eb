"""The pre-authorised code of an offer follows from the secret in its address and leads back to it, so that an offer can
be read twice and nothing but a hash is kept."""

PREFIX = "offer."


def code_of(secret: str) -> str:
    return PREFIX + secret


def secret_of(code: str) -> str:
    """The secret, or "" for what is no code of an offer."""
    return code.removeprefix(PREFIX) if code.startswith(PREFIX) and len(code) <= 100 else ""
