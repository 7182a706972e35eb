"""Letters to the applicant of a case."""

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.cases.acting import acting_ended_by
from watandoshlar.domains.cases.models import Case


def write_to_applicant(case: Case, code: str, *, acting_user, occasion: str = "", **facts) -> bool:
    """Write a registered letter about the case, with its reference and version. Who has no account is told by the post,
    and so is whoever may not act in the case any more: nothing new reaches them.

    `occasion` tells letters of one kind about one case apart: the number of a request, a round. A letter about a
    confidential case has no version: without it nothing in the letter can name the service. Returns whether there is
    somebody who can be written to.
    """
    if case.account is None or acting_ended_by(case):
        return False
    notify(
        acting_user=acting_user,
        account=case.account,
        code=code,
        key=f"{case.reference}:{occasion}" if occasion else case.reference,
        facts={"reference": case.reference, "version": None if case.is_confidential else case.version_id, **facts},
    )
    return True
