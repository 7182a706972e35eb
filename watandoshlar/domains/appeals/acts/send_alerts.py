from django.db import transaction

from watandoshlar.capabilities.access.api import require_role, workers_at
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.appeals.rules.times import shipped_times
from watandoshlar.domains.cases.api import officers_in_charge, send_warning, states, warning_due


def send_alerts(*, acting_user) -> int:
    """Warn of terms that end soon or have ended: the officer first, then the head of the post, then the ministry.

    Run by the worker (SYSTEM) every hour, or by the ministry. Each warning about one end of a term goes to one account
    once, however often this runs; a term that is reckoned anew is warned of anew. Returns how many were due.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "ministry")
    due = 0
    waiting = Appeal.objects.filter(case__state__in=states.OPEN_STATES, case__due_at__isnull=False)
    for pk in waiting.order_by("pk").values_list("pk", flat=True).iterator():
        due += _warn(pk, acting_user=acting_user)
    return due


@transaction.atomic
def _warn(pk: int, *, acting_user) -> int:
    """The nearest warning of one appeal; earlier ones were sent on their days or are overtaken by it."""
    case = Appeal.objects.select_related("case__post", "case__officer").get(pk=pk).case
    if case.state not in states.OPEN_STATES or case.due_at is None:
        # Answered or paused since the list was read.
        return 0
    left = (today_at(case.post, case.due_at) - today_at(case.post)).days
    warning = warning_due(left, shipped_times().alerts)
    if warning is None:
        return 0
    # The nearer the end, the wider the circle: 5 days the officer, 2 the head too, 0 and later the ministry too.
    circles = [officers_in_charge(case), workers_at(case.post, ("head",)), workers_at(None, ("ministry",))]
    return send_warning(
        warning,
        circles,
        acting_user=acting_user,
        codes=("term_ends", "term_over"),
        key=f"{case.reference}:{case.due_at:%Y-%m-%d}",
        facts={"reference": case.reference, "due_at": case.due_at.isoformat(), "zone": case.post.zone},
        applicant_id=case.account_id,
    )
