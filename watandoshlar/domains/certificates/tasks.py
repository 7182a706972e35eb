"""Work of the queue: status lists are published when something changed and looked at every minute; signing runs go on;
what is over for wallets is removed."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from watandoshlar.capabilities.audit.api import SYSTEM

from .acts import _runs
from .acts._lists import PRIORITY, PUBLISH_TASK, QUEUE
from .api import advance_signing_run, look_at_trust_list, publish_status_lists, remove_spent, running_runs


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


@app.task(name=_runs.ADVANCE_TASK, queue=_runs.QUEUE)
def advance_run(run_id: str) -> None:
    advance_signing_run(acting_user=SYSTEM, run_id=UUID(run_id))


@app.periodic(cron="* * * * *")
@app.task(name="certificates.carry_on_runs", queueing_lock="certificates.carry_on_runs", queue=_runs.QUEUE)
def carry_on_runs_each_minute(timestamp: int) -> None:
    """Of a worker that was killed, and of what a run waited for, nobody else tells."""
    for run in running_runs():
        _runs.defer_advance(run.pk)


@app.periodic(cron="40 6 * * *")
@app.task(name="certificates.look_at_trust_list", queueing_lock="certificates.look_at_trust_list")
def look_at_trust_list_each_day(timestamp: int) -> None:
    look_at_trust_list(acting_user=SYSTEM)
