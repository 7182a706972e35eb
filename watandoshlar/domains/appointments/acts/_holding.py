"""Holding a place: for who chose it, and for who was offered it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import leave_traces
from watandoshlar.domains.appointments.models import Opening, Visit, Wish
from watandoshlar.domains.appointments.party import Party
from watandoshlar.domains.appointments.rules.places import Place


def insert_held(
    party: Party | Wish,
    place: Place,
    *,
    acting_user,
    held_until: datetime,
    lane: str,
    replaces: Visit | None = None,
    wish: Wish | None = None,
    drawn_in: Opening | None = None,
) -> Visit:
    """The held visit; the database has the last word on whether the place is free. Raises PlaceTaken."""
    visit = Visit(
        post=party.post,
        account=party.account,
        service=party.service,
        subject=party.subject,
        subjects=list(party.subjects),
        people=len(party.people) if isinstance(party, Party) else party.people,
        tokens=party.tokens,
        lane=lane,
        window=place.window,
        span=DateTimeTZRange(place.starts_at, place.ends_at),
        held_until=held_until,
        replaces=replaces,
        wish=wish,
        drawn_in=drawn_in,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as refused:
        raise errors.PlaceTaken from refused
    leave_traces(
        visit,
        "hold",
        acting_user=acting_user,
        visit=str(visit.pk),
        window=place.window,
        starts_at=place.starts_at.isoformat(),
    )
    return visit
