"""Letters to bodies outside the platform."""

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.appeals.models import Forward
from watandoshlar.domains.appeals.rules.bodies import shipped_bodies


def write_to_body(forward: Forward, *, acting_user) -> None:
    """The link with which the body opens and answers the appeal, to its registered address."""
    email = shipped_bodies()[forward.to_body].email
    account = Account.objects.filter(email=email).first() or create_account(
        acting_user=SYSTEM, email=email, language="uz"
    )
    notify(
        acting_user=acting_user,
        account=account,
        code="appeal_for_body",
        key=f"{forward.appeal.case.reference}:{forward.number}",
        facts={"reference": forward.appeal.case.reference, "forward": forward.pk, "body": forward.to_body},
    )
