"""The database itself refuses changes: by triggers to everyone, by grants to the role that the platform runs as."""

import os

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.errors import InsufficientPrivilege

TABLES = ["audit_entry", "audit_seal"]
ROLES = ["DATABASE_OWNER_URL", "TEST_SUPERUSER_URL", "DATABASE_URL"]
CHANGES = ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_the_record(table, role, change):
    with psycopg.connect(os.environ[role]) as session, pytest.raises(InsufficientPrivilege):
        session.execute(change.format(table))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_trigger_speaks_where_the_grants_would_allow(table, change):
    with (
        psycopg.connect(os.environ["TEST_SUPERUSER_URL"]) as session,
        pytest.raises(InsufficientPrivilege, match="only ever added"),
    ):
        session.execute(change.format(table))


def privileges(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS p "
            "WHERE has_table_privilege(current_user, %s, p)",
            [table],
        )
        return {row[0] for row in cursor.fetchall()}


def test_the_application_role_reads_and_adds_on_append_only_tables_of_every_room():
    tables = [table for config in apps.get_app_configs() for table in getattr(config, "append_only_tables", ())]
    assert set(TABLES) <= set(tables)
    assert {table: privileges(table) for table in tables} == {table: {"SELECT", "INSERT"} for table in tables}


def test_every_table_whose_trigger_refuses_changes_is_declared_append_only():
    declared = {table for config in apps.get_app_configs() for table in getattr(config, "append_only_tables", ())}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%append\\_only'")
        guarded = {row[0] for row in cursor.fetchall()}
    assert guarded <= declared


def test_the_application_role_only_reads_tables_that_hold_rules():
    tables = ["django_migrations", *settings.REFERENCE_TABLES]
    assert {table: privileges(table) for table in tables} == {table: {"SELECT"} for table in tables}


def test_the_application_role_may_do_everything_else_but_not_empty_tables():
    assert privileges("django_session") == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_the_platform_does_not_run_as_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner <> current_user FROM pg_tables WHERE tablename = 'audit_entry'")
        assert cursor.fetchone() == (True,)


def test_granting_to_a_role_that_does_not_exist_says_so(monkeypatch):
    monkeypatch.setenv("APPLICATION_ROLE", "nobody_of_that_name")
    with pytest.raises(CommandError, match="no role nobody_of_that_name"):
        call_command("grant_application_role")


def test_granting_as_the_role_itself_is_refused(monkeypatch):
    monkeypatch.setenv("APPLICATION_ROLE", connection.settings_dict["USER"])
    with pytest.raises(CommandError, match="owner of the tables"):
        call_command("grant_application_role")
