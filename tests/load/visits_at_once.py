"""Visits under load: bots against people for the times of an opening, many who want one time, and the way of a released
one to the waiting list. `make bench-visits` runs it large, a test small; both by the acts and a real PostgreSQL.
"""

import time
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from threading import Barrier

from django.db import connection, transaction

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appointments.api import (
    Opening,
    Party,
    Visit,
    announce_openings,
    confirm_visit,
    hold_place,
    join_list,
    lapse_visits,
    open_days,
    pass_on_places,
)
from watandoshlar.domains.appointments.models import DrawEntry
from watandoshlar.domains.appointments.queries import FreePlaces
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

SERVICE = "biometric-passport"
NO_SHOW = 10
"""Of a hundred who are offered a time, so many never answer."""
DAYS_OF_OPENING = 10
HOURS = 24 * 5
"""After so many nothing is held any more."""
OVERLAPS = """
SELECT count(*) FROM appointments_visit AS one JOIN appointments_visit AS other
    ON one.post_id = other.post_id AND one."window" = other."window" AND one.id < other.id
   AND one.is_taken AND other.is_taken AND one.span && other.span
"""


def overlaps() -> int:
    """How many pairs of visits share a window at one time."""
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return cursor.fetchone()[0]


def account_of(name: str) -> Account:
    return create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="en")


def party_of(post: Post, account: Account | None, reference: str, token: str) -> Party:
    return Party(post, account, SERVICE, reference, (reference,), (frozenset({token}),), 10)


def refusal_of(act: Callable[..., object], **given: object) -> str:
    """The code of what an act refuses; "" when it is done."""
    try:
        with transaction.atomic():
            act(**given)
    except DomainError as refused:
        return refused.code
    return ""


# --- bots against people ----------------------------------------------------------------------------------------------


@dataclass
class Contest:
    """Who got the times of one opening. `honest` is what the same lots give when nobody does anything but wait."""

    people: int
    bots: int
    identities: int
    times: int = 0
    got: Tally = field(default_factory=Tally)
    honest: Tally = field(default_factory=Tally)
    attempts: Tally = field(default_factory=Tally)

    @property
    def share(self) -> float:
        """What people got, of what an honest draw gives them."""
        return self.got["people"] / self.honest["people"]

    @property
    def expected(self) -> float:
        """What people can expect of a draw among all who take part, whatever the lots."""
        return self.times * self.people / (self.people + self.identities)


