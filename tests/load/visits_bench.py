"""`make bench-visits`: bots against people, thousands who want the same times, and how fast a released time is offered.

The platform's own acts and worker on embedded PostgreSQL that waits for the disk at every commit. Each figure stands
beside its floor. The contests are moved through by a fixed clock; the worker runs by the real one.
"""

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import psycopg

from config.embedded_postgres import APPLICATION, OWNER, EmbeddedPostgres
from config.supervisor import ROOT, Database, StartError, prepare
from tests.load.bench import in_a_folder, inserts_per_second, say, say_conditions

PEOPLE, BOTS, TIMES = 1000, 1000, 300
ATTEMPTS, CONNECTIONS = 10_000, 64
RELEASES = 40
# Ten office days follow the first opening after it; the demonstration has opened none of them.
MONDAY = datetime(2027, 5, 31, 6, tzinfo=UTC)
FLOOR_SHARE, FLOOR_SECONDS = 0.95, 60


def run(home: Path, contests: Sequence[str]) -> None:
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
        with psycopg.connect(postgres.url(OWNER), autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE load_floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)"
            )
        shell(environment, "measure_rush()")
        shell(environment, "make_full()")
        worker = subprocess.Popen([sys.executable, "manage.py", "procrastinate", "worker"], cwd=ROOT, env=environment)
        try:
            shell(environment, "measure_releases()")
        finally:
            worker.kill()
            worker.wait()
        for number, identities in enumerate(contests):
            shell(environment, f"measure_contest({identities}, {number})")
        rate = inserts_per_second(postgres, 8)
        say(f"\nFloor of the database: 8 clients insert and commit {rate:,.0f} rows a second")
        say_conditions(postgres.url(OWNER))


def shell(environment: dict[str, str], call: str) -> None:
    code = f"from tests.load.visits_bench import *; {call}"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
        raise StartError(f"{call} failed.")


# --- inside the platform: its imports stand in the functions, for this file also starts it ---------------------------


def measure_rush() -> None:
    """10,000 attempts at 300 places, on as many connections as the database takes."""
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"]["pool"] = False
    from tests.load.visits_at_once import account_of, party_of, rush
    from watandoshlar.capabilities.posts.api import get_post
    from watandoshlar.domains.appointments.queries import FreePlaces, opened_until

    open_post("moscow")
    post, account = get_post("moscow"), account_of("rush")
    last = opened_until(post)
    free = FreePlaces(post, last - timedelta(days=10), last)
    starts = sorted({place.starts_at for day in free.days for place in free.on(day, ("", 10, False))})[:100]
    places = sum(len([p for p in free.on(day, ("", 10, False)) if p.starts_at in set(starts)]) for day in free.days)
    parties = [party_of(post, None, f"rush-{number}", secrets.token_hex(16)) for number in range(ATTEMPTS)]
    found = rush(account, parties, starts, places, CONNECTIONS)
    say(f"\n{found.attempts:,} attempts on {found.connections} connections for {found.places} places")
    say(f"  granted {found.granted}, refused {dict(found.refused)}, {found.seconds:.1f} s")
    say(f"  {found.attempts / found.seconds:,.0f} attempts a second")
    verdict("double bookings", found.doubles, "0", found.doubles == 0 and found.granted <= found.places)


def open_post(code: str) -> None:
    """The first opening of one post, as if it had been the week before."""
    from watandoshlar.capabilities.audit.api import SYSTEM
    from watandoshlar.capabilities.posts.api import get_post
    from watandoshlar.domains.appointments.acts.announce_openings import announce
    from watandoshlar.domains.appointments.api import Opening, open_days
    from watandoshlar.foundation import clock

    if Opening.objects.filter(post__code=code, state="opened").exists():
        return
    with clock.fixed(clock.now() - timedelta(days=10)):
        opening = announce(get_post(code), acting_user=SYSTEM)
    with clock.fixed(opening.ends_at):
        open_days(acting_user=SYSTEM)


