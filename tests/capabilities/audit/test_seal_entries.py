import logging
import os
from importlib import import_module

import psycopg
import pytest
from django.db import transaction
from procrastinate.contrib.django import app

from tests.workers import work_off_jobs
from watandoshlar.capabilities.audit.api import (
    SYSTEM,
    ActingUserRequired,
    TransactionsWentBack,
    append_entry,
    seal_entries,
)
from watandoshlar.capabilities.audit.models import Seal
from watandoshlar.capabilities.audit.rules.canonical import BEGINNING

# The package offers the act under the same name as the module it is in.
act = import_module("watandoshlar.capabilities.audit.acts.seal_entries")

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_to_seal_makes_no_seal():
    assert seal_entries(acting_user=SYSTEM) == []


def test_a_seal_names_the_heads_of_the_chains_that_grew(write_entry):
    write_entry("case:A")
    head_a, head_b = write_entry("case:A"), write_entry("case:B")
    (seal,) = seal_entries(acting_user=SYSTEM)
    assert (seal.number, seal.entries, bytes(seal.previous)) == (1, 3, BEGINNING)
    assert seal.heads == {
        "case:A": {"position": 2, "hash": bytes(head_a.hash).hex()},
        "case:B": {"position": 1, "hash": bytes(head_b.hash).hex()},
    }


def test_the_next_seal_takes_up_where_the_last_one_ended(write_entry):
    write_entry("case:A")
    (first,) = seal_entries(acting_user=SYSTEM)
    assert seal_entries(acting_user=SYSTEM) == []
    write_entry("case:B")
    (second,) = seal_entries(acting_user=SYSTEM)
    assert (second.number, list(second.heads), bytes(second.previous)) == (2, ["case:B"], bytes(first.hash))
    assert second.from_transaction == first.until_transaction


def test_an_entry_of_a_transaction_still_open_is_left_to_a_later_seal(write_entry):
    with psycopg.connect(os.environ["DATABASE_URL"]) as slow:
        slow.execute("SELECT pg_current_xact_id()")
        write_entry("case:A")
        assert seal_entries(acting_user=SYSTEM) == []
    (seal,) = seal_entries(acting_user=SYSTEM)
    assert seal.entries == 1


def test_much_to_seal_becomes_several_seals_of_whole_transactions(write_entry, monkeypatch):
    monkeypatch.setattr(act, "ENTRIES_PER_SEAL", 2)
    for _ in range(5):
        write_entry("case:A")
    assert [seal.entries for seal in seal_entries(acting_user=SYSTEM)] == [2, 2, 1]


def test_one_long_transaction_is_not_divided(account, write_entry, monkeypatch):
    monkeypatch.setattr(act, "ENTRIES_PER_SEAL", 2)
    with transaction.atomic():
        for _ in range(5):
            append_entry(acting_user=account, act="take_case", chain="case:A", facts={})
    write_entry("case:A")
    assert [seal.entries for seal in seal_entries(acting_user=SYSTEM)] == [5, 1]


def test_the_hash_of_a_seal_goes_to_the_log_as_witness(write_entry, caplog):
    write_entry("case:A")
    with caplog.at_level(logging.INFO, logger="watandoshlar"):
        (seal,) = seal_entries(acting_user=SYSTEM)
    assert caplog.messages == [f"Audit seal 1:{bytes(seal.hash).hex()}"]


def test_nobody_seals_nothing(write_entry):
    write_entry("case:A")
    with pytest.raises(ActingUserRequired):
        seal_entries(acting_user=None)
    assert not Seal.objects.exists()


def test_a_counter_that_restarted_stops_sealing(write_entry, tamper):
    write_entry("case:A")
    seal_entries(acting_user=SYSTEM)
    tamper.execute("UPDATE audit_seal SET until_transaction = 1000000000")
    with pytest.raises(TransactionsWentBack) as refusal:
        seal_entries(acting_user=SYSTEM)
    assert refusal.value.fields["sealed"] == 1000000000


def test_a_worker_seals_by_itself(write_entry):
    write_entry("case:A")
    app.configure_task("audit.seal_entries").defer(timestamp=0)
    work_off_jobs()
    # What other jobs of the same minute write may get a seal of its own.
    assert Seal.objects.order_by("pk").first().entries >= 1


def test_sealing_is_due_every_minute():
    assert [p.cron for p in app.periodic_registry.periodic_tasks.values() if p.task.name == "audit.seal_entries"] == [
        "* * * * *"
    ]
