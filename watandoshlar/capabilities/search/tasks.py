"""Work of the queue: the index follows what was published."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .api import rebuild


@app.task(name="search.refresh", queue="search", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def refresh_kind(kind: str) -> None:
    rebuild([kind])


# Some pages come and go with a day (a post opens, an opportunity is over, a guide goes off): the day of the ministry
# begins at 19:00 UTC. And a copy that went wrong is right by morning.
@app.periodic(cron="0 19 * * *")
@app.task(name="search.rebuild", queue="search", queueing_lock="search.rebuild", lock="search.refresh")
def rebuild_each_night(timestamp: int) -> None:
    rebuild()
