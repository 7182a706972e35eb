import logging

from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import CalendarDay, get_calendar_day, offices_concerned
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._referrals import open_referral, referral_officers, tell_office
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.errors import TermsLeft
from watandoshlar.domains.cases.models import Case, Referral
from watandoshlar.domains.cases.referrals import referral_rule
from watandoshlar.domains.cases.terms import recompute_due, referral_index

logger = logging.getLogger(__name__)


def recompute_terms(*, acting_user, calendar_day_id: int) -> int:
    """Reckon anew the open cases whose term rests on a day that was changed; returns how many moved.

    Whoever's term moves is told, applicant and officer, with both dates and the source; nobody else hears of it. Each
    case is its own transaction: a killed run goes on where it stopped, and a second one finds nothing that moves.
    Only the platform itself does this. Raises TermsLeft when some could not be reckoned; the others are done.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    change = get_calendar_day(calendar_day_id)
    cases = Case.objects.resting_on(change.day, offices_concerned(change)).order_by("pk")
    moved, failed = 0, 0
    for reference in list(cases.values_list("reference", flat=True)):
        try:
            moved += _recompute(reference, change, acting_user=acting_user)
        # One case that cannot be reckoned must neither keep the others waiting nor hide itself.
        except Exception:
            logger.exception("The term of case %s is not reckoned anew after calendar day %s", reference, change.pk)
            failed += 1
    for reference in _referred(change):
        try:
            _recompute_referral(reference, acting_user=acting_user)
        except Exception:
            logger.exception("The check of case %s is not reckoned anew after calendar day %s", reference, change.pk)
            failed += 1
    if failed:
        raise TermsLeft(count=failed)
    return moved


def _referred(change: CalendarDay) -> list[str]:
    resting = Referral.objects.resting_on(change.day, offices_concerned(change))
    return list(resting.order_by("pk").values_list("case__reference", flat=True))


@transaction.atomic
def _recompute_referral(reference: str, *, acting_user) -> None:
    """The term of another office follows its own calendar; whoever works on it there is told."""
    referral = open_referral(lock_case(reference))
    if referral is None:
        return
    was = referral.due_at
    for name, value in referral_index(referral, referral_rule(referral)).items():
        setattr(referral, name, value)
    referral.save(update_fields=["due_at", "due_days"])
    if was == referral.due_at:
        return
    note_event(referral.case, "referral_due_moved", acting_user=acting_user, due_at=referral.due_at.isoformat())
    readers, occasion = referral_officers(referral), f"{referral.due_at:%Y-%m-%d}"
    tell_office(referral, readers, "referral_due_moved", acting_user=acting_user, occasion=occasion)


@transaction.atomic
def _recompute(reference: str, change: CalendarDay, *, acting_user) -> bool:
    case = lock_case(reference)
    was = case.due_at
    recompute_due(case)
    # Who acted on the case in the meantime has reckoned it anew and told the new date.
    if was is None or case.due_at is None or was == case.due_at:
        return False
    dates = {"was": was.isoformat(), "due_at": case.due_at.isoformat(), "source": change.source}
    note_event(case, "due_moved", acting_user=acting_user, day=change.day.isoformat(), **dates)
    letter = {**dates, "zone": case.post.zone}
    write_to_applicant(case, "due_moved", acting_user=acting_user, occasion=f"day-{change.pk}", **letter)
    key = f"{reference}:day-{change.pk}"
    tell_officer(case, acting_user=acting_user, code="due_moved_at_post", key=key, **letter)
    return True
