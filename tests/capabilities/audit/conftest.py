import os
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace

import psycopg
import pytest
from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM, Entry, append_entry, seal_entries


@pytest.fixture
def account() -> SimpleNamespace:
    """The record needs no account of the database, only something that acts and has an id."""
    return SimpleNamespace(pk=7, is_authenticated=True)


@pytest.fixture
def tamper(committed_db: None) -> Iterator[psycopg.Connection]:
    """A connection that may do what nobody should: superuser, triggers off."""
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"], autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


def write(acting_user: object, chain: str) -> Entry:
    with transaction.atomic():
        return append_entry(acting_user=acting_user, act="take_case", chain=chain, facts={"to": "in_review"})


@pytest.fixture
def write_entry(account: SimpleNamespace) -> Callable[[str], Entry]:
    """Write one entry into a chain, committed by itself."""
    return partial(write, account)


@pytest.fixture
def sealed_record(committed_db: None, write_entry: Callable[[str], Entry]) -> dict[str, list[Entry]]:
    """Two chains of six entries in two seals, and one entry since."""
    chains: dict[str, list[Entry]] = {"case:A": [], "case:B": []}
    for _ in range(2):
        for chain, entries in chains.items():
            entries.extend(write_entry(chain) for _ in range(3))
        seal_entries(acting_user=SYSTEM)
    chains["case:A"].append(write_entry("case:A"))
    return chains
