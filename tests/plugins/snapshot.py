"""What a command has made in the database and the file store, kept in memory and put back for the next test.

Loading the demonstration checks and publishes every service, which takes seconds; copying its rows takes a moment.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from psycopg import sql


@dataclass
class Snapshot:
    """Rows by table, and files by name."""

    rows: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def take(cls) -> "Snapshot":
        taken = cls(files={name: default_storage.open(name).read() for name in stored_files("")})
        with psycopg.connect(os.environ["TEST_SUPERUSER_URL"]) as connection, connection.cursor() as cursor:
            for table in tables(connection):
                with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))) as copy:
                    taken.rows[table] = b"".join(bytes(part) for part in copy)
        return taken

    def restore(self) -> None:
        """Into empty tables. As superuser with triggers off: rows of the audit log come back as they were written."""
        with psycopg.connect(os.environ["TEST_SUPERUSER_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table, content in self.rows.items():
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))) as copy:
                    copy.write(content)
        for name, content in self.files.items():
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(content))


def tables(connection: psycopg.Connection) -> list[str]:
    """Those whose rows are anybody's doings; the queue of jobs is left to the worker."""
    # Not above: this file is read before pytest has registered the plugin that it names.
    from tests.plugins.database_fixtures import KEPT_TABLES

    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
    ).fetchall()
    kept = KEPT_TABLES | set(settings.REFERENCE_TABLES)
    return [table for (table,) in found if table not in kept and not table.startswith("procrastinate_")]


def stored_files(folder: str) -> list[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    here = [f"{folder}/{name}".lstrip("/") for name in files]
    return here + [name for inner in folders for name in stored_files(f"{folder}/{inner}".lstrip("/"))]


_taken: dict[str, Snapshot] = {}


def once(name: str, make: Callable[[], object]) -> None:
    """Run `make` the first time that this test process asks for `name`; afterwards put back what it had made."""
    if name in _taken:
        _taken[name].restore()
        return
    make()
    _taken[name] = Snapshot.take()
