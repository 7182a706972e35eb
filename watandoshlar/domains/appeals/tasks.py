"""Work of the queue: links between appeals, warnings, closed posts."""

from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import find_links, hand_to_stand_in, send_alerts


@app.task(name="appeals.find_links", queue="appeals")
def find_links_of(reference: str) -> None:
    find_links(acting_user=SYSTEM, reference=reference)


@app.periodic(cron="10 * * * *")
@app.task(name="appeals.send_alerts", queueing_lock="appeals.send_alerts")
def send_alerts_each_hour(timestamp: int) -> None:
    send_alerts(acting_user=SYSTEM)


@app.periodic(cron="5 0 * * *")
@app.task(name="appeals.hand_to_stand_in", queueing_lock="appeals.hand_to_stand_in")
def hand_to_stand_in_each_night(timestamp: int) -> None:
    hand_to_stand_in(acting_user=SYSTEM)
