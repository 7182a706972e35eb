"""Why a credential is not accepted: a closed list, one code for every form."""

from enum import StrEnum


class Refusal(StrEnum):
    """What is wrong with a credential, named by the first check that it fails."""

    FORMAT = "FORMAT"
    """Not well formed, spelled in a way that its standard does not allow, or too large."""
    TYPE = "TYPE"
    """Another kind of credential than the one that was asked for."""
    ALG = "ALG"
    """Signed with an algorithm other than ES256."""
    UNKNOWN_KEY = "UNKNOWN_KEY"
    """Signed by a key that nobody vouches for."""
    CHAIN = "CHAIN"
    """Its certificates do not lead to a trusted root, are not in date, or are made for another use."""
    BAD_SIGNATURE = "BAD_SIGNATURE"
    DIGEST_ALG = "DIGEST_ALG"
    """Its parts are hashed with an algorithm other than SHA-256 (mdoc: SHA-256, SHA-384 or SHA-512)."""
    DIGEST = "DIGEST"
    """It shows a part that the issuer did not sign, or shows one twice."""
    EXPIRED = "EXPIRED"
    NOT_YET = "NOT_YET"
    REVOKED = "REVOKED"
    SUSPENDED = "SUSPENDED"
    SUPERSEDED = "SUPERSEDED"
    """A newer document has taken its place."""
    STATUS_UNKNOWN = "STATUS_UNKNOWN"
    """It names no status list, or a list that cannot be had, is stale or has no such place."""
    HOLDER = "HOLDER"
    """Its holder has not proven to hold the key that it is bound to."""
    AUDIENCE = "AUDIENCE"
    """The proof of its holder was made for somebody else."""
    NONCE = "NONCE"
    """The proof of its holder answers another question."""
    STALE = "STALE"
    """The proof of its holder is too old, or from the future."""


class Refused(ValueError):
    """A credential is not accepted. `code` says why; nothing of its content is in the text."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.value)
        self.code = code
