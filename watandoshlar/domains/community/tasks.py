"""Work of the queue: what ends on its day, and who hears of it before."""

from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import expire_invitations, lapse_organisations, warn_of_last_days


@app.periodic(cron="10 2 * * *")
@app.task(name="community.look_ahead", queueing_lock="community.look_ahead", queue="community")
def look_ahead_each_day(timestamp: int) -> None:
    lapse_organisations(acting_user=SYSTEM)
    expire_invitations(acting_user=SYSTEM)
    warn_of_last_days(acting_user=SYSTEM)
