"""`make bench`: how much work of the processor a submit, the main pages and a document cost, beside the floors of the
database and of the cryptography.

The platform runs as it does in life: embedded PostgreSQL that waits for the disk at every commit, the web server with
its threads, the worker that sends the letters; demonstration data; pages in Uzbek. CPU is user and system time of the
whole process tree of the web server, from /proc, divided by the number of requests; that of the database is shown
beside it. The client is a process of its own, on the same processors. The floor is what pgbench reaches in the same
database with the smallest transaction that must be there after a crash: one row inserted and committed. The floor of a
search is one word asked of the same index.
"""

import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from config.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres, PostgresError, find_binaries
from config.supervisor import (
    ROOT,
    VAR,
    WEB_THREADS,
    Database,
    StartError,
    StopRequested,
    prepare,
    programs,
    stop_on_signals,
    stop_programs,
    wait_until_it_answers,
)
from tests.load.requests_to_send import Order, Outcome, Request, requests_of, to_json
from tests.processes import descendants, stat_of

HOST = "127.0.0.1"
APPLICANTS = 560
# Of each kind of visit so many are sent before the clock starts, on every thread of the web server.
WARM_UP = 48
CONNECTIONS = 8
PHASE_SECONDS = 20
QUIET_SECONDS = 60
FLOOR_SECONDS = 4
FLOOR_CLIENTS = (1, 8)
AIMS = {"landing": 10, "form page": 15, "submit": 25}
# The floor of a search: one word as it is written.
PLAIN_SEARCH = "SELECT kind, key FROM search_indexentry WHERE written @@ to_tsquery('simple', 'pasport') LIMIT 40"
PLAIN_SEARCHES = 2_000
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """One kind of visit: how many in how long, and milliseconds of processor each cost the web server and the
    database."""

    name: str
    count: int
    seconds: float
    web: float
    database: float
    median: float

    @property
    def rate(self) -> float:
        return self.count / self.seconds


@dataclass(frozen=True)
class Site:
    """The running platform: where it answers and the ids of its processes."""

    port: int
    web: int
    worker: int
    database: int
    database_url: str


def processor_seconds(pid: int) -> float:
    """User and system time of a process, of its children that have ended, and of all that live below it."""
    total = 0
    for each in {pid, *descendants(pid)}:
        fields = stat_of(each)
        # utime and stime; for the root also cutime and cstime, the children that it has collected.
        total += sum(int(field) for field in fields[11 : 15 if each == pid else 13])
    return total / TICKS


def send(site: Site, requests: list[Request]) -> Outcome:
    order = Order(HOST, site.port, CONNECTIONS, PHASE_SECONDS, requests)
    command = [sys.executable, "-m", "tests.load.client"]
    answer = subprocess.run(command, cwd=ROOT, input=to_json(order), capture_output=True, text=True, check=True)
    outcome = Outcome(**json.loads(answer.stdout))
    if outcome.wrong:
        raise StartError(f"{len(outcome.wrong)} wrong answers, for instance {outcome.wrong[0]}")
    return outcome


def measure(site: Site, name: str, requests: list[Request]) -> tuple[Measured, Outcome]:
    send(site, requests[:WARM_UP])
    wait_until_letters_are_sent(site)
    web, database = processor_seconds(site.web), processor_seconds(site.database)
    outcome = send(site, requests[WARM_UP:])
    count = len(outcome.milliseconds)
    measured = Measured(
        name=name,
        count=count,
        seconds=outcome.seconds,
        web=(processor_seconds(site.web) - web) * 1000 / count,
        database=(processor_seconds(site.database) - database) * 1000 / count,
        median=statistics.median(outcome.milliseconds),
    )
    show(measured)
    return measured, outcome


