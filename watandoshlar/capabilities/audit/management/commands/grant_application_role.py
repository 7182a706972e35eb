"""Give the role that the platform runs as what it needs and no more: `manage.py grant_application_role`."""

import os

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

DEFAULT_ROLE = "watandoshlar_app"


class Command(BaseCommand):
    help = (
        "Run as the owner of the tables after every migration. Grants the role named by APPLICATION_ROLE "
        f"(normally {DEFAULT_ROLE}) reading and writing; only reading and adding on append-only tables "
        "(`append_only_tables` of an app); no deleting on tables whose rows stay (`kept_tables` of an app); "
        "only reading on tables that hold rules "
        "(`read_only_tables` of an app, and REFERENCE_TABLES)."
    )

    @transaction.atomic
    def handle(self, **options: object) -> None:
        role = os.environ.get("APPLICATION_ROLE") or DEFAULT_ROLE
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role}. Create it first, or name another in APPLICATION_ROLE.")
            if found[0]:
                raise CommandError(f"{role} is the role you are logged in as. Run this as the owner of the tables.")
            for statement in statements(role, set(connection.introspection.table_names(cursor))):
                cursor.execute(statement)
        self.stdout.write(f"{role} may now do what the platform does, and no more.")


def declared(kind: str) -> set[str]:
    """Tables that the apps declare as `append_only_tables`, `kept_tables` or `read_only_tables`."""
    return {table for config in apps.get_app_configs() for table in getattr(config, kind, ())}


def statements(role: str, existing: set[str]) -> list[sql.Composed]:
    append_only, kept = declared("append_only_tables"), declared("kept_tables")
    read_only = {"django_migrations", *settings.REFERENCE_TABLES, *declared("read_only_tables")}
    unknown = (append_only | kept | read_only) - existing
    if unknown:
        raise CommandError(f"These tables do not exist: {', '.join(sorted(unknown))}. Run `manage.py migrate` first.")
    grants = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
    ]
    who = sql.Identifier(role)
    answer = [sql.SQL(grant).format(role=who) for grant in grants]
    refusals = ((append_only, "UPDATE, DELETE"), (kept, "DELETE"), (read_only, "INSERT, UPDATE, DELETE"))
    for tables, refused in refusals:
        for table in sorted(tables):
            revoke = sql.SQL("REVOKE {what} ON {table} FROM {role}")
            answer.append(revoke.format(what=sql.SQL(refused), table=sql.Identifier(table), role=who))
    return answer