def small_post(post: Post, times: int) -> Post:
    """The post receives so many parties in the ten office days that the next opening opens, holidays aside."""
    windows = times // DAYS_OF_OPENING
    post.hours = {day: ["10:00-10:10"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
    post.visits["windows"] |= {"number": windows, "slot": 10, "break": "", "staff": {}}
    post.visits["opening"] |= {"day": "monday", "hours": "18:00-20:00", "ahead": 16}
    post.visits["courtesy"] |= {"share": 0}
    post.visits["walk_in"] |= {"hours": {}}
    post.save()
    return post


def contest(post: Post, *, people: int, bots: int, identities: int, times: int, random: Random) -> Contest:
    """People join once and answer by letter. Bots join as often as they can with all their accounts, try every time of
    the days before and after they open and whenever one is released, and always confirm at once.

    `identities` of real people stand behind the bots; as many as bots: each is somebody.
    """
    post = small_post(post, times)
    announce_openings(acting_user=SYSTEM)
    opening = Opening.objects.get(post=post, state="announced")
    outcome = Contest(people, bots, identities)
    parties = {}
    for kind, count, persons in (("people", people, people), ("bots", bots, identities)):
        for number in range(count):
            name = f"{kind}-{number}-{post.code}"
            parties[name] = party_of(post, account_of(name), name, f"{kind}-{number % persons}-{post.code}")
    _join(list(parties.values()), opening, outcome, random)
    moments = [opening.begins_at + timedelta(minutes=minute) for minute in range(0, 121, 10)]
    for moment in moments:
        with clock.fixed(moment):
            _bots_try(parties, opening, outcome, random)
            open_days(acting_user=SYSTEM)
            _bots_try(parties, opening, outcome, random)
    _honest(opening, outcome, random)
    _answers(post, parties, opening, outcome, random)
    return outcome


def _join(parties: Sequence[Party], opening: Opening, outcome: Contest, random: Random) -> None:
    """In any order; each bot tries twice."""
    tries = [*parties, *(party for party in parties if party.subject.startswith("bots"))]
    for party in random.sample(tries, len(tries)):
        days = {"first_day": opening.first_day, "last_day": opening.last_day}
        code = refusal_of(join_list, acting_user=party.account, party=party, **days)
        outcome.attempts[f"join {code or 'done'}"] += 1


def _bots_try(parties: dict[str, Party], opening: Opening, outcome: Contest, random: Random, tries: int = 20) -> None:
    """Some of the bots ask for any time of the opened days, as if they refreshed the page."""
    bots = [party for name, party in parties.items() if name.startswith("bots")]
    starts = _starts(opening)
    for party in random.sample(bots, min(tries, len(bots))):
        starts_at = random.choice(starts)
        code = refusal_of(hold_place, acting_user=party.account, party=party, starts_at=starts_at)
        outcome.attempts[f"hold {code or 'done'}"] += 1
        if not code:
            confirm_visit(acting_user=party.account, subject=party.subject)


def _starts(opening: Opening) -> list[datetime]:
    there = FreePlaces(opening.post, opening.first_day, opening.last_day)
    there.taken = {}
    return sorted({place.starts_at for day in there.days for place in there.on(day, ("", 10, True))})


def _honest(opening: Opening, outcome: Contest, random: Random) -> None:
    """The order of the draw, one after the other, until every time is confirmed. Bots always confirm."""
    entries = DrawEntry.objects.filter(opening=opening).order_by("place").values_list("wish__subject", flat=True)
    outcome.times = Visit.objects.filter(drawn_in=opening).count()
    left = outcome.times
    for subject in entries:
        kind = subject.partition("-")[0]
        if left and (kind == "bots" or answers(subject)):
            outcome.honest[kind] += 1
            left -= 1


def answers(subject: str) -> bool:
    """Whether somebody answers what they are offered: always the same for the same person."""
    return Random(subject).randrange(100) >= NO_SHOW


def _answers(post: Post, parties: dict[str, Party], opening: Opening, outcome: Contest, random: Random) -> None:
    """Hour by hour people answer their letters, holds lapse, places are passed on, and bots try in between."""
    for hour in range(1, HOURS):
        with clock.fixed(opening.ends_at + timedelta(hours=hour)):
            held = Visit.objects.filter(post=post, state="held").values_list("subject", flat=True)
            for subject in list(held):
                is_bot = subject.startswith("bots")
                if is_bot or (answers(subject) and random.randrange(4) == 0):
                    party = parties[subject]
                    refusal_of(confirm_visit, acting_user=party.account, subject=subject)
            lapsed = lapse_visits(acting_user=SYSTEM)
            _bots_try(parties, opening, outcome, random, tries=20 if lapsed else 2)
            pass_on_places(acting_user=SYSTEM, post_id=post.pk)
            _bots_try(parties, opening, outcome, random, tries=20 if lapsed else 0)
    for subject in Visit.objects.filter(post=post, state="booked").values_list("subject", flat=True):
        outcome.got[subject.partition("-")[0]] += 1


# --- many who want one time -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rush:
    """So many attempts on so many connections for so many places."""

    attempts: int
    connections: int
    places: int
    granted: int
    doubles: int
    seconds: float
    refused: Tally


def rush(account: Account, parties: Sequence[Party], starts: Sequence[datetime], places: int, connections: int) -> Rush:
    """All parties want one of a few times at the same moment; they are entered by one account."""
    barrier = Barrier(connections)

    def run(number: int) -> Tally:
        codes: Tally = Tally()
        try:
            connection.ensure_connection()
            barrier.wait()
            for index in range(number, len(parties), connections):
                party, starts_at = parties[index], starts[index % len(starts)]
                codes[refusal_of(hold_place, acting_user=account, party=party, starts_at=starts_at)] += 1
        finally:
            connection.close()
        return codes

    begun = time.monotonic()
    with ThreadPoolExecutor(connections) as threads:
        running = [threads.submit(copy_context().run, run, number) for number in range(connections)]
        codes = sum((future.result() for future in running), Tally())
    seconds = time.monotonic() - begun
    granted = codes.pop("", 0)
    return Rush(len(parties), connections, places, granted, overlaps(), seconds, codes)
