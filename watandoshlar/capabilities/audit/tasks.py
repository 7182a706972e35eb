"""Periodic work of the record."""

from procrastinate.contrib.django import app

from .api import SYSTEM, seal_entries


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal_entries", queueing_lock="audit.seal_entries", lock="audit.seal_entries")
def seal_entries_each_minute(timestamp: int) -> None:
    seal_entries(acting_user=SYSTEM)
