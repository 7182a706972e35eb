"""`make bench-status-lists`: a million copies across the lists that they fill, and what one more change costs then.

The rows are described in crowded_lists.py. Acts run as web server and worker run them, on embedded PostgreSQL that
waits for the disk at every commit.
"""

import argparse
import sys
from pathlib import Path

import psycopg

from config.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres
from config.supervisor import Database, prepare
from tests.load.bench import in_a_folder, say, say_conditions
from tests.load.recompute import environment_of, shell

COPIES = 1_100_000


def run(home: Path, copies: int) -> None:
    environment = environment_of(home)
    with EmbeddedPostgres(home / "postgres") as postgres:
        environment |= {"DATABASE_URL": postgres.url(), "APPLICATION_ROLE": APPLICATION}
        prepare(environment, Database(postgres, postgres.url(OWNER), home / "prepared"))
        say(f"  {copies:,} copies ...")
        shell(environment, "crowded_lists", f"build({copies})")
        with psycopg.connect(postgres.url(OWNER), autocommit=True) as connection:
            # As the database does by itself after a while.
            connection.execute("VACUUM ANALYZE certificates_certificate")
            connection.execute("VACUUM ANALYZE certificates_copy")
        shell(environment, "crowded_lists", "measure()")
        say_conditions(postgres.url(OWNER))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=COPIES)
    copies = parser.parse_args().copies
    return in_a_folder(lambda home: run(home, copies))


if __name__ == "__main__":
    sys.exit(main())
