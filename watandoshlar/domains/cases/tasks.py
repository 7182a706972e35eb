"""Periodic work of cases."""

from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import remind_applicants


# At 04:10 UTC it is the morning of a working day between Moscow and Seoul, where most applicants live.
@app.periodic(cron="10 4 * * *")
@app.task(name="cases.remind_applicants", queueing_lock="cases.remind_applicants")
def remind_applicants_each_day(timestamp: int) -> None:
    remind_applicants(acting_user=SYSTEM)
