"""Work of the queue: drafts that follow a publication, terms that follow the calendar, warnings and reminders.

Payloads carry ids only.
"""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .acts._documents import FOLLOW_TASK, QUEUE
from .api import (
    apply_draft_policy,
    chase_results,
    come_of_age,
    expire_consents,
    expire_recommendations,
    follow_documents,
    look_at_approvals,
    recompute_terms,
    remind_applicants,
    remind_of_last_days,
    remind_of_mandates,
    warn_of_referrals,
)


# A draft that could not be opened is tried again for about a day, and counted as left on the page of the publication.
@app.task(name="cases.apply_draft_policy", queue="drafts", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def apply_policy_of_publication(publication_id: int) -> None:
    apply_draft_policy(acting_user=SYSTEM, publication_id=publication_id)


@app.task(name="cases.recompute_terms", queue="terms", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def recompute_terms_of_day(calendar_day_id: int) -> None:
    recompute_terms(acting_user=SYSTEM, calendar_day_id=calendar_day_id)


# A letter that could not be written is tried again for about a day.
@app.task(name=FOLLOW_TASK, queue=QUEUE, retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def follow_changed_documents(changes: list[int]) -> None:
    follow_documents(acting_user=SYSTEM, changes=changes)


# Days begin at the posts one after the other.
@app.periodic(cron="50 */3 * * *")
@app.task(name="cases.look_at_approvals", queueing_lock="cases.look_at_approvals")
def look_at_approvals_each_day(timestamp: int) -> None:
    look_at_approvals(acting_user=SYSTEM)


# At 04:10 UTC it is the morning of a working day between Moscow and Seoul, where most applicants live.
@app.periodic(cron="10 4 * * *")
@app.task(name="cases.remind_applicants", queueing_lock="cases.remind_applicants")
def remind_applicants_each_day(timestamp: int) -> None:
    remind_applicants(acting_user=SYSTEM)


# Days begin at the posts one after the other: every three hours, so that none waits for its day until the next one.
@app.periodic(cron="20 */3 * * *")
@app.task(name="cases.come_of_age", queueing_lock="cases.come_of_age")
def come_of_age_each_day(timestamp: int) -> None:
    come_of_age(acting_user=SYSTEM)


@app.periodic(cron="15 4 * * *")
@app.task(name="cases.remind_of_mandates", queueing_lock="cases.remind_of_mandates")
def remind_of_mandates_each_day(timestamp: int) -> None:
    remind_of_mandates(acting_user=SYSTEM)


@app.periodic(cron="30 4 * * *")
@app.task(name="cases.remind_of_last_days", queueing_lock="cases.remind_of_last_days")
def remind_of_last_days_each_day(timestamp: int) -> None:
    remind_of_last_days(acting_user=SYSTEM)


@app.periodic(cron="25 * * * *")
@app.task(name="cases.expire_consents", queueing_lock="cases.expire_consents")
def expire_consents_each_hour(timestamp: int) -> None:
    expire_consents(acting_user=SYSTEM)


@app.periodic(cron="35 * * * *")
@app.task(name="cases.expire_recommendations", queueing_lock="cases.expire_recommendations")
def expire_recommendations_each_hour(timestamp: int) -> None:
    expire_recommendations(acting_user=SYSTEM)


@app.periodic(cron="20 4 * * *")
@app.task(name="cases.chase_results", queueing_lock="cases.chase_results")
def chase_results_each_day(timestamp: int) -> None:
    chase_results(acting_user=SYSTEM)


@app.periodic(cron="15 * * * *")
@app.task(name="cases.warn_of_referrals", queueing_lock="cases.warn_of_referrals")
def warn_of_referrals_each_hour(timestamp: int) -> None:
    warn_of_referrals(acting_user=SYSTEM)
