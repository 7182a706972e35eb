import os
from datetime import UTC, datetime
from types import SimpleNamespace

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection, transaction

from watandoshlar.capabilities.audit.api import (
    SYSTEM,
    ActingUserRequired,
    append_entry,
    entries_of_account,
    entries_of_chain,
)
from watandoshlar.capabilities.audit.rules.canonical import BEGINNING
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db

FACTS = {"from": "submitted", "to": "in_review", "items": ["photo", "oʻquv"], "round": 1, "late": False, "post": None}
LOCK_CHAIN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def test_an_entry_is_written_as_given(account):
    with clock.fixed(datetime(2026, 11, 2, 9, 30, 0, 123456, tzinfo=UTC)) as moment:
        entry = append_entry(acting_user=account, act="take_case", chain="case:A", facts=FACTS)
    (stored,) = entries_of_chain("case:A")
    assert (stored.position, stored.at, stored.account_id, stored.act, stored.facts) == (
        1,
        moment,
        7,
        "take_case",
        FACTS,
    )
    assert bytes(stored.previous) == BEGINNING
    assert (entry.pk, entry.transaction_id, bytes(entry.hash)) == (stored.pk, stored.transaction_id, bytes(stored.hash))


def test_each_entry_carries_the_hash_of_the_one_before_in_its_chain(account):
    first = append_entry(acting_user=account, act="take_case", chain="case:A", facts={})
    append_entry(acting_user=account, act="take_case", chain="case:B", facts={})
    second = append_entry(acting_user=account, act="release_case", chain="case:A", facts={})
    assert (second.position, bytes(second.previous)) == (2, bytes(first.hash))


def test_the_platform_itself_acts_without_an_account():
    assert append_entry(acting_user=SYSTEM, act="seal", chain="keys", facts={}).account_id is None


@pytest.mark.parametrize(
    "nobody",
    [
        None,
        AnonymousUser(),
        "SYSTEM",
        SimpleNamespace(pk=None, is_authenticated=True),
        SimpleNamespace(pk=7, is_authenticated=False),
        SimpleNamespace(pk="7", is_authenticated=True),
        SimpleNamespace(pk=7),
    ],
)
def test_an_act_of_nobody_is_refused(nobody):
    with pytest.raises(ActingUserRequired) as refusal:
        append_entry(acting_user=nobody, act="take_case", chain="case:A", facts={})
    assert refusal.value.code == "acting_user_required"
    assert refusal.value.status == 403
    assert not entries_of_chain("case:A").exists()


def test_facts_without_a_single_form_are_refused(account):
    with pytest.raises(TypeError):
        append_entry(acting_user=account, act="take_case", chain="case:A", facts={"amount": 1.5})


def test_what_an_account_did_is_found_newest_first(account):
    append_entry(acting_user=account, act="take_case", chain="case:A", facts={})
    append_entry(acting_user=SYSTEM, act="remind", chain="case:A", facts={})
    append_entry(acting_user=account, act="approve", chain="case:B", facts={})
    assert [entry.act for entry in entries_of_account(7)] == ["approve", "take_case"]


def test_two_statements(account, django_assert_num_queries):
    append_entry(acting_user=account, act="take_case", chain="case:A", facts=FACTS)
    with django_assert_num_queries(2):
        append_entry(acting_user=account, act="take_case", chain="case:A", facts=FACTS)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_lock_would_not_hold(account):
    with pytest.raises(transaction.TransactionManagementError):
        append_entry(acting_user=account, act="take_case", chain="case:A", facts={})


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_rolled_back_with_the_act_it_records(account):
    with transaction.atomic():
        append_entry(acting_user=account, act="take_case", chain="case:A", facts={})
        transaction.set_rollback(True)
    assert not entries_of_chain("case:A").exists()


@transaction.atomic
def append_within_200_ms(account, chain: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '200ms'")
    append_entry(acting_user=account, act="take_case", chain=chain, facts={})


@pytest.mark.django_db(transaction=True)
def test_writers_of_different_chains_do_not_wait_for_each_other(account):
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute(LOCK_CHAIN, ["case:A"])
        append_within_200_ms(account, "case:B")
    assert entries_of_chain("case:B").count() == 1


@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_chain_do_wait(account):
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute(LOCK_CHAIN, ["case:A"])
        with pytest.raises(OperationalError, match="lock timeout"):
            append_within_200_ms(account, "case:A")
