"""The database fixtures; see tests/plugins/postgres.py for where the database comes from."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from tests.plugins.postgres import CLUSTER, DATABASE_OF_TESTS, as_superuser, cloned_database

# Tables that belong to the schema, not to anybody's doings. The running worker stays registered in its table.
KEPT_TABLES = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "cases_handoverstep",
    "appointments_step",
    "commissions_step",
    "community_step",
    "cases_transition",
    "procrastinate_workers",
}
LARGE = 1_000_000
"""From so many bytes on a table is vacuumed after a test."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """The database of this test process, migrated."""
    CLUSTER.start()
    try:
        with cloned_database(DATABASE_OF_TESTS), pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
            yield
            connections.close_all()
    finally:
        CLUSTER.stop()


@pytest.fixture
def committed_db(transactional_db: None) -> None:
    """The database for a test whose work is really committed, so that other connections and processes see it.

    Afterwards every table is emptied but the reference tables (`REFERENCE_TABLES` in the settings).
    """


def empty_tables(*_: object) -> None:
    """Delete what tests committed.

    As superuser with triggers off, because the application role may not: it can add to the audit log, never remove.
    """
    as_superuser(_empty)
    give_back_room()


def _empty(connection: psycopg.Connection) -> None:
    kept = KEPT_TABLES | set(settings.REFERENCE_TABLES)
    tables = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    for (table,) in tables:
        if table not in kept:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def give_back_room() -> None:
    """What is deleted keeps its room until somebody vacuums, which the server of the tests does not do by itself: after
    some hundred tests each would read what all before it have left."""
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"], autocommit=True) as connection:
        large = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND pg_table_size(oid) > %s",
            [LARGE],
        ).fetchall()
        for (table,) in large:
            connection.execute(sql.SQL("VACUUM {}").format(sql.Identifier(table)))
