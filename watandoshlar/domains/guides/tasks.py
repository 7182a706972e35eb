"""Work of the queue: texts whose time has come, sources at which somebody has to look again."""

from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import publish_due, tell_of_reviews


@app.periodic(cron="* * * * *")
@app.task(name="guides.publish_due", queueing_lock="guides.publish_due", lock="guides.publish_due")
def publish_due_each_minute(timestamp: int) -> None:
    publish_due(acting_user=SYSTEM)


@app.periodic(cron="20 3 * * *")
@app.task(name="guides.tell_of_reviews", queueing_lock="guides.tell_of_reviews")
def tell_of_reviews_each_night(timestamp: int) -> None:
    tell_of_reviews(acting_user=SYSTEM)
