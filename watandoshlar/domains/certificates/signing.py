"""The signers of this installation: one for each kind of document, and for what else it signs.

A kind is a document type, "status-lists" or "pdf" or "log". Where the keys live is said by SIGNING_KEYS: files today.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from watandoshlar.foundation.crypto import FileSigner, Signer

PROFILES = ("seal", "pdf", "mdoc", "vds", "sd_jwt")
"""The ways in which a certificate of a signer may be wanted."""


def signer_for(kind: str) -> Signer:
    """The signer that signs what is made from now on."""
    scheme, _, place = settings.SIGNING_KEYS.partition(":")
    if scheme != "file" or not place:
        raise ImproperlyConfigured("SIGNING_KEYS names no place of keys: documents could not be sealed.")
    return _file_signer(Path(place) / f"{kind}.pem")


def chain_for(kind: str, profile: str) -> tuple[bytes, ...]:
    """The certificates of this signer for a way of checking it, DER, its own first, without a root that readers pin."""
    if profile not in PROFILES:
        raise ValueError(f"{profile!r} is no profile of certificates")
    return ()


@lru_cache(maxsize=64)
def _file_signer(path: Path) -> FileSigner:
    return FileSigner.open(path)