def show(measured: Measured) -> None:
    aim = AIMS.get(measured.name)
    row = f"{measured.name:<14}{measured.count:>6}{measured.rate:>10.1f}{measured.web:>12.1f}{measured.database:>14.1f}"
    note = f"  aim {aim}: {'reached' if measured.web <= aim else 'MISSED'}" if aim else ""
    say(f"{row}{measured.median:>12.0f}{note}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def wait_until_letters_are_sent(site: Site) -> None:
    """Let the worker finish, so that what it does is not counted with the next kind of visit."""
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'letters' AND status IN ('todo', 'doing')"
    deadline = time.monotonic() + QUIET_SECONDS
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        while connection.execute(waiting).fetchone() != (0,):
            if time.monotonic() > deadline:
                raise StartError(f"The letters are not sent after {QUIET_SECONDS} s.")
            time.sleep(0.1)


def measure_visits(site: Site, visits: dict[str, list[Request]]) -> Measured:
    say(f"{'':<14}{'count':>6}{'per s':>10}{'web CPU ms':>12}{'database ms':>14}{'median ms':>12}")
    names = ("landing", "search", "API list", "API service", "form page", "save page", "check page", "own page")
    found = {name: measure(site, name, visits[name])[0] for name in names}
    compare_search(site, found["search"], found["landing"])
    worker = processor_seconds(site.worker)
    submit, outcome = measure(site, "submit", visits["submit"])
    wait_until_letters_are_sent(site)
    per_letter = (processor_seconds(site.worker) - worker) * 1000 / (submit.count + WARM_UP)
    measure(site, "case page", visits_of_cases(visits["submit"], outcome))
    measure(site, "queue", visits["queue"])
    say(f"\nA receipt letter costs the worker {per_letter:.1f} ms of CPU.")
    return submit


def compare_search(site: Site, search: Measured, landing: Measured) -> None:
    """Beside the first page, and beside the plainest question to the same index."""
    share = (search.web + search.database) / (landing.web + landing.database)
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        (found,) = connection.execute(f"SELECT count(*) FROM ({PLAIN_SEARCH}) found").fetchone() or (0,)
        before = processor_seconds(site.database)
        for _time in range(PLAIN_SEARCHES):
            connection.execute(PLAIN_SEARCH).fetchall()
        plain = (processor_seconds(site.database) - before) * 1000 / PLAIN_SEARCHES
    if not found:
        raise StartError("The index of the search is empty.")
    say(f"  A search costs {share:.1f} times the first page. One word in one form, asked of the same index, costs the")
    times = search.database / max(plain, 0.01)
    say(f"  database {plain:.2f} ms; all words in all forms, with their ranks and reasons, {times:.0f} times that.")


def visits_of_cases(submitted: list[Request], outcome: Outcome) -> list[Request]:
    """To the page of each case by its own applicant; the receipt to which the submit redirected lies one below it."""
    return [
        Request("GET", outcome.locations[request.path].removesuffix("receipt/"), 200, request.cookies)
        for request in submitted
        if request.path in outcome.locations
    ]


def measure_floor(postgres: EmbeddedPostgres, submit: Measured) -> None:
    """The rate of one-row inserts in the same database, and how it compares with submits."""
    with psycopg.connect(postgres.url(OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE load_floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)")
    say("\nFloor of the database: one row inserted and committed (pgbench)")
    for clients in FLOOR_CLIENTS:
        rate = inserts_per_second(postgres, clients)
        share = rate / submit.rate
        say(f"  {clients} at once: {rate:,.0f} per s, {share:.0f} times as many as submits")


def inserts_per_second(postgres: EmbeddedPostgres, clients: int) -> float:
    script = "INSERT INTO load_floor (note) VALUES (repeat('x', 100));"
    options = f"-n -c {clients} -j 1 -T {FLOOR_SECONDS} -f /dev/stdin".split()
    command = [str(find_binaries().program("pgbench")), *options, postgres.url(OWNER)]
    answer = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", answer.stdout)
    if found is None:
        raise StartError(f"pgbench did not say how fast it was:\n{answer.stdout}")
    return float(found[1])


def say_conditions(database_url: str, more: str = "") -> None:
    """When, on what, and over how many cases it was measured."""
    wanted = "current_setting('server_version'), current_setting('fsync'), (SELECT count(*) FROM cases_case)"
    with psycopg.connect(database_url) as connection:
        found = connection.execute(f"SELECT {wanted}").fetchone()
    assert found
    version, fsync, cases = found
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    say(f"\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, PostgreSQL {version}")
    say(f"{os.cpu_count()} cores, load {load}; fsync {fsync}{more}; {cases:,} cases")


def pid_of(process: subprocess.Popen[Any] | None) -> int:
    assert process
    return process.pid


def run(home: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "WATANDOSHLAR_VAR": str(home),
        "DEBUG": "",
        # One client asks in the place of many networks.
        "OPEN_API_RATE": "1000/s/ip",
        # Letters go into files, whatever mail server this machine knows.
        "EMAIL_HOST": "",
    }
    running = []
    with EmbeddedPostgres(home / "postgres") as postgres:
        environment |= {"DATABASE_URL": postgres.url(), "APPLICATION_ROLE": APPLICATION}
        prepare(environment, Database(postgres, postgres.url(OWNER), home / "prepared"))
        visits = applicants(environment)
        port = free_port()
        running = programs(environment, HOST, port, log=home / "site.log")
        try:
            for program in running:
                program.start()
            wait_until_it_answers(running[0], HOST, port)
            web, worker = (pid_of(program.process) for program in running)
            site = Site(port, web, worker, pid_of(postgres.process), postgres.url())
            submit = measure_visits(site, visits)
            measure_floor(postgres, submit)
            # A process of its own: it needs no database, and its settings are those of the tests.
            subprocess.run([sys.executable, "-m", "tests.load.documents"], cwd=ROOT, check=True)
            say_conditions(site.database_url, f", {WEB_THREADS} threads, {CONNECTIONS} connections")
        finally:
            stop_programs(running)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def applicants(environment: dict[str, str]) -> dict[str, list[Request]]:
    say(f"  {APPLICANTS} applicants with a filled draft ...")
    code = f"from tests.load.visits import write_visits; write_visits({APPLICANTS})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise StartError(answer.stderr)
    return {kind: requests_of(raw) for kind, raw in json.loads(answer.stdout).items()}


def in_a_folder(run: Callable[[Path], None]) -> int:
    """Run a measurement in a folder of its own, which goes with it; the exit code of the command."""
    stop_on_signals()
    VAR.mkdir(exist_ok=True)
    # Beside the platform's own data: on a memory disk every commit would be free.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=VAR, ignore_cleanup_errors=True) as folder:
        try:
            run(Path(folder))
        except (StartError, PostgresError) as error:
            sys.stderr.write(f"\n{error}\n")
            return 1
        except StopRequested:
            return 1
    return 0


def main() -> int:
    return in_a_folder(run)


if __name__ == "__main__":
    sys.exit(main())
