"""What every act on a visit shares: locks in one order, steps along the tables, traces, followers.

The order of locks: people (by token), the visit, the wish, the day of the post. Who keeps it never waits in a circle.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.appointments import errors, states
from watandoshlar.domains.appointments.models import Visit, Wish
from watandoshlar.foundation import clock
from watandoshlar.foundation.steps import may, target

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
SERVE_WAITING = "appointments.serve_waiting"
RELEASED_TASK = "appointments.pass_on_places"
QUEUE = "visits"
Follower = Callable[..., None]
_FOLLOWERS: list[Follower] = []


def follow_visits(follower: Follower) -> None:
    """Let a room above keep its own record of what happens: `follower(row, step, acting_user=…)`, in the transaction.

    `row` is the visit or the wish after the step.
    """
    _FOLLOWERS.append(follower)


def for_the_platform(acting_user) -> None:
    if acting_user is not SYSTEM:
        raise errors.ForThePlatform


def lock_people(tokens: Iterable[str]) -> None:
    """Until the end of the transaction nobody else counts or adds what these people have open."""
    _lock(*(f"visits:person:{token}" for token in sorted(tokens)))


def lock_day(post_id: int, day: date) -> None:
    """Until the end of the transaction nobody else gives a place of the day away."""
    _lock(f"visits:day:{post_id}:{day}")


def lock_serving(post_id: int) -> None:
    """One at a time serves those who wait at a post."""
    _lock(f"visits:serving:{post_id}")


def _lock(*names: str) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(LOCK, [name])


def lock_visit(pk: Any) -> Visit:
    visit = Visit.objects.select_for_update(of=("self",)).select_related("post", "account").filter(pk=pk).first()
    if visit is None:
        raise errors.VisitNotFound
    return visit


def lock_open_visit(subject: str) -> Visit | None:
    """The open visit of the subject, a hold before what it would move."""
    visits = Visit.objects.open().of_subject(subject).select_for_update(of=("self",)).select_related("post", "account")
    return min(visits.order_by("made_at"), key=lambda visit: visit.state != "held", default=None)


def lock_wish(pk: Any) -> Wish:
    return Wish.objects.select_for_update(of=("self",)).select_related("post", "account").get(pk=pk)


def lock_open_wish(subject: str) -> Wish | None:
    wishes = Wish.objects.open().filter(subjects__contains=[subject])
    return wishes.select_for_update(of=("self",)).select_related("post", "account").first()


def take_step(visit: Visit, name: str, *, acting_user, also_save: tuple[str, ...] = (), **facts) -> None:
    """Move the visit along one step of the table, with its traces. A released place is passed on by the worker."""
    if not may(states.VISIT_STEPS, name, visit.state):
        raise errors.VisitStepRefused(state=visit.state, state_label=states.VISIT_STATES[visit.state].label)
    visit.state = target(states.VISIT_STEPS, name, visit.state)
    if visit.state not in states.OPEN_VISITS:
        visit.closed_at = clock.now()
    visit.save(update_fields=["state", "closed_at", *also_save])
    leave_traces(visit, name, acting_user=acting_user, visit=str(visit.pk), **facts)
    if visit.state in states.RELEASED:
        pass_on_soon(visit.post_id)


def take_wish_step(wish: Wish, name: str, *, acting_user, also_save: tuple[str, ...] = (), **facts) -> None:
    wish.state = target(states.WISH_STEPS, name, wish.state)
    if wish.state not in states.OPEN_WISHES:
        wish.closed_at = clock.now()
    wish.save(update_fields=["state", "closed_at", *also_save])
    leave_traces(wish, name, acting_user=acting_user, wish=str(wish.pk), **facts)


def leave_traces(row: Visit | Wish, name: str, *, acting_user, **facts) -> None:
    append_entry(
        acting_user=acting_user,
        act=f"{name}_{type(row).__name__.lower()}",
        chain=row.chain,
        facts={"subject": row.subject, "state": row.state, **facts},
    )
    for follower in _FOLLOWERS:
        follower(row, name, acting_user=acting_user)


def pass_on_soon(post_id: int) -> None:
    """A job, deferred in this transaction, offers what was released. Jobs of one post run one after the other."""
    app.configure_task(RELEASED_TASK, queue=QUEUE, lock=f"visits:{post_id}").defer(post_id=post_id)


def serve_soon(wish: Wish) -> None:
    """A job, deferred in this transaction, offers what is free to who has just begun to wait."""
    task = app.configure_task(SERVE_WAITING, queue=QUEUE, lock=f"visits:{wish.post_id}")
    task.defer(post_id=wish.post_id, wish_id=str(wish.pk))
