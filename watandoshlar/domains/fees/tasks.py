"""Work of the queue: the comparison of the day before."""

from datetime import timedelta

from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.foundation import clock

from .api import LEDGER_ZONE, reconcile_day


# At 22:40 UTC it is 03:40 in Tashkent: the day of the ledger has ended, and so has that of every post east of Lisbon.
@app.periodic(cron="40 22 * * *")
@app.task(name="fees.reconcile_payments", queueing_lock="fees.reconcile_payments")
def reconcile_payments_of_yesterday(timestamp: int) -> None:
    reconcile_day(acting_user=SYSTEM, day=clock.today(LEDGER_ZONE) - timedelta(days=1))
