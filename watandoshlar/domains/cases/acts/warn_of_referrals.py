from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._officers import officers_in_charge
from watandoshlar.domains.cases.acts._referrals import open_referral, referral_officers
from watandoshlar.domains.cases.acts._steps import lock_case
from watandoshlar.domains.cases.acts._warnings import send_warning
from watandoshlar.domains.cases.models import Referral
from watandoshlar.domains.cases.rules.warnings import WARNING_DAYS, warning_due

CODES = ("referral_ends", "referral_over")


def warn_of_referrals(*, acting_user) -> int:
    """Warn of checks whose term ends: the officer who took it, then the head there, then who sent the case.

    Only the platform itself does this, every hour; each warning about one end of a term goes to one account once.
    Each referral is its own transaction. Returns how many readers were due.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    waiting = Referral.objects.open().filter(due_at__isnull=False).order_by("due_at", "pk")
    return sum(_warn(reference, acting_user=acting_user) for reference in _references(waiting))


def _references(waiting) -> list[str]:
    return list(waiting.values_list("case__reference", flat=True))


@transaction.atomic
def _warn(reference: str, *, acting_user) -> int:
    case = lock_case(reference)
    referral = open_referral(case)
    if referral is None or referral.due_at is None:
        return 0
    office = referral.to_post
    last_day = today_at(office, referral.due_at)
    given = (last_day - today_at(office, referral.sent_at)).days
    warning = warning_due((last_day - today_at(office)).days, WARNING_DAYS, given)
    if warning is None:
        return 0
    circles = [referral_officers(referral), workers_at(office, ["head"]), officers_in_charge(case)]
    return send_warning(
        warning,
        circles,
        acting_user=acting_user,
        codes=CODES,
        key=f"{reference}:{referral.key}:{referral.due_at:%Y-%m-%d}",
        facts={
            "reference": reference,
            "number": referral.number,
            "due_at": referral.due_at.isoformat(),
            "zone": office.zone,
        },
        applicant_id=case.account_id,
    )
