"""`make bench-terms`: one day of one post changes, and of a million open clocks only those that rest on it are touched.

The rows are described in open_clocks.py. The job runs as the worker runs it, each case in a transaction of its own with
its event, its audit entry and its letters, on embedded PostgreSQL that waits for the disk at every commit. The floor is
what pgbench reaches in the same database with one client and the smallest transaction that survives a crash.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from config.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres
from config.supervisor import ROOT, Database, StartError, prepare
from tests.load.bench import in_a_folder, inserts_per_second, say, say_conditions

CLOCKS = 1_000_000


def run(home: Path, clocks: int) -> None:
    environment = environment_of(home)
    with EmbeddedPostgres(home / "postgres") as postgres:
        environment |= {"DATABASE_URL": postgres.url(), "APPLICATION_ROLE": APPLICATION}
        prepare(environment, Database(postgres, postgres.url(OWNER), home / "prepared"))
        say(f"  {clocks:,} open clocks ...")
        shell(environment, "open_clocks", f"build({clocks})")
        with psycopg.connect(postgres.url(OWNER), autocommit=True) as connection:
            # As the database does by itself after a while.
            connection.execute("VACUUM ANALYZE cases_case")
            connection.execute(
                "CREATE TABLE load_floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)"
            )
        shell(environment, "open_clocks", "measure()")
        rate = inserts_per_second(postgres, 1)
        say(f"\nFloor: one client inserts and commits a row {rate:,.0f} times a second, {1000 / rate:.2f} ms each")
        say_conditions(postgres.url(OWNER))


def environment_of(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "WATANDOSHLAR_VAR": str(home),
        "DEBUG": "",
        "EMAIL_HOST": "",
    }


def shell(environment: dict[str, str], module: str, call: str) -> None:
    code = f"from tests.load.{module} import *; {call}"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
        raise StartError(f"{call} failed.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clocks", type=int, default=CLOCKS)
    clocks = parser.parse_args().clocks
    return in_a_folder(lambda home: run(home, clocks))


if __name__ == "__main__":
    sys.exit(main())
