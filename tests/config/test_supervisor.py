"""Processes that are kept alive, and what is said when the platform cannot start."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import supervisor
from config.child_process import start_child
from config.embedded_postgres import APPLICATION, OWNER
from config.supervisor import (
    Database,
    Preparation,
    Program,
    StartError,
    chosen_port,
    fingerprint,
    identity_of,
    prepare,
    refuse_taken_port,
)
from tests.plugins.postgres import CLUSTER, DATABASE_OF_TESTS, cloned_database
from tests.processes import is_gone, within

ROOT = Path(__file__).resolve().parent.parent.parent
SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")
# A parent that tells the process ids of a child and of the child's child, then waits.
PARENT = """
import signal, subprocess, sys, time
from config.child_process import start_child
child = start_child([sys.executable, "-c", "import time; time.sleep(600)"], death_signal=signal.SIGKILL)
print(child.pid, flush=True)
time.sleep(600)
"""


def test_child_dies_with_a_killed_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
        assert not is_gone(child)
        parent.kill()
        parent.wait()
    assert within(10, lambda: is_gone(child))


def test_child_passes_on_its_exit_code_and_output() -> None:
    child = start_child(
        [sys.executable, "-c", "print('салом'); raise SystemExit(7)"], stdout=subprocess.PIPE, text=True
    )
    output, _ = child.communicate(timeout=30)
    assert (child.returncode, output) == (7, "салом\n")


def test_dead_program_is_started_again_after_a_growing_pause() -> None:
    program = Program("sleeper", SLEEP, dict(os.environ))
    program.start()
    try:
        pauses = []
        for _ in range(3):
            assert program.process is not None
            first = program.process.pid
            program.process.kill()
            program.process.wait()
            program.keep_alive()
            assert program.process is None
            pauses.append(program.pause)
            program.keep_alive()
            assert program.process is None, "started again without a pause"
            program.due = 0.0
            program.keep_alive()
            assert program.process is not None
            assert program.process.pid != first
        assert pauses == [2.0, 4.0, 8.0]
    finally:
        supervisor.stop_programs([program])


def test_children_of_a_dead_program_are_ended() -> None:
    """A web server's workers would go on holding the port."""
    source = f"import subprocess, sys, time; print(subprocess.Popen({list(SLEEP)!r}).pid, flush=True); time.sleep(600)"
    program = Program("web server", (sys.executable, "-c", source), dict(os.environ))
    program.process = start_child(program.command, stdout=subprocess.PIPE, text=True)
    assert program.process.stdout is not None
    with program.process.stdout as output:
        grandchild = int(output.readline())
        program.process.kill()
        program.process.wait()
        program.keep_alive()
    assert within(10, lambda: is_gone(grandchild))


def test_program_that_does_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    source = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    program = Program("deaf", (sys.executable, "-c", source), dict(os.environ), log=tmp_path / "log")
    program.start()
    assert within(10, lambda: "deaf" in (tmp_path / "log").read_text())
    supervisor.stop_programs([program])
    assert program.process is not None
    assert program.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "8000 ", "٨٠٠٠"])
def test_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(StartError, match="PORT must be a number"):
        chosen_port()


def test_taken_port_is_refused_with_another_one_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"PORT={port + 1} make run"):
            refuse_taken_port("127.0.0.1", port)
    refuse_taken_port("127.0.0.1", port)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one file whose only preparation writes down each of its runs."""
    monkeypatch.setattr(supervisor, "ROOT", tmp_path)
    (tmp_path / "manage.py").write_text("import os, sys\nopen('runs', 'a').write(os.environ['DATABASE_URL'] + '\\n')\n")
    (tmp_path / "schema.py").write_text("first")
    monkeypatch.setattr(
        supervisor, "PREPARATIONS", (Preparation("Schema", ("migrate",), ("schema.py",), as_owner=True),)
    )
    return tmp_path


def test_preparation_runs_once_until_its_inputs_change(tree: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "application"}
    for _ in range(2):
        prepare(environment, Database(None, "owner", tree / "prepared"))
    assert (tree / "runs").read_text() == "owner\n"

    (tree / "schema.py").write_text("second")
    prepare(environment, Database(None, "owner", tree / "prepared"))
    assert (tree / "runs").read_text() == "owner\n" * 2


def test_preparation_runs_once_for_each_database(tree: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "application"}
    for name in ("here", "there", "here"):
        prepare(environment, Database(None, name, tree / name))
    assert (tree / "runs").read_text() == "here\nthere\n"


def test_a_database_is_known_again_by_more_than_its_name(django_db_setup: None) -> None:
    name = f"{DATABASE_OF_TESTS}_twice"
    known = []
    for _ in range(2):
        with cloned_database(name):
            known += [identity_of(CLUSTER.url(role, name)) for role in (OWNER, APPLICATION)]
    assert known[0] == known[1] != known[2] == known[3]


def test_a_database_that_does_not_answer_is_said_so() -> None:
    with pytest.raises(StartError, match="DATABASE_URL"):
        identity_of("postgresql://nobody@/nothing?host=/nowhere")


def test_failed_preparation_stops_the_start_and_is_tried_again(tree: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "application"}
    (tree / "manage.py").write_text("raise SystemExit('the table is there already')")
    for _ in range(2):
        with pytest.raises(StartError, match="the table is there already"):
            prepare(environment, Database(None, "owner", tree / "prepared"))


def test_fingerprint_sees_moved_and_changed_files(tree: Path) -> None:
    before = fingerprint(["*.py"])
    (tree / "schema.py").rename(tree / "other.py")
    moved = fingerprint(["*.py"])
    (tree / "other.py").write_text("second")
    assert len({before, moved, fingerprint(["*.py"])}) == 3