def make_full() -> None:
    """Nothing is free in Ankara but what somebody releases, and many wait."""
    from tests.domains.appointments.builders import Counter, fill
    from tests.load.visits_at_once import account_of, party_of
    from watandoshlar.capabilities.posts.api import get_post, today_at
    from watandoshlar.domains.appointments.api import confirm_visit, free_times, hold_place, join_list
    from watandoshlar.domains.appointments.queries import opened_until

    open_post("ankara")
    post = get_post("ankara")
    last = opened_until(post)
    booked = 0
    day = last - timedelta(days=20)
    while booked < RELEASES:
        for starts_at in free_times(post, day, ("", 10, False)):
            if booked == RELEASES:
                break
            party = party_of(post, account_of(f"release-{booked}"), f"release-{booked}", secrets.token_hex(16))
            hold_place(acting_user=party.account, party=party, starts_at=starts_at)
            confirm_visit(acting_user=party.account, subject=party.subject)
            booked += 1
        day += timedelta(days=1)
    fill(Counter(post))
    for number in range(2 * RELEASES):
        party = party_of(post, account_of(f"waits-{number}"), f"waits-{number}", secrets.token_hex(16))
        join_list(acting_user=party.account, party=party, first_day=today_at(post), last_day=last)


def measure_releases() -> None:
    """From the moment at which a time is given up to the moment at which it is held for who waits; a real worker."""
    from watandoshlar.capabilities.access.api import Account
    from watandoshlar.domains.appointments.api import Visit, cancel_visit
    from watandoshlar.foundation import clock

    seconds = []
    for number in range(RELEASES):
        account = Account.objects.get(email=f"release-{number}@example.org")
        visit = cancel_visit(acting_user=account, subject=f"release-{number}")
        seconds.append(wait_until_held(visit))
    say(f"\n{RELEASES} booked visits are cancelled, one after the other; many wait for each of them")
    say(f"  held for the first of them after {statistics.median(seconds):.1f} s (median)")
    verdict("slowest, seconds", f"{max(seconds):.1f}", f"{FLOOR_SECONDS}", max(seconds) <= FLOOR_SECONDS)
    offered = Visit.objects.filter(state="held", wish__isnull=False, post__code="ankara").first()
    Visit.objects.filter(pk=offered.pk).update(held_until=clock.now())
    took = wait_until_held(Visit.objects.get(pk=offered.pk))
    say("One offer runs out without an answer")
    # The worker looks once a minute for what has run out; then the way is the same.
    verdict("held for the next, seconds", f"{took:.1f}", f"{2 * FLOOR_SECONDS}", took <= 2 * FLOOR_SECONDS)


def wait_until_held(released) -> float:
    from watandoshlar.domains.appointments.api import Visit

    begun = time.monotonic()
    others = Visit.objects.filter(post=released.post_id, window=released.window, span=released.span, is_taken=True)
    while not others.exclude(pk=released.pk).filter(state="held").exists():
        if time.monotonic() - begun > 3 * FLOOR_SECONDS:
            raise StartError("A released time was held for nobody.")
        time.sleep(0.05)
    return time.monotonic() - begun


def measure_contest(identities: int, number: int) -> None:
    """1,000 people and 1,000 bots for 300 times."""
    from tests.load.visits_at_once import contest
    from watandoshlar.capabilities.posts.api import get_post
    from watandoshlar.foundation import clock

    post = get_post(("seoul", "beijing", "vladivostok", "almaty", "astana")[number])
    with clock.fixed(MONDAY):
        found = contest(post, people=PEOPLE, bots=BOTS, identities=identities, times=TIMES, random=Random(number))
    say(f"\n{PEOPLE:,} people and {BOTS:,} bots of {identities:,} people want {found.times} times")
    say(f"  what the bots tried: {dict(sorted(found.attempts.items()))}")
    say(f"  a draw gives people {found.expected:.0f} on average; by these lots {found.honest['people']}")
    say(f"  people got {found.got['people']}, bots {found.got['bots']}")
    verdict("of an honest draw", f"{found.share:.1%}", f"{FLOOR_SHARE:.0%}", found.share >= FLOOR_SHARE)


def verdict(what: str, figure: object, floor: str, is_reached: bool) -> None:
    say(f"  {what}: {figure}; floor {floor}: {'reached' if is_reached else 'MISSED'}")
    if not is_reached:
        sys.exit(1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "contests", nargs="*", default=["1000", "20"], help="people behind the bots, one for each contest"
    )
    contests = parser.parse_args().contests
    return in_a_folder(lambda home: run(home, contests))


if __name__ == "__main__":
    sys.exit(main())
