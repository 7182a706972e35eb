"""Work of the queue: sending letters, and keeping the queue itself in order. Payloads carry ids only."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import send_letter

# Finished jobs stay for a week, so that a question about a letter can still be answered.
FINISHED_JOBS_HOURS = 7 * 24


# No limit of attempts: the letter itself counts its tries and is marked as failed in the end.
@app.task(name="notifications.send_letter", queue="letters", retry=RetryStrategy(exponential_wait=4))
def send_queued_letter(letter_id: str) -> None:
    send_letter(acting_user=SYSTEM, letter_id=UUID(letter_id))


@app.periodic(cron="*/2 * * * *")
@app.task(name="notifications.retry_stalled_jobs", queueing_lock="notifications.retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back what a worker was doing when it was killed; every task of this platform can be run twice."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="20 3 * * *")
@app.task(
    name="notifications.remove_finished_jobs", queueing_lock="notifications.remove_finished_jobs", pass_context=True
)
async def remove_finished_jobs(context: JobContext, timestamp: int) -> None:
    await context.app.job_manager.delete_old_jobs(nb_hours=FINISHED_JOBS_HOURS)
