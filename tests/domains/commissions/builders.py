"""A commission with members, matters and sittings, made by the real acts."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person, register_person
from watandoshlar.domains.commissions.api import (
    Interests,
    Item,
    Matter,
    Seat,
    Sitting,
    cast_vote,
    close_ballot,
    close_sitting,
    declare_interest,
    list_matter,
    note_presence,
    open_ballot,
    open_sitting,
    plan_sitting,
    put_matter,
    resolve_item,
    seat_member,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

COMMISSION = "compatriots"
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2028, 12, 31)
SOON = timedelta(hours=2)


def code_of(act: Callable[..., object], **named: object) -> str:
    """The code of what an act refuses; "" when it does not."""
    try:
        with transaction.atomic():
            act(**named)
    except DomainError as refusal:
        return refusal.code
    return ""


def account_named(name: str) -> Account:
    account = Account.objects.with_email(f"{name}@example.org").first()
    return account or create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="uz")


class Chamber:
    """A commission with a chair, a secretary and members, by their names."""

    def __init__(self, members: Mapping[str, str] | None = None) -> None:
        bodies = {"chair": "foreign_affairs", "secretary": ""} | dict(members or dict.fromkeys(FIVE, ""))
        self.seats = {name: self.seat(name, body) for name, body in bodies.items()}
        self.applicant = account_named("nominee")
        self.number = 0

    def seat(self, name: str, body: str = "", **days: date) -> Seat:
        return seat_member(
            acting_user=SYSTEM,
            commission=COMMISSION,
            account=account_named(name),
            office=name if name in ("chair", "secretary") else "member",
            name=name.title(),
            body=body,
            **{"first_day": FIRST_DAY, "last_day": LAST_DAY, **days},
        )

    @property
    def secretary(self) -> Account:
        return self.account("secretary")

    def account(self, name: str) -> Account:
        """Anew, so that what is remembered on it does not outlive its request."""
        return Account.objects.get(email=f"{name}@example.org")

    @property
    def voters(self) -> list[str]:
        return [name for name in self.seats if name != "secretary"]

    def person(self) -> Person:
        return register_person(acting_user=self.applicant, relation="other")

    def matter(self, kind: str = "award", bodies: tuple[str, ...] = ("investment",), **named: object) -> Matter:
        self.number += 1
        return put_matter(
            acting_user=SYSTEM,
            commission=COMMISSION,
            subject=f"WD-26-{self.number:04}",
            kind=kind,
            person=self.person(),
            interests=Interests(own=[self.applicant.pk], bodies=bodies),
            **{"ground": "false_papers" if kind == "cancel" else "", **named},
        )

    def sitting(self, *matters: Matter, present: tuple[str, ...] | None = None) -> Sitting:
        """In session, with these matters on its agenda."""
        sitting = plan_sitting(acting_user=self.secretary, commission=COMMISSION, planned_for=clock.now() + SOON)
        for matter in matters:
            list_matter(acting_user=self.secretary, sitting=sitting.pk, matter=matter.pk)
        there = self.seats if present is None else present
        present_ids = [self.seats[name].pk for name in there]
        return open_sitting(acting_user=self.secretary, sitting=sitting.pk, present=present_ids)

    def declare_none(self, matter: Matter, *names: str) -> None:
        for name in names or self.voters:
            declare_interest(acting_user=self.account(name), matter=matter.pk, has_conflict=False)

    def ballot(self, matter: Matter, **named: tuple[str, ...]) -> Item:
        """An item whose ballot is open, every voter able."""
        sitting = self.sitting(matter, **named)
        self.declare_none(matter)
        return open_ballot(acting_user=self.secretary, sitting=sitting.pk, number=1)

    def vote(self, item: Item, **choices: str) -> None:
        for name, choice in choices.items():
            cast_vote(acting_user=self.account(name), sitting=item.sitting_id, number=item.number, choice=choice)

    def note(self, item: Item, *there: str) -> None:
        present = [self.seats[name].pk for name in there]
        note_presence(acting_user=self.secretary, sitting=item.sitting_id, present=present)

    def count(self, item: Item) -> Item:
        return close_ballot(acting_user=self.secretary, sitting=item.sitting_id, number=item.number)

    def resolve(self, item: Item, *reasons: str, words: str = ""):
        return resolve_item(
            acting_user=self.secretary, sitting=item.sitting_id, number=item.number, reasons=reasons, words=words
        )

    def close(self, sitting: Sitting):
        return close_sitting(acting_user=self.secretary, sitting=sitting.pk)


FIVE = ("anora", "botir", "charos", "davron", "erkin")
ALL_FOR = dict.fromkeys(("chair", *FIVE), "in_favour")
