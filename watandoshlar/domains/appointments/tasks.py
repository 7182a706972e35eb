"""Work of the queue: places released and passed on, openings, reminders. Payloads carry ids only."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import (
    announce_openings,
    close_forgotten,
    displace_visits,
    end_wishes,
    lapse_visits,
    open_days,
    pass_on_places,
    posts_that_are_waited_for,
    remind_visits,
    serve_waiting,
)


@app.task(name="appointments.serve_waiting", queue="visits", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def serve_waiting_at(post_id: int, wish_id: str) -> None:
    serve_waiting(acting_user=SYSTEM, post_id=post_id, wish_id=UUID(wish_id))


@app.task(name="appointments.pass_on_places", queue="visits", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def pass_on_places_of(post_id: int) -> None:
    pass_on_places(acting_user=SYSTEM, post_id=post_id)


@app.task(name="appointments.displace_visits", queue="visits", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def displace_visits_after_change() -> None:
    displace_visits(acting_user=SYSTEM)


@app.periodic(cron="* * * * *")
@app.task(name="appointments.keep_visits", queueing_lock="appointments.keep_visits", queue="visits")
def keep_visits_each_minute(timestamp: int) -> None:
    lapse_visits(acting_user=SYSTEM)
    open_days(acting_user=SYSTEM)


@app.periodic(cron="20 * * * *")
@app.task(name="appointments.look_ahead", queueing_lock="appointments.look_ahead", queue="visits")
def look_ahead_each_hour(timestamp: int) -> None:
    displace_visits(acting_user=SYSTEM)
    close_forgotten(acting_user=SYSTEM)
    end_wishes(acting_user=SYSTEM)
    announce_openings(acting_user=SYSTEM)
    remind_visits(acting_user=SYSTEM)
    # Slots of the courtesy lane that nobody took are for all shortly before their day.
    for post in posts_that_are_waited_for():
        serve_waiting(acting_user=SYSTEM, post_id=post.pk)
