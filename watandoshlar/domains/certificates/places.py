"""Where the private keys of this installation live, as SIGNING_KEYS says."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from watandoshlar.foundation.crypto import KeyFolder, KeyPlace


def key_place() -> KeyPlace:
    """The folder or the device. Raises ImproperlyConfigured for a setting that names neither."""
    return _place(settings.SIGNING_KEYS)


def authority_folder() -> Path:
    """Where a demonstration keeps its own root: beside the keys, or beside the PIN of the device."""
    if settings.SIGNING_KEYS.startswith("file:"):
        return Path(settings.SIGNING_KEYS.removeprefix("file:")) / "authority"
    from watandoshlar.foundation.crypto.pkcs11 import DeviceAddress

    return DeviceAddress.read(settings.SIGNING_KEYS).pin_file.parent / "authority"


@lru_cache(maxsize=4)
def _place(address: str) -> KeyPlace:
    scheme, _, rest = address.partition(":")
    if scheme == "file" and rest:
        return KeyFolder(Path(rest))
    if scheme == "pkcs11":
        # A library for devices is needed only where there is one.
        from watandoshlar.foundation.crypto.pkcs11 import DeviceAddress, SigningDevice

        return SigningDevice(DeviceAddress.read(address))
    raise ImproperlyConfigured("SIGNING_KEYS names no place of keys: documents could not be sealed.")
