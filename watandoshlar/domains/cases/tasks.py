"""Work of the queue: bringing drafts to what was chosen at a publication. Payloads carry ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM

from .api import apply_draft_policy


# A draft that could not be opened is tried again for about a day, and counted as left on the page of the publication.
@app.task(name="cases.apply_draft_policy", queue="drafts", retry=RetryStrategy(max_attempts=9, exponential_wait=4))
def apply_policy_of_publication(publication_id: int) -> None:
    apply_draft_policy(acting_user=SYSTEM, publication_id=publication_id)
