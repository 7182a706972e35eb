"""What whoever steals the password of the running platform can do to the database, and what not."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError

pytestmark = pytest.mark.django_db

# Rows that the platform itself takes away: what was never submitted, what is over, what is published anew as a whole.
MAY_BE_DELETED = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "cases_draft",
    # What wallets were offered and asked for ends, and is removed with its time.
    "certificates_copyoffer",
    "certificates_spentmark",
    "certificates_walletgrant",
    "certificates_walletrequest",
    "certificates_wallettoken",
    "cases_familyapplication",
    "django_content_type",
    "evidence_filereading",
    "django_session",
    "mfa_authenticator",
    "posts_district",
    "posts_override",
    # A copy of what is published, made anew with it.
    "search_indexentry",
    "search_indexword",
    "web_cache",
}


# What editors write: their library deletes drafts, locks and logs of its own. Nothing of people is there.
OF_EDITORS = ("guides_", "wagtail", "taggit_")


def tables_with(privilege: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(current_user, oid, %s)",
            [privilege],
        )
        return {name for (name,) in cursor.fetchall() if not name.startswith("procrastinate_")}


def test_rows_of_people_cases_and_documents_cannot_be_deleted() -> None:
    assert {table for table in tables_with("DELETE") if not table.startswith(OF_EDITORS)} == MAY_BE_DELETED


def test_no_table_can_be_emptied_or_given_other_triggers() -> None:
    assert tables_with("TRUNCATE") == tables_with("TRIGGER") == set()


def test_what_is_added_only_is_not_changed() -> None:
    added_only = {table for config in apps.get_app_configs() for table in getattr(config, "append_only_tables", ())}
    assert not added_only & tables_with("UPDATE")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE own (a int)",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE cases_case DROP CONSTRAINT cases_state_known",
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "SET session_replication_role = replica",
        "UPDATE cases_transition SET to_state = 'issued'",
        "UPDATE django_migrations SET name = name",
        "CREATE EXTENSION dblink",
        "COPY audit_entry TO PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_the_rules_of_the_database_cannot_be_changed(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match=r"denied|must be"):
        cursor.execute(statement)
