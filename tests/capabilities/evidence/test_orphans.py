"""Content that nothing rests on does not stay in the file store."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate.contrib.django import app

from tests.capabilities.evidence import corpus
from watandoshlar.capabilities.access.errors import RoleMissing
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.evidence.api import StoredFile, keep_file, read_file, remove_file, remove_orphans
from watandoshlar.capabilities.people.api import Person, register_person
from watandoshlar.foundation import clock

KEPT_AT = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)


@pytest.fixture
def person(account) -> Person:
    with clock.fixed(KEPT_AT - timedelta(days=1)):
        return register_person(acting_user=account, relation="myself")


@pytest.fixture
def keep(account, person, upload):
    def keep(at: datetime = KEPT_AT) -> StoredFile:
        with clock.fixed(at):
            return keep_file(acting_user=account, person=person, upload=upload(corpus.pdf()), kind="file")

    return keep


@pytest.fixture
def rolled_back(keep) -> StoredFile:
    with transaction.atomic():
        stored = keep()
        transaction.set_rollback(True)
    return stored


def removed_after(**later: float) -> int:
    with clock.fixed(KEPT_AT + timedelta(**later)):
        return remove_orphans(acting_user=SYSTEM)


def test_content_of_a_transaction_that_was_rolled_back_goes(rolled_back, keep):
    stays = keep()
    assert default_storage.exists(rolled_back.storage_name)
    assert removed_after(days=2) == 1
    assert not default_storage.exists(rolled_back.storage_name)
    assert read_file(stays).startswith(b"%PDF")
    assert [entry.facts for entry in entries_of_chain("evidence")] == [{"removed": 1}]


def test_content_younger_than_a_day_is_left_to_its_transaction(rolled_back):
    assert removed_after(hours=24) == 0
    assert default_storage.exists(rolled_back.storage_name)
    assert not list(entries_of_chain("evidence"))


def test_what_was_missed_for_two_weeks_is_made_up(rolled_back):
    assert removed_after(days=15) == 1
    assert removed_after(days=15) == 0


def test_a_removal_that_was_interrupted_is_completed(keep, account):
    stored, stays = keep(), keep()
    with clock.fixed(KEPT_AT + timedelta(days=100)):
        # The test never commits, just like a process that ends before it could delete.
        remove_file(acting_user=account, file_id=stored.pk)
    assert default_storage.exists(stored.storage_name)
    assert removed_after(days=101) == 1
    assert not default_storage.exists(stored.storage_name)
    assert default_storage.exists(stays.storage_name)


def test_the_store_is_found_by_the_day_in_utc_whatever_the_zone(keep):
    stored = keep()
    assert StoredFile.objects.get(pk=stored.pk).storage_name == stored.storage_name
    assert "/2026-03-01/" in stored.storage_name


def test_only_the_platform_and_auditors_clean_up(rolled_back, account):
    with pytest.raises(RoleMissing):
        remove_orphans(acting_user=account)
    assert default_storage.exists(rolled_back.storage_name)


def test_it_is_done_each_night():
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["evidence.remove_orphans"] == "40 3 * * *"
