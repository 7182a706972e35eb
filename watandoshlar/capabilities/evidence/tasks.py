"""Periodic work of evidence."""

from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import remove_orphans


@app.periodic(cron="40 3 * * *")
@app.task(name="evidence.remove_orphans", queueing_lock="evidence.remove_orphans")
def remove_orphans_each_night(timestamp: int) -> None:
    remove_orphans(acting_user=SYSTEM)
