from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.consents import UNDECIDED
from watandoshlar.domains.cases.models import Recommendation
from watandoshlar.foundation import clock


def expire_recommendations(*, acting_user) -> int:
    """Note which bodies have not answered while their link was open, and tell the officer, who can ask again or ask
    another. Each is its own transaction. Only the platform itself does this; returns how many there were.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    late = Recommendation.objects.filter(state="asked", link_until__lt=clock.now(), case__state__in=UNDECIDED)
    rows = list(late.order_by("pk").values_list("pk", "case__reference"))
    return sum(_expire(reference, pk, acting_user=acting_user) for pk, reference in rows)


@transaction.atomic
def _expire(reference: str, pk: int, *, acting_user) -> int:
    case = lock_case(reference)
    found = Recommendation.objects.select_for_update(of=("self",)).get(pk=pk)
    # Answered, or asked for anew, since the list was read.
    if found.state != "asked" or found.link_until >= clock.now() or case.state not in UNDECIDED:
        return 0
    found.state = "expired"
    found.save(update_fields=["state"])
    facts = {"rule": found.rule, "body": found.body}
    note_event(case, "recommendation_expired", acting_user=acting_user, **facts)
    key = f"{case.reference}:{pk}:expired-{found.letter_number}"
    told = {"body": found.body, "state": "expired"}
    tell_officer(case, acting_user=acting_user, code="recommendation_came", key=key, **told)
    return 1
