"""The door of people."""

from watandoshlar.capabilities.people.acts import Rewrapped, record_name, register_person, rewrap_data_keys
from watandoshlar.capabilities.people.keys import (
    decrypt_for,
    decrypt_json_for,
    encrypt_for,
    encrypt_json_for,
    fingerprint_for,
    key_ring,
)
from watandoshlar.capabilities.people.models import Person
from watandoshlar.capabilities.people.queries import (
    KnownPerson,
    access_known_people,
    access_own_person,
    access_people_of,
    access_person,
)

__all__ = [
    "KnownPerson",
    "Person",
    "Rewrapped",
    "access_known_people",
    "access_own_person",
    "access_people_of",
    "access_person",
    "decrypt_for",
    "decrypt_json_for",
    "encrypt_for",
    "encrypt_json_for",
    "fingerprint_for",
    "key_ring",
    "record_name",
    "register_person",
    "rewrap_data_keys",
]
