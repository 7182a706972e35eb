"""What an application costs, asked for on the bill that its reference names."""

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.fees.api import charge_fees


def charge_case(case: Case, journey: Journey, *, acting_user) -> None:
    """Ask for the fees of a submitted case, in the transaction of its submission; a family has one bill."""
    charge_fees(
        acting_user=acting_user,
        bill=case.family or case.reference,
        subject=case.reference,
        post=case.post,
        account=case.account,
        version_id=case.version_id,
        day=today_at(case.post, case.submitted_at),
        fees=journey.fees_due(),
    )
