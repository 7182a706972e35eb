import base64
from collections.abc import Callable, Iterator

import pytest

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person, register_person
from watandoshlar.capabilities.people.keys import key_ring, open_keys


@pytest.fixture
def account(db: None) -> Account:
    return create_account(acting_user=SYSTEM, email="nodira@example.org", language="uz")


@pytest.fixture
def other_account(db: None) -> Account:
    return create_account(acting_user=SYSTEM, email="rustam@example.org", language="ru")


@pytest.fixture
def person(account: Account) -> Person:
    return register_person(acting_user=account, relation="myself")


def key_of(key_id: str) -> bytes:
    """A key-encryption key that belongs to its id, and to no other."""
    return key_id.encode().ljust(32, b".")


@pytest.fixture
def use_keys(settings) -> Iterator[Callable[..., None]]:
    """Start the platform anew with these key-encryption keys, the first one current."""

    def start_with(*key_ids: str) -> None:
        entries = (f"{key_id}:{base64.b64encode(key_of(key_id)).decode()}" for key_id in key_ids)
        settings.KEY_ENCRYPTION_KEYS = ",".join(entries)
        start_anew()

    yield start_with
    start_anew()


def start_anew() -> None:
    key_ring.cache_clear()
    open_keys.forget_all()
