"""Work of the queue: status lists are published when something changed and looked at every minute; what is over for
wallets is removed."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from watandoshlar.capabilities.audit.api import SYSTEM

from .acts._lists import PRIORITY, PUBLISH_TASK, QUEUE
from .api import publish_status_lists, remove_spent


@app.task(name=PUBLISH_TASK, queue=QUEUE, pass_context=True, retry=RetryStrategy(max_attempts=3, wait=2))
def publish_what_changed(context: JobContext) -> None:
    # Of many changes at a time the last one publishes all of them. Under a steady stream the job of each minute does.
    waiting = ProcrastinateJob.objects.filter(task_name=PUBLISH_TASK, status="todo", id__gt=context.job.id)
    if not waiting.exists():
        publish_status_lists(acting_user=SYSTEM)


@app.periodic(cron="* * * * *")
@app.task(
    name="certificates.look_at_status_lists",
    queue=QUEUE,
    queueing_lock="certificates.look_at_status_lists",
    priority=PRIORITY,
)
def look_at_status_lists_each_minute(timestamp: int) -> None:
    publish_status_lists(acting_user=SYSTEM)


@app.periodic(cron="*/10 * * * *")
@app.task(name="certificates.remove_spent", queueing_lock="certificates.remove_spent")
def remove_spent_now_and_then(timestamp: int) -> None:
    remove_spent(acting_user=SYSTEM)
