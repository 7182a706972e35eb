"""`make run` inside the environment: database, schema, demonstration data, then web and worker until told to stop.

Every process it starts dies with it, also when it is killed. Web and worker that die are started again after a pause.
Environment: PORT (8000), HOST (127.0.0.1), DATABASE_URL and DATABASE_OWNER_URL (no embedded database is started then).
"""

import contextlib
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from config.child_process import start_child
from config.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres, PostgresError

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("WATANDOSHLAR_VAR", ROOT / "var"))
PYTHON = sys.executable
MANAGE = (PYTHON, "manage.py")

WEB_THREADS = 4
ANSWER_SECONDS = 60
STOP_SECONDS = 15
# A child that lived this long is taken as healthy: its next pause is the shortest again.
HEALTHY_SECONDS = 60
LONGEST_PAUSE = 30

# The cluster, and in it the database: a new one of the same name has another number.
IDENTITY = """
SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()) FROM pg_control_system()
"""
CODE = ("watandoshlar/**/*.py", "config/**/*.py", "requirements/*.txt")


class StartError(RuntimeError):
    """The platform cannot start; the sentence says why and what to do."""


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal."""


@dataclass(frozen=True)
class Preparation:
    """A command that has to be run again when what it reads (`inputs`, patterns of files) has changed."""

    title: str
    command: tuple[str, ...]
    inputs: tuple[str, ...]
    as_owner: bool = False


GRANT = ("grant_application_role",)
PREPARATIONS = (
    Preparation("Schema", ("migrate",), CODE, as_owner=True),
    Preparation("Rights of the application", GRANT, CODE, as_owner=True),
    Preparation("Texts", ("compile_texts",), (*CODE, "locale/**/*.po")),
    Preparation("Static files", ("collectstatic", "--noinput"), ("watandoshlar/**/static/**/*", "requirements/*.txt")),
    Preparation("Demonstration data", ("load_demo",), (*CODE, "services/**/*", "posts/**/*")),
)


def prepare(environment: Mapping[str, str], database: "Database") -> None:
    """Run the preparations whose inputs have changed since the last time."""
    separate_roles = database.owner_url != environment["DATABASE_URL"]
    for preparation in PREPARATIONS:
        if preparation.command == GRANT and not separate_roles:
            print("  Rights of the application: none to give, DATABASE_OWNER_URL names no other role", flush=True)
            continue
        state = fingerprint(preparation.inputs)
        mark = database.prepared / preparation.command[0]
        if mark.exists() and mark.read_text() == state:
            continue
        url = database.owner_url if preparation.as_owner else environment["DATABASE_URL"]
        run_preparation(preparation, {**environment, "DATABASE_URL": url})
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(state)


def run_preparation(preparation: Preparation, environment: Mapping[str, str]) -> None:
    print(f"  {preparation.title} ...", flush=True)
    began = time.monotonic()
    process = start_child(
        [*MANAGE, *preparation.command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    output, _ = process.communicate()
    if process.returncode != 0:
        raise StartError(f"{output}\n{preparation.title} failed (manage.py {' '.join(preparation.command)}).")
    print(f"  {preparation.title}: {time.monotonic() - began:.1f} s", flush=True)


def fingerprint(patterns: Iterable[str]) -> str:
    digest = hashlib.sha256()
    files = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(files):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@dataclass
class Program:
    """A process that has to be there all the time."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    death_signal: signal.Signals = signal.SIGTERM
    log: Path | None = None
    process: "subprocess.Popen[Any] | None" = None
    started: float = 0.0
    pause: float = 1.0
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start it, writing to `log`, or to where this process writes."""
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(self.log.open("a")) if self.log else None
            self.process = start_child(
                self.command,
                death_signal=self.death_signal,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.started = time.monotonic()

    def keep_alive(self) -> None:
        """Start the program again when it has died and its pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            code = self.process.returncode
            self._end_group()
            self.process = None
            self.pause = 1.0 if now - self.started > HEALTHY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + self.pause
            print(f"The {self.name} ended (exit code {code}); it is started again in {self.pause:.0f} s.", flush=True)

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        """End what the dead process started itself: a web server's workers would go on holding the port."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def programs(environment: Mapping[str, str], host: str, port: int, log: Path | None = None) -> list[Program]:
    """The web server and the worker of the platform, not yet started."""
    granian = (str(Path(PYTHON).with_name("granian")), "--interface", "wsgi", "--host", host, "--port", str(port))
    threads = ("--workers", "1", "--blocking-threads", str(WEB_THREADS), "--workers-kill-timeout", "5")
    web = (*granian, *threads, "--log-level", "warning", "config.wsgi:application")
    return [
        Program("web server", web, environment, log=log),
        # Asked gently, a worker whose database died at the same moment would wait for it before it ends.
        Program("worker", (*MANAGE, "procrastinate", "worker"), environment, death_signal=signal.SIGKILL, log=log),
    ]


def stop_programs(running: list[Program]) -> None:
    """Ask all of them to stop, and end what has not stopped after STOP_SECONDS."""
    for program in running:
        program.ask_to_stop()
    deadline = time.monotonic() + STOP_SECONDS
    for program in running:
        program.stop(deadline)


def wait_until_it_answers(web: Program, host: str, port: int) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while True:
        if web.process is None or web.process.poll() is not None:
            raise StartError("The web server ended at once; the lines above say why.")
        connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/")
            status = connection.getresponse().status
        except OSError:
            if time.monotonic() > deadline:
                raise StartError(f"The site does not answer after {ANSWER_SECONDS} s.") from None
            time.sleep(0.05)
        else:
            if status >= 500:
                raise StartError(f"The first page answers with an error ({status}); the lines above say why.")
            return
        finally:
            connection.close()


def chosen_port() -> int:
    text = os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise StartError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartError(
                f"Port {port} on {host} cannot be used: {error.strerror}. Choose another one: PORT={port + 1} make run"
            ) from None


def stop_on_signals() -> None:
    def request_stop(number: int, frame: FrameType | None) -> None:
        # Once is enough: stopping must not be interrupted halfway.
        for chosen in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(chosen, signal.SIG_IGN)
        raise StopRequested

    for chosen in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(chosen, request_stop)


@dataclass(frozen=True)
class Database:
    """`embedded` is None where DATABASE_URL names a database. `owner_url` is that of the schema's owner. `prepared` is
    the directory that knows what has been done to this database."""

    embedded: EmbeddedPostgres | None
    owner_url: str
    prepared: Path


def start_database(environment: dict[str, str]) -> Database:
    """Where the platform keeps its rows; `environment` gets what web and worker need for it."""
    if environment.get("DATABASE_URL"):
        print("  Database: the one that DATABASE_URL names", flush=True)
        environment.setdefault("APPLICATION_ROLE", unquote(urlsplit(environment["DATABASE_URL"]).username or ""))
        # Web and worker have no use for the owner's password.
        owner_url = environment.pop("DATABASE_OWNER_URL", "") or environment["DATABASE_URL"]
        return Database(None, owner_url, VAR / "prepared" / identity_of(owner_url))
    began = time.monotonic()
    postgres = EmbeddedPostgres(VAR / "postgres")
    postgres.start()
    environment["DATABASE_URL"] = postgres.url()
    environment["APPLICATION_ROLE"] = APPLICATION
    print(f"  Database (PostgreSQL {postgres.major}): {time.monotonic() - began:.1f} s", flush=True)
    return Database(postgres, postgres.url(OWNER), postgres.home / "prepared")


def identity_of(url: str) -> str:
    """Tells a database from every other one, also from one that had its name before it."""
    try:
        with psycopg.connect(url, connect_timeout=ANSWER_SECONDS) as connection:
            row = connection.execute(IDENTITY).fetchone()
    except psycopg.OperationalError as error:
        raise StartError(f"The database that DATABASE_URL names does not answer: {error}") from None
    return "-".join(map(str, row or ()))


def ask_for_logins(environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    """Asked while the web server starts."""
    command = [*MANAGE, "load_demo", "--print-logins"]
    return start_child(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def announce(logins: "subprocess.Popen[str]", host: str, port: int) -> None:
    told, _ = logins.communicate()
    shown = "localhost" if host == "127.0.0.1" else host
    print(f"\nWatandoshlar answers at  http://{shown}:{port}/\n\n{told}\nCtrl-C stops it.\n", flush=True)


def supervise(postgres: EmbeddedPostgres | None, running: list[Program]) -> None:
    while True:
        if postgres is not None and not postgres.is_running:
            print("The database ended; it is started again.", flush=True)
            postgres.stop()
            postgres.start()
        for program in running:
            program.keep_alive()
        time.sleep(0.5)


def run() -> None:
    began = time.monotonic()
    host, port = os.environ.get("HOST", "127.0.0.1"), chosen_port()
    refuse_taken_port(host, port)
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONUNBUFFERED": "1", **os.environ}
    postgres: EmbeddedPostgres | None = None
    running: list[Program] = []
    try:
        database = start_database(environment)
        postgres = database.embedded
        prepare(environment, database)
        running = programs(environment, host, port)
        for program in running:
            program.start()
        logins = ask_for_logins(environment)
        wait_until_it_answers(running[0], host, port)
        announce(logins, host, port)
        print(f"Ready after {time.monotonic() - began:.1f} s.", flush=True)
        supervise(postgres, running)
    finally:
        stop_programs(running)
        if postgres is not None:
            postgres.stop()


def main() -> int:
    stop_on_signals()
    try:
        run()
    except StopRequested:
        print("\nStopped.", flush=True)
        return 0
    except (StartError, PostgresError) as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
