from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts._consents import tell_of_consent
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.consents import UNDECIDED
from watandoshlar.domains.cases.models import Consent
from watandoshlar.foundation import clock


def expire_consents(*, acting_user) -> int:
    """Note which consents nobody has answered while their link was open, and tell applicant and officer.

    Each is its own transaction. Only the platform itself does this; returns how many there were.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    late = Consent.objects.filter(state="asked", link_until__lt=clock.now(), case__state__in=UNDECIDED)
    return sum(
        _expire(reference, pk, acting_user=acting_user)
        for pk, reference in list(late.order_by("pk").values_list("pk", "case__reference"))
    )


@transaction.atomic
def _expire(reference: str, pk: int, *, acting_user) -> int:
    case = lock_case(reference)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=pk)
    consent.case = case
    # Answered, or asked for anew, since the list was read.
    if consent.state != "asked" or consent.link_until >= clock.now() or case.state not in UNDECIDED:
        return 0
    consent.state = "expired"
    consent.save(update_fields=["state"])
    note_event(case, "expire_consent", acting_user=acting_user, rule=consent.rule)
    tell_of_consent(consent, acting_user=acting_user)
    return 1
