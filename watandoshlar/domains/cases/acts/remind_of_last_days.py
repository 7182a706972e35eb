from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.renewing import due_day, ways_to_renew
from watandoshlar.domains.certificates.api import Certificate, kinds_issued, valid_until
from watandoshlar.foundation import clock

ACROSS_ZONES = timedelta(days=1)


def remind_of_last_days(*, acting_user) -> int:
    """Write to holders whose documents end soon, on the days before the end that the service names. Returns how many.

    Only the platform itself does this. Each letter is its own transaction and is written once for each day; of days
    that were missed, one letter is written.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    today, written = clock.now().date(), 0
    for document_type in kinds_issued():
        ways = ways_to_renew(document_type)
        if ways.days:
            last = today + timedelta(days=max(ways.days)) + ACROSS_ZONES
            for certificate in valid_until(document_type, today - ACROSS_ZONES, last):
                written += _remind(certificate, ways.days, ways.renewal, acting_user=acting_user)
    return written


@transaction.atomic
def _remind(certificate: Certificate, days: tuple[int, ...], renewal: str, *, acting_user) -> bool:
    case = Case.objects.select_related("account", "about", "post").filter(reference=certificate.subject).first()
    if case is None:
        return False
    day = due_day((certificate.expires_on - today_at(case.post)).days, days)
    if day is None:
        return False
    return write_to_applicant(
        case,
        "document_ends",
        acting_user=acting_user,
        occasion=f"ends-{day}",
        certificate=certificate.number,
        ends_on=certificate.expires_on.isoformat(),
        service=renewal,
    )
