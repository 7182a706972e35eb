"""The embedded cluster: one at a time, gone with its owner, and with letters beyond ASCII."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config import embedded_postgres
from config.embedded_postgres import APPLICATION, OWNER, SUPERUSER, EmbeddedPostgres, PostgresError, find_binaries
from tests.processes import is_gone, within

ROOT = Path(__file__).resolve().parent.parent.parent

OWNER_PROGRAM = """
import sys, time
from pathlib import Path
from config.embedded_postgres import EmbeddedPostgres
cluster = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
cluster.start()
print(cluster.process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a stopped cluster in it."""
    home = tmp_path_factory.mktemp("postgres")
    with EmbeddedPostgres(home, durable=False):
        return home


def test_application_role_is_no_superuser_and_owns_nothing(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as cluster, psycopg.connect(cluster.url(SUPERUSER)) as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = ANY(%s) ORDER BY 1",
            [[APPLICATION, OWNER]],
        ).fetchall()
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'watandoshlar'"
        ).fetchone()
    assert roles == [(APPLICATION, False, False, False), (OWNER, False, True, False)]
    assert owner == (OWNER,)


def test_letters_of_uzbek_cyrillic_are_letters(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as cluster, psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SELECT upper('ўзбек қҳғ'), 'Ў' ~ '\\w'").fetchone() == ("ЎЗБЕК ҚҲҒ", True)


def test_second_instance_is_refused_and_leaves_the_first_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_postgres, "LOCK_SECONDS", 0.2)
    with EmbeddedPostgres(home, durable=False) as first:
        with pytest.raises(PostgresError, match="already running"):
            EmbeddedPostgres(home, durable=False).start()
        with psycopg.connect(first.url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_no_network_port_is_open(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as cluster, psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert cluster.socket_directory.stat().st_mode & 0o777 == 0o700


def test_killing_the_owner_shuts_the_server_down_cleanly(home: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER_PROGRAM, str(home)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert owner.stdout is not None
    with owner.stdout:
        server = int(owner.stdout.readline())
        log = home / "postgres.log"
        log.write_text("")
        owner.send_signal(signal.SIGKILL)
        owner.wait()

    assert within(10, lambda: is_gone(server))
    assert "database system is shut down" in log.read_text()
    with EmbeddedPostgres(home, durable=False):
        assert "not properly shut down" not in log.read_text()


def test_committed_rows_survive_a_restart(home: Path) -> None:
    cluster = EmbeddedPostgres(home, durable=False)
    with cluster, psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('Сурхондарё')")
    with cluster, psycopg.connect(cluster.url(OWNER)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("Сурхондарё",)]


def test_failed_start_names_the_reason_and_frees_the_lock(home: Path) -> None:
    with pytest.raises(PostgresError, match="no_such_setting"):
        EmbeddedPostgres(home, settings={"no_such_setting": "1"}).start()
    with EmbeddedPostgres(home, durable=False) as cluster:
        assert cluster.is_running


def test_interrupted_first_start_is_made_anew(tmp_path: Path) -> None:
    half_made = tmp_path / "data.partial"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18")
    with EmbeddedPostgres(tmp_path, durable=False) as cluster, psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_data_of_a_version_that_is_not_here_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("9")
    with pytest.raises(PostgresError, match="made by PostgreSQL 9"):
        EmbeddedPostgres(tmp_path).start()
    assert list(data.iterdir()) == [data / "PG_VERSION"]


def test_data_directory_chooses_its_version() -> None:
    newest = find_binaries()
    assert find_binaries(newest.major) == newest


@pytest.fixture
def without_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that blocks user namespaces, as containers often do."""
    if os.geteuid() != 0:
        pytest.skip("Only root has to become another user.")
    monkeypatch.setattr(embedded_postgres, "_identity", lambda: embedded_postgres.NOBODY)


@pytest.mark.usefixtures("without_namespaces")
def test_root_without_namespaces_runs_the_server_as_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        # The programs are out of the reach of `nobody`, as in a checkout below root's home.
        monkeypatch.setattr(embedded_postgres, "_reachable_for_others", lambda path: path == Path(folder))
        home = Path(folder) / "postgres"
        with EmbeddedPostgres(home, durable=False) as cluster, psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (APPLICATION,)
            assert cluster.process is not None
            server = Path(f"/proc/{cluster.process.pid}")
            assert server.stat().st_uid == pwd.getpwnam("nobody").pw_uid
            assert (server / "exe").readlink().is_relative_to(home)


@pytest.mark.usefixtures("without_namespaces")
def test_root_without_namespaces_in_a_closed_folder_is_told_what_to_do(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with pytest.raises(PostgresError, match="user namespaces are blocked"):
        EmbeddedPostgres(tmp_path / "postgres").start()
