"""The door of people."""

from watandoshlar.capabilities.people import errors
from watandoshlar.capabilities.people.acts import (
    Rewrapped,
    become_own,
    end_acting,
    end_mandate,
    enter_person,
    keep_mandate,
    note_birth_date,
    record_name,
    register_person,
    rewrap_data_keys,
)
from watandoshlar.capabilities.people.keys import (
    decrypt_for,
    decrypt_json_for,
    encrypt_for,
    encrypt_json_for,
    fingerprint_for,
    key_ring,
)
from watandoshlar.capabilities.people.models import Mandate, Person
from watandoshlar.capabilities.people.queries import (
    ActedFor,
    KnownPerson,
    access_acted_for,
    access_known_people,
    access_own_person,
    access_people_of,
    access_person,
    authorities_of,
    authority_of,
    mandates_of,
    paper_of,
)
from watandoshlar.capabilities.people.rules.acting import Authority, Paper, scope_of, why_not
from watandoshlar.capabilities.people.rules.coming_of_age import comes_of_age_on, last_day_as_child

__all__ = [
    "ActedFor",
    "Authority",
    "KnownPerson",
    "Mandate",
    "Paper",
    "Person",
    "Rewrapped",
    "access_acted_for",
    "access_known_people",
    "access_own_person",
    "access_people_of",
    "access_person",
    "authorities_of",
    "authority_of",
    "become_own",
    "comes_of_age_on",
    "decrypt_for",
    "decrypt_json_for",
    "encrypt_for",
    "encrypt_json_for",
    "end_acting",
    "end_mandate",
    "enter_person",
    "errors",
    "fingerprint_for",
    "keep_mandate",
    "key_ring",
    "last_day_as_child",
    "mandates_of",
    "note_birth_date",
    "paper_of",
    "record_name",
    "register_person",
    "rewrap_data_keys",
    "scope_of",
    "why_not",
]
