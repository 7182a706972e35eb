"""A worker that goes on with a signing run and kills itself: `python -m tests.signing_worker RUN POINT MOMENT`.

A process of its own and no fork: what prints documents has threads that a fork would not have. Points are those of
`tests/dying.py`. Says how many points it passed, if it lives.
"""

import sys
from datetime import datetime
from uuid import UUID

import django


def main(run_id: str, point: str, moment: str) -> None:
    django.setup()
    from django.db import connection

    from tests.dying import Deadline
    from watandoshlar.capabilities.audit.api import SYSTEM
    from watandoshlar.domains.certificates.api import advance_signing_run
    from watandoshlar.foundation import clock

    deadline = Deadline(int(point))
    connection.ensure_connection()
    deadline.watch_commits()
    with clock.fixed(datetime.fromisoformat(moment)), connection.execute_wrapper(deadline):
        advance_signing_run(acting_user=SYSTEM, run_id=UUID(run_id), seconds=60)
    sys.stdout.write(str(deadline.passed))


if __name__ == "__main__":
    main(*sys.argv[1:])
