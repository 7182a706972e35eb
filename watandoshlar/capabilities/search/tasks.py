"""Work of the queue: the index follows what was published."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .api import rebuild


@app.task(name="search.refresh", queue="search", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def refresh_kind(kind: str) -> None:
    rebuild([kind])


# Some pages come and go with a day (a post opens, an event is over); and a copy that went wrong is right by morning.
@app.periodic(cron="10 20 * * *")
@app.task(name="search.rebuild", queue="search", queueing_lock="search.rebuild", lock="search.refresh")
def rebuild_each_night(timestamp: int) -> None:
    rebuild()
