"""What a command has made in the database and the file store, kept and put back for the next test.

Loading the demonstration takes many seconds; copying its rows takes a moment.
"""

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from psycopg import sql

from tests.plugins.kept import once_for_all
from tests.plugins.postgres import as_superuser

LAST_NUMBERS = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
# Another process took the numbers of the rows: what this one adds to them goes on from there.
GO_ON_FROM = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, number)
    FROM unnest(%s::text[], %s::bigint[]) AS taken (name, number) JOIN pg_sequences ON sequencename = name
    WHERE number > coalesce(last_value, 0)
"""

# The head and the end of a binary copy, and no row between them.
EMPTY = b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"\xff\xff"


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


@dataclass
class Snapshot:
    """Rows by table, files by name, and the last number of each sequence."""

    rows: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def take(cls) -> "Snapshot":
        taken = cls(files={name: content_of(name) for name in stored_files("")})
        with psycopg.connect(os.environ["TEST_SUPERUSER_URL"]) as connection, connection.cursor() as cursor:
            for table in tables(connection):
                with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))) as copy:
                    taken.rows[table] = b"".join(bytes(part) for part in copy)
            taken.numbers = dict(cursor.execute(LAST_NUMBERS).fetchall())
        return taken

    def restore(self) -> None:
        """Into empty tables. As superuser with triggers off: rows of the audit log come back as they were written."""
        as_superuser(self._put_back)
        for name, content in self.files.items():
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(content))

    def _put_back(self, connection: psycopg.Connection) -> None:
        for table, content in self.rows.items():
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            if content == EMPTY:
                continue
            into = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))
            with connection.cursor() as cursor, cursor.copy(into) as copy:
                copy.write(content)
        connection.execute(GO_ON_FROM, [list(self.numbers), list(self.numbers.values())])


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


def once(name: str, make: Callable[[], object], *, state: str = "") -> None:
    """Run `make` the first time that this test process asks for `name`; afterwards put back what it had made.

    `state` says what the outcome follows from, if it does from nothing else: then other processes put it back too.
    """
    if name in _taken:
        _taken[name].restore()
    elif state:
        _taken[name] = kept_on_disk(name, state, make)
    else:
        make()
        _taken[name] = Snapshot.take()


def kept_on_disk(name: str, state: str, make: Callable[[], object]) -> Snapshot:
    made: list[Snapshot] = []

    def write(folder: Path) -> None:
        make()
        made.append(Snapshot.take())
        (folder / "snapshot").write_bytes(pickle.dumps(made[0]))

    def read(folder: Path) -> Snapshot:
        if made:
            return made[0]
        taken: Snapshot = pickle.loads((folder / "snapshot").read_bytes())
        taken.restore()
        return taken

    return once_for_all(name, state, write, read)
