"""The log of what was issued: whole as long as nobody meddles, and whoever meddles is found out."""

import os
from datetime import UTC, datetime

import psycopg
import pytest
from django.core.management import CommandError, call_command

from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import register_person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import Copy, LogEntry, LogHead
from watandoshlar.foundation import clock
from watandoshlar.foundation.credentials.jose import read_jws
from watandoshlar.foundation.crypto.merkle import EMPTY_ROOT, root_of

pytestmark = pytest.mark.usefixtures("committed_db")
ISSUED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _surroundings(committed_db, settings, tmp_path):
    settings.SIGNING_KEYS = f"file:{tmp_path}"
    with clock.fixed(ISSUED_AT):
        yield


@pytest.fixture
def issue(make_record):
    applicant = create_account(acting_user=SYSTEM, email="oygul@example.org", language="uz")
    person = register_person(acting_user=applicant, relation="myself")

    def issue(subject: str) -> None:
        api.issue_certificate(acting_user=SYSTEM, subject=subject, person=person, record=make_record())

    return issue


def publish() -> LogHead:
    api.publish_status_lists(acting_user=SYSTEM)
    return api.log_head()


def meddle(statement: str) -> None:
    """As only a superuser can: without triggers."""
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"], autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement)


def faults() -> list[str]:
    return [fault.code for fault in api.faults_of_log()]


def test_every_copy_leaves_its_leaf_and_every_head_is_signed(issue):
    assert faults() == []
    issue("SEO-26-AAAA")
    first = api.log_head()
    assert (first.size, bytes(first.root)) == (0, EMPTY_ROOT), "the list was published before anything was in it"
    second = publish()
    issue("SEO-26-BBBB")
    third = publish()
    assert (second.size, third.size) == (1, 2)
    assert sorted(api.log_leaves(0, 9)) == sorted(bytes(copy.leaf) for copy in Copy.objects.all())
    assert bytes(third.root) == root_of(api.log_leaves(0, 9))
    claims = read_jws(third.token, "log-head+jwt").payload
    assert (claims["size"], claims["root"]) == (2, bytes(third.root).hex())
    assert faults() == []
    call_command("check_log")


def test_nothing_new_needs_no_new_head(issue):
    issue("SEO-26-AAAA")
    assert publish().signed_at == publish().signed_at
    assert LogHead.objects.count() == 2


@pytest.mark.parametrize("statement", ["UPDATE certificates_loghead SET size = 9", "DELETE FROM certificates_loghead"])
@pytest.mark.parametrize("role", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_neither_the_platform_nor_the_owner_changes_a_head(issue, role, statement):
    issue("SEO-26-AAAA")
    with psycopg.connect(os.environ[role]) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(statement)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM certificates_logentry WHERE index = 0", "gap"),
        ("DELETE FROM certificates_logentry WHERE index = 1", "copy_not_logged"),
        ("UPDATE certificates_logentry SET leaf = '\\x00' WHERE index = 0", "leaf_without_copy"),
        ("UPDATE certificates_logentry SET leaf = '\\x00' WHERE index = 0", "other_root"),
        ("UPDATE certificates_loghead SET root = '\\x00' WHERE size = 2", "other_root"),
        ("DELETE FROM certificates_logentry", "head_beyond_log"),
    ],
)
def test_whoever_meddles_is_found_out(issue, statement, fault):
    issue("SEO-26-AAAA")
    issue("SEO-26-BBBB")
    publish()
    meddle(statement)
    assert fault in faults()
    with pytest.raises(CommandError):
        call_command("check_log")


def test_a_secret_issue_shows_inside_too(issue):
    issue("SEO-26-AAAA")
    publish()
    LogEntry(index=0, leaf=b"\x07" * 32, at=clock.now()).save(force_insert=True)
    assert LogEntry.objects.get(leaf=b"\x07" * 32).index == 1, "the database numbers, whatever it is told"
    assert faults() == ["leaf_without_copy"]
