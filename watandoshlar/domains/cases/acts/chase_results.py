from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._hand_overs import next_chase, occasion_of, way_told
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.models import HandOver
from watandoshlar.domains.cases.queries import hand_over_rule
from watandoshlar.foundation import clock

ACROSS_ZONES = timedelta(days=1)


def chase_results(*, acting_user) -> int:
    """Remind applicants of results that wait for them, on the days that the service names. Returns how many letters.

    Only the platform itself does this. Each letter is its own transaction: a killed run goes on where it stopped, and
    of days that were missed one letter is written.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    near = clock.now().date() + ACROSS_ZONES
    waiting = HandOver.objects.filter(state="ready", chase_on__lte=near).order_by("chase_on", "pk")
    references = list(waiting.values_list("case__reference", flat=True))
    return sum(_chase(reference, acting_user=acting_user) for reference in references)


@transaction.atomic
def _chase(reference: str, *, acting_user) -> bool:
    case = lock_case(reference)
    hand_over = HandOver.objects.get(case=case)
    hand_over.case = case
    today = today_at(case.post)
    if hand_over.state != "ready" or hand_over.chase_on is None or hand_over.chase_on > today:
        return False
    day = hand_over.chase_on
    hand_over.chased_on = today
    hand_over.chase_on = next_chase(hand_over_rule(case), today_at(case.post, hand_over.ready_at), today)
    hand_over.save(update_fields=["chased_on", "chase_on"])
    note_event(case, "result_chase", acting_user=acting_user, day=day.isoformat())
    write_to_applicant(
        case,
        "result_waits",
        acting_user=acting_user,
        occasion=f"{occasion_of(hand_over)}:{day}",
        way=way_told(hand_over),
        keep_until=hand_over.keep_until and hand_over.keep_until.isoformat(),
    )
    return True
