"""`make drill`: a signing key is stolen. How long until a new key is live and every holder has a new document?

Every holder is an account with a person and a valid document of their own. The drill withdraws the key, opens a signing
run as one keeper, approves it as another, and lets two workers (real processes, killed by nobody) do the rest: numbers,
seals, positions in status lists, the log, files, letters. At the end everything is counted, old papers are checked
(they must get the reason code KEY_REVOKED) and new ones (VALID). Seeding is not measured; it files no pictures, because
nobody opens the old files.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from config.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres
from config.supervisor import ROOT, Database, StartError, prepare
from tests.load.bench import in_a_folder, say, say_conditions

HOLDERS, WORKERS = 10_000, 2
RUN = "SELECT state FROM certificates_signingrun"
LETTERS = "SELECT count(*) FROM notifications_letter WHERE code = 'document_issued_anew' AND state = 'sent'"
# Seconds since the key was withdrawn: another one is live, the last document is issued, the last letter is sent.
MOMENTS = """
SELECT extract(epoch FROM (SELECT min(listed_at) FROM certificates_signingkey WHERE kind = began.kind
                            AND revoked_at IS NULL) - revoked_at),
       extract(epoch FROM (SELECT max(done_at) FROM certificates_runitem) - revoked_at),
       extract(epoch FROM (SELECT max(sent_at) FROM notifications_letter) - revoked_at)
  FROM certificates_signingkey AS began WHERE revoked_at IS NOT NULL
"""


def run(home: Path, holders: int) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "WATANDOSHLAR_VAR": str(home),
        "DEBUG": "",
        "EMAIL_HOST": "",
    }
    with EmbeddedPostgres(home / "postgres") as postgres:
        environment |= {"DATABASE_URL": postgres.url(), "APPLICATION_ROLE": APPLICATION}
        prepare(environment, Database(postgres, postgres.url(OWNER), home / "prepared"))
        say(f"  {holders:,} holders ...")
        halves = [holders // WORKERS] * WORKERS
        seeding = [shell(environment, f"seed({count}, {number})") for number, count in enumerate(halves)]
        finish(seeding)
        with psycopg.connect(postgres.url(OWNER), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        measure(environment, postgres.url(OWNER), sum(halves))
        say_conditions(postgres.url(OWNER))


def measure(environment: dict[str, str], database_url: str, holders: int) -> None:
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "1"]
    workers = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(WORKERS)
    ]
    try:
        finish([shell(environment, "begin()")])
        with psycopg.connect(database_url, autocommit=True) as connection:
            wait(connection, RUN, "done")
            wait(connection, LETTERS, holders)
            live, signed, told = (float(one) for one in connection.execute(MOMENTS).fetchone() or ())
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    finish([shell(environment, f"judge({holders})")])
    each = (told - live) / holders
    say(f"\nFrom the theft to a new key that is live   {live:6.1f} s")
    say(f"to the last of {holders:,} new documents      {signed:6.1f} s  ({holders / (signed - live):,.0f} a second)")
    say(f"to the last letter                         {told:6.1f} s")
    say(f"100,000 holders would take                 {(live + 100_000 * each) / 60:6.1f} min on {WORKERS} workers")


def wait(connection: psycopg.Connection, question: str, answer: object) -> None:
    """Until the database gives this answer."""
    deadline = time.monotonic() + 4 * 60 * 60
    while (found := connection.execute(question).fetchone()) != (answer,):
        if time.monotonic() > deadline or found == ("stopped",):
            raise StartError(f"{question} gave {found} instead of {answer}.")
        time.sleep(0.5)


def shell(environment: dict[str, str], call: str) -> subprocess.Popen[bytes]:
    code = f"from tests.load.drill_steps import *; {call}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code], cwd=ROOT, env=environment
    )


def finish(processes: list[subprocess.Popen[bytes]]) -> None:
    codes = [process.wait() for process in processes]
    if any(codes):
        raise StartError("A step of the drill failed.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holders", type=int, default=HOLDERS)
    holders = parser.parse_args().holders
    return in_a_folder(lambda home: run(home, holders))


if __name__ == "__main__":
    sys.exit(main())
