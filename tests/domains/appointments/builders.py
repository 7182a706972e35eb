"""Parties, opened days and visits for tests, made by the real acts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

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
    open_days,
    serve_waiting,
    visit_of,
)
from watandoshlar.domains.appointments.queries import FreePlaces
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

SERVICE = "biometric-passport"
SEOUL = ZoneInfo("Asia/Seoul")
TOMORROW = date(2026, 11, 3)
"""A Tuesday."""


def at(hour: int, minute: int = 0, day: date = TOMORROW) -> datetime:
    """A moment by the clock of Seoul."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SEOUL)


def account_of(name: str) -> Account:
    return create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="en")


@dataclass
class Counter:
    """A post whose days are open, and the people who want to come to it."""

    post: Post
    made: int = 0

    def party(self, account: Account | None = None, **more) -> Party:
        """One person with ten minutes' business; `more` is what is different."""
        self.made += 1
        reference = f"WD-26-{self.made:04}"
        account = account or account_of(f"visitor{self.made}")
        people = more.pop("people", (frozenset({f"token-{self.made}"}),))
        usual = Party(self.post, account, SERVICE, reference, (reference,), people, 10)
        return replace(usual, **more)

    def hold(self, party: Party, starts_at: datetime) -> Visit:
        return hold_place(acting_user=party.account, party=party, starts_at=starts_at)

    def book(self, party: Party, starts_at: datetime) -> Visit:
        self.hold(party, starts_at)
        return confirm_visit(acting_user=party.account, subject=party.subject)

    def serve(self) -> int:
        return serve_waiting(acting_user=SYSTEM, post_id=self.post.pk)


def open_first_days(post: Post) -> Opening:
    """The first opening of the post, at the end of its announced window."""
    announce_openings(acting_user=SYSTEM)
    opening = Opening.objects.get(post=post)
    with clock.fixed(opening.ends_at):
        open_days(acting_user=SYSTEM)
    return Opening.objects.get(post=post)


def days_of(first: date, number: int) -> Iterable[date]:
    return (first + timedelta(days=each) for each in range(number))


def state_of(party: Party) -> str:
    """The state of the open visit of a party, "" for none."""
    visit = visit_of(party.subject)
    return visit.state if visit else ""


def past_opening(post: Post) -> None:
    """As if the days had been opened the week before, so that the days of the examples are open."""
    with clock.fixed(clock.now() - timedelta(days=10)):
        open_first_days(post)


def refusal_of(act: Callable[[], object]) -> str:
    """The code of what an act refuses; "" when it does not."""
    try:
        with transaction.atomic():
            act()
    except DomainError as refused:
        return refused.code
    return ""


def draw_with(counter: Counter, number: int, **more) -> tuple[Opening, list[Party]]:
    """The first opening of the post with so many parties in its draw."""
    announce_openings(acting_user=SYSTEM)
    opening = Opening.objects.get(post=counter.post)
    parties = [counter.party(**more) for _ in range(number)]
    for party in parties:
        join_list(acting_user=party.account, party=party, first_day=opening.first_day, last_day=opening.last_day)
    with clock.fixed(opening.ends_at):
        open_days(acting_user=SYSTEM)
    return Opening.objects.get(post=counter.post), parties


def fill(counter: Counter) -> None:
    """Nothing is free any more at the post: strangers who never show up in a test hold everything."""
    post = counter.post
    opening = Opening.objects.filter(post=post).order_by("number").last()
    free = FreePlaces(post, opening.first_day, opening.last_day)
    places = [place for day in free.days for place in free.on(day, ("", 10, True))]
    Visit.objects.bulk_create(
        Visit(
            post=post,
            service=SERVICE,
            subject=f"full-{number}",
            subjects=[f"full-{number}"],
            people=1,
            tokens=[],
            lane="ordinary",
            window=place.window,
            span=DateTimeTZRange(place.starts_at, place.ends_at),
            held_until=clock.now() + timedelta(days=400),
        )
        for number, place in enumerate(places)
    )
