from django.db import transaction

from watandoshlar.capabilities.access.api import is_officer_of
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.models import Cancellation
from watandoshlar.domains.cases.nominations import MINISTRY, open_cancellation
from watandoshlar.domains.commissions.api import withdraw_matter
from watandoshlar.foundation import clock


@transaction.atomic
def take_back_cancellation(*, acting_user, reference: str) -> Cancellation:
    """The ministry takes a cancellation back before the commission has resolved: the document stays as it is.

    Raises NotForTheMinistry, NothingToCancel, CaseNotFound.
    """
    case = lock_case(reference)
    if not is_officer_of(acting_user, get_post(MINISTRY)):
        raise errors.NotForTheMinistry
    cancellation = open_cancellation(case)
    if cancellation is None:
        raise errors.NothingToCancel
    withdraw_matter(acting_user=acting_user, subject=reference, kind="cancel")
    cancellation.ended_at, cancellation.ended_as = clock.now(), "taken_back"
    cancellation.save(update_fields=["ended_at", "ended_as"])
    note_event(case, "take_back_cancellation", acting_user=acting_user, number=cancellation.number)
    write_to_applicant(case, "cancellation_taken_back", acting_user=acting_user, occasion=cancellation.key)
    return cancellation
