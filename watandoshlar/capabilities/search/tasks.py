"""Work of the queue: the index follows what was published."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .api import rebuild


@app.task(name="search.refresh", queue="search", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def refresh_kind(kind: str) -> None:
    rebuild([kind])
