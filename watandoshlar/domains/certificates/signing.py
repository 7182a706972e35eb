"""The signer of this installation: a key file today, the door of a signing device where there is one."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from watandoshlar.foundation.crypto import FileSigner, Signer


def current_signer() -> Signer:
    """The signer that seals new documents."""
    if not settings.SEAL_KEY_FILE:
        raise ImproperlyConfigured("SEAL_KEY_FILE is empty: documents could not be sealed.")
    return _file_signer(Path(settings.SEAL_KEY_FILE))


@lru_cache(maxsize=2)
def _file_signer(path: Path) -> FileSigner:
    return FileSigner.open(path)
