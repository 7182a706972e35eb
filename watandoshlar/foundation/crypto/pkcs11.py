"""Signers whose keys never leave a signing device (HSM, smart card, SoftHSM), spoken to by PKCS#11.

An address is a PKCS#11 URI (RFC 7512) with the token, the module and a file that holds nothing but the PIN:

    pkcs11:token=watandoshlar?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/watandoshlar/pin

The label of a key is its kind, its id the 8 bytes by which seals name it. A key that the device would hand
out is refused. Where keys live in files, nothing of this is imported.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import unquote

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, PKCS11Error
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from watandoshlar.foundation.crypto.signer import ES256, DeviceUnavailable, in_lower_half, key_id_of

_Answer = TypeVar("_Answer")
# The library starts modules without telling them of threads, so that only one at a time may be inside.
_ONE_AT_A_TIME = Lock()


class KeyCanLeaveDevice(Exception):
    """The device would hand this key out; it must not sign."""

    code = "key_can_leave_device"


@dataclass(frozen=True)
class DeviceAddress:
    module: str
    token: str
    pin_file: Path

    @classmethod
    def read(cls, uri: str) -> "DeviceAddress":
        """Raises ValueError for what lacks a token, a module or a file with the PIN."""
        scheme, _, rest = uri.partition(":")
        path, _, query = rest.partition("?")
        parts = [part.partition("=") for part in [*path.split(";"), *query.split("&")]]
        named = {name: unquote(value) for name, _, value in parts}
        source = named.get("pin-source", "")
        missing = {"token", "module-path", "pin-source"} - named.keys()
        if scheme != "pkcs11" or missing or not source.startswith("file:"):
            raise ValueError("A PKCS#11 address names token, module-path and pin-source=file:…")
        return cls(named["module-path"], named["token"], Path(source.removeprefix("file:")))


class DeviceSigner:
    """One key on the device."""

    algorithm = ES256

    def __init__(self, device: "SigningDevice", public_key: ec.EllipticCurvePublicKey) -> None:
        self._device = device
        self.public_key = public_key
        self.key_id = key_id_of(public_key)

    def __repr__(self) -> str:
        return f"<DeviceSigner {self.key_id.hex()}>"

    def sign(self, message: bytes) -> bytes:
        """The raw low-s signature of `message`, 64 bytes. Raises DeviceUnavailable."""
        return self._device.sign(self.key_id, message)


class SigningDevice:
    """A token. Safe to share between threads and after a fork; comes back by itself when the device does."""

    def __init__(self, address: DeviceAddress) -> None:
        self._address = address
        self._session: Any = None
        self._process = 0
        self._keys: dict[bytes, Any] = {}
        self._refused_pin = ""

    def signers(self, kind: str) -> tuple[DeviceSigner, ...]:
        """Raises DeviceUnavailable, KeyCanLeaveDevice."""
        found = self._using(lambda session: _public_keys(session, kind))
        return tuple(DeviceSigner(self, public_key) for public_key in found)

    def make(self, kind: str) -> DeviceSigner:
        """Raises DeviceUnavailable."""
        with _ONE_AT_A_TIME:
            self._close()
            try:
                public_key = _generate(self._open(to_write=True), kind)
            except PKCS11Error as error:
                raise self._unavailable(error) from error
            finally:
                self._close()
        return DeviceSigner(self, public_key)

    def sign(self, key_id: bytes, message: bytes) -> bytes:
        """The raw low-s signature of `message` under this key. Raises DeviceUnavailable, KeyCanLeaveDevice."""
        digest = hashlib.sha256(message).digest()
        raw = self._using(lambda session: self._key(session, key_id).sign(digest, mechanism=Mechanism.ECDSA))
        return in_lower_half(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))

    def _using(self, act: Callable[[Any], _Answer]) -> _Answer:
        """What `act` answers; once more over a new connection when the device was away in between."""
        with _ONE_AT_A_TIME:
            try:
                if self._session is not None and self._process == os.getpid():
                    return act(self._session)
            except PKCS11Error:
                pass
            self._close()
            try:
                return act(self._open())
            except PKCS11Error as error:
                self._close()
                raise self._unavailable(error) from error

    def _open(self, to_write: bool = False) -> Any:
        """A new session. The module is started anew: nothing less makes it look at its slots again."""
        pin = self._pin()
        module = pkcs11.lib(self._address.module)
        module.reinitialize()
        token = module.get_token(token_label=self._address.token)
        try:
            self._session = token.open(rw=to_write, user_pin=pin)
        except (pkcs11.PinIncorrect, pkcs11.PinLocked, pkcs11.PinInvalid, pkcs11.PinLenRange):
            # A few wrong tries lock a token for good.
            self._refused_pin = pin
            raise
        self._process = os.getpid()
        return self._session

    def _close(self) -> None:
        """Forget the session; what is left of it in the module ends when the module is started anew."""
        self._session, self._keys = None, {}

    def _pin(self) -> str:
        try:
            pin = self._address.pin_file.read_text().rstrip("\r\n")
        except OSError as error:
            raise DeviceUnavailable("The file with the PIN cannot be read.") from error
        if pin == self._refused_pin:
            raise DeviceUnavailable("The device has refused this PIN; it is not tried again.")
        return pin

    def _key(self, session: Any, key_id: bytes) -> Any:
        if key_id not in self._keys:
            key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=key_id)
            if key[Attribute.EXTRACTABLE] or not key[Attribute.SENSITIVE]:
                raise KeyCanLeaveDevice(f"The key {key_id.hex()} can leave the device.")
            self._keys[key_id] = key
        return self._keys[key_id]

    def _unavailable(self, error: PKCS11Error) -> DeviceUnavailable:
        return DeviceUnavailable(f"The signing device answered {type(error).__name__}.")


def _public_keys(session: Any, kind: str) -> list[ec.EllipticCurvePublicKey]:
    wanted = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.KEY_TYPE: KeyType.EC, Attribute.LABEL: kind}
    keys = [_public_key(found) for found in session.get_objects(wanted)]
    return [key for key in keys if key.curve.name == "secp256r1"]


def _public_key(found: Any) -> ec.EllipticCurvePublicKey:
    key = load_der_public_key(encode_ec_public_key(found))
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("The device holds another kind of key.")
    return key


def _generate(session: Any, kind: str) -> ec.EllipticCurvePublicKey:
    parameters = session.create_domain_parameters(
        KeyType.EC, {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}, local=True
    )
    public, private = parameters.generate_keypair(
        label=kind,
        store=True,
        private_template={Attribute.EXTRACTABLE: False, Attribute.SENSITIVE: True, Attribute.PRIVATE: True},
    )
    public_key = _public_key(public)
    for half in (public, private):
        half[Attribute.ID] = key_id_of(public_key)
    return public_key
