"""PostgreSQL for the tests, loaded before Django reads its settings (`-p tests.plugins.postgres`).

Every test process has a throwaway cluster of its own, started when the first test asks for the database: tests of pure
rules pay nothing. It is a copy of a migrated cluster that is kept in var/test-postgres under a hash of everything
that shapes the schema, so only the first run after a change of the schema migrates.

TEST_CLUSTER_URL (a superuser's URL) makes the tests use that cluster instead, with a database for each process.

Set in the environment of the tests and of the programs they start:

- DATABASE_URL: the database of this test process, as the application role, which is what the platform runs as;
- DATABASE_OWNER_URL: the same as its owner, which may change the schema;
- TEST_SUPERUSER_URL: the same as superuser, for what neither may do.

Tests marked `django_db` run in a transaction that is rolled back. Tests that commit (`django_db(transaction=True)`, or
the fixtures `committed_db` and `live_site`) are followed by emptying all tables but the reference tables.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from config.embedded_postgres import APPLICATION, DATABASE, OWNER, SUPERUSER, EmbeddedPostgres, find_binaries

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = Path(os.environ.get("WATANDOSHLAR_VAR", ROOT / "var")) / "test-postgres"
TEMPLATE = "watandoshlar_template"
PASSWORD = "for-tests-only"
# Two clusters of tests need about this much; a container's memory disk is often smaller.
MEMORY_DISK_BYTES = 2 * 1024**3

NOT_DURABLE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
}

# What shapes a migrated database, and therefore names the cached one.
SHAPES_THE_SCHEMA = (
    "watandoshlar/**/migrations/*.py",
    "watandoshlar/**/apps.py",
    "watandoshlar/**/states.py",
    "watandoshlar/**/management/commands/grant_application_role.py",
    "watandoshlar/**/*.sql",
    "config/settings/base.py",
    "config/embedded_postgres.py",
    "requirements/base.txt",
    "requirements/embedded.txt",
)


class Cluster(Protocol):
    """Where test databases are made."""

    template: str

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def url(self, role: str, database: str) -> str: ...


class ThrowawayCluster:
    """A private copy of the cached, migrated cluster."""

    template = DATABASE

    def __init__(self) -> None:
        self.home = disk_of_throwaways() / f"watandoshlar-test-{os.getpid()}"
        self.postgres = EmbeddedPostgres(self.home, settings=NOT_DURABLE, durable=False)
        self.url = self.postgres.url

    def start(self) -> None:
        remove_leftovers(self.home.parent)
        copy_migrated_data(self.home / "data")
        self.postgres.start()

    def stop(self) -> None:
        self.postgres.stop()
        shutil.rmtree(self.home, ignore_errors=True)


class NamedCluster:
    """A cluster that somebody else runs, named by TEST_CLUSTER_URL."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)
        self.superuser = self.parts.username or SUPERUSER
        self.template = f"{TEMPLATE}_{hash_of_schema()}"

    def url(self, role: str, database: str) -> str:
        host = self.parts.netloc.rpartition("@")[2]
        password = PASSWORD if role in (OWNER, APPLICATION) else self.parts.password or ""
        name = self.superuser if role == SUPERUSER else role
        return urlunsplit(self.parts._replace(netloc=f"{name}:{password}@{host}", path=f"/{database}"))

    def start(self) -> None:
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            # Two runs may begin together: one makes the template, the other waits for it.
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
            for role in (OWNER, APPLICATION):
                make_role(connection, role)
            if not has_database(connection, self.template):
                self._make_template(connection)

    def _make_template(self, connection: psycopg.Connection) -> None:
        unfinished = f"{self.template}_unfinished"
        drop_database(connection, unfinished)
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(unfinished), sql.Identifier(OWNER)
            )
        )
        migrate(self.url(OWNER, unfinished))
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(self.template))
        )

    def stop(self) -> None:
        """The cluster is not ours to stop."""


def make_role(connection: psycopg.Connection, role: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if not known:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER CREATEDB PASSWORD {}").format(sql.Identifier(role), PASSWORD)
        )


def has_database(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def drop_database(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def disk_of_throwaways() -> Path:
    """The memory disk where there is a large one."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_DISK_BYTES:
        return memory
    return Path(tempfile.gettempdir())


def remove_leftovers(folder: Path) -> None:
    """Delete clusters of test processes that were killed; a living one holds its lock."""
    for home in folder.glob("watandoshlar-test-*"):
        if Path("/proc", home.name.rpartition("-")[2]).exists():
            # Its process lives and may be copying its cluster, which has no lock before it starts.
            continue
        with contextlib.suppress(OSError), (home / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(EmbeddedPostgres(home).socket_directory, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)


def hash_of_schema() -> str:
    digest = hashlib.sha256(str(find_binaries().major).encode())
    for path in sorted(path for pattern in SHAPES_THE_SCHEMA for path in ROOT.glob(pattern)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def copy_migrated_data(target: Path) -> None:
    """Copy the stopped, migrated cluster of the present schema; it is made at most once, however many ask."""
    CACHE.mkdir(parents=True, exist_ok=True)
    finished = CACHE / hash_of_schema()
    with (CACHE / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            for old in CACHE.iterdir():
                shutil.rmtree(old, ignore_errors=True)
            make_migrated_cluster(CACHE / "unfinished")
            (CACHE / "unfinished").rename(finished)
        # Under the lock: a run of another schema would delete the source.
        shutil.copytree(finished / "data", target)


def make_migrated_cluster(home: Path) -> None:
    with EmbeddedPostgres(home, settings=NOT_DURABLE, durable=False) as postgres:
        migrate(postgres.url(OWNER))


def migrate(owner_url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": owner_url, "DATABASE_OWNER_URL": owner_url}
    for command in ("migrate", "grant_application_role"):
        answer = subprocess.run(
            [sys.executable, "manage.py", command, "--skip-checks"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            pytest.fail(
                f"manage.py {command} failed in the test database:\n{answer.stdout}{answer.stderr}", pytrace=False
            )


def chosen_cluster() -> Cluster:
    named = os.environ.get("TEST_CLUSTER_URL")
    return NamedCluster(named) if named else ThrowawayCluster()


CLUSTER = chosen_cluster()
DATABASE_OF_TESTS = f"watandoshlar_test_{os.getpid()}"
os.environ["DATABASE_URL"] = CLUSTER.url(APPLICATION, DATABASE_OF_TESTS)
os.environ["DATABASE_OWNER_URL"] = CLUSTER.url(OWNER, DATABASE_OF_TESTS)
os.environ["TEST_SUPERUSER_URL"] = CLUSTER.url(SUPERUSER, DATABASE_OF_TESTS)


@contextlib.contextmanager
def cloned_database(name: str) -> Iterator[None]:
    """A migrated database `name` in the running cluster."""
    with psycopg.connect(CLUSTER.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        drop_database(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(CLUSTER.template), sql.Identifier(OWNER)
            )
        )
        yield
        drop_database(connection, name)


def as_superuser(work: Callable[[psycopg.Connection], object]) -> None:
    """In one transaction, with triggers off. It gives way to a worker that a full minute wakes: it is the first to see
    that the two wait for each other, and begins again."""
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"], autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET deadlock_timeout = '20ms'")
        while True:
            with contextlib.suppress(psycopg.errors.DeadlockDetected), connection.transaction():
                work(connection)
                break
            time.sleep(0.05)


def pytest_configure(config: pytest.Config) -> None:
    # Registered this late, its fixtures win over those of pytest-django that they replace.
    config.pluginmanager.import_plugin("tests.plugins.database_fixtures")
