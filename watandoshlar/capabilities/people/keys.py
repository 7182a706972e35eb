"""Data keys of people, opened only in memory and only for a short while."""

import base64
import json
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from watandoshlar.capabilities.people.models import Person, PersonKey
from watandoshlar.foundation.crypto import DataKey, KeyRing, blind_index, decrypt, encrypt, unwrap

KEPT_KEYS = 512
KEPT_SECONDS = 300


class OpenKeys:
    """The few data keys used last, each for at most five minutes: opening one costs a query and an AES key unwrap."""

    def __init__(self) -> None:
        self._keys: OrderedDict[UUID, tuple[float, DataKey]] = OrderedDict()
        self._lock = Lock()

    def get(self, person_id: UUID) -> DataKey:
        with self._lock:
            found = self._keys.get(person_id)
            if found and monotonic() - found[0] < KEPT_SECONDS:
                self._keys.move_to_end(person_id)
                return found[1]
        wrapped = PersonKey.objects.values_list("wrapped", flat=True).get(person_id=person_id)
        return self.keep(person_id, unwrap(key_ring(), bytes(wrapped)))

    def keep(self, person_id: UUID, data_key: DataKey) -> DataKey:
        with self._lock:
            self._keys[person_id] = (monotonic(), data_key)
            while len(self._keys) > KEPT_KEYS:
                self._keys.popitem(last=False)
        return data_key

    def forget_all(self) -> None:
        with self._lock:
            self._keys.clear()


open_keys = OpenKeys()


@lru_cache(maxsize=1)
def key_ring() -> KeyRing:
    """The key-encryption keys of the installation: "id:base64 of 32 bytes", the first one is current."""
    keys: dict[str, bytes] = {}
    for entry in filter(None, settings.KEY_ENCRYPTION_KEYS.split(",")):
        key_id, colon, encoded = entry.strip().partition(":")
        if not (key_id and colon) or key_id in keys:
            # Nothing of the entry is shown: without its id it is the key itself.
            raise ImproperlyConfigured("KEY_ENCRYPTION_KEYS wants “id:base64 of 32 bytes”, each id once.")
        keys[key_id] = base64.b64decode(encoded, validate=True)
    if not keys:
        raise ImproperlyConfigured("KEY_ENCRYPTION_KEYS is empty: personal data could not be encrypted.")
    return KeyRing(keys=keys, current=next(iter(keys)))


def encrypt_for(person: Person, plaintext: bytes, context: str) -> bytes:
    """Encrypt under the person's data key, bound to a context such as "answers:<draft id>"."""
    return encrypt(open_keys.get(person.pk), plaintext, context.encode())


def decrypt_for(person: Person, ciphertext: bytes, context: str) -> bytes:
    """Raises the typed errors of `foundation.crypto` when the key or the context is another or a bit has changed."""
    return decrypt(open_keys.get(person.pk), bytes(ciphertext), context.encode())


def encrypt_json_for(person: Person, value: object, context: str) -> bytes:
    return encrypt_for(person, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), context)


def decrypt_json_for(person: Person, ciphertext: bytes, context: str) -> object:
    return json.loads(decrypt_for(person, ciphertext, context))


def fingerprint_for(person: Person, text: str) -> bytes:
    """A keyed fingerprint by which equal texts of one person are recognised without being readable."""
    return blind_index(open_keys.get(person.pk), text)
