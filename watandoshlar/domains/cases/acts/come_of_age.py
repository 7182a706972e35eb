from datetime import date

from django.db import transaction
from django.db.models import F

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import authority_of
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.states import OPEN_STATES

TOLD_DAYS = 30


def come_of_age(*, acting_user) -> int:
    """Note on open cases that the child has come of age, on the day at the post; tell the parent thirty days before and
    on the day, and the officer. The case goes on: rules are judged by the day of submission.

    Only the platform itself does this, every day. Each case is its own transaction and is noted once. Returns how many
    came of age. That the parent cannot act any more does not hang on it: every act asks for itself.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    acted_for = Case.objects.open().exclude(about=F("applicant")).exclude(account=None)
    return sum(
        _look_at(reference, acting_user=acting_user)
        for reference in list(acted_for.order_by("pk").values_list("reference", flat=True))
    )


@transaction.atomic
def _look_at(reference: str, *, acting_user) -> int:
    case = lock_case(reference)
    authority = authority_of(case.account, case.about) if case.account else None
    day = authority.of_age_on if authority else None
    if day is None or case.state not in OPEN_STATES:
        return 0
    left = (day - today_at(case.post)).days
    if left > 0:
        if left <= TOLD_DAYS:
            _tell_before(case, day, acting_user=acting_user)
        return 0
    if case.events.filter(name="come_of_age").exists():
        return 0
    note_event(case, "come_of_age", acting_user=acting_user)
    # Not by `write_to_applicant`: they cannot act in the case any more, and this says why.
    notify(acting_user=acting_user, account=case.account, code="came_of_age", key=reference, facts=_facts(case))
    tell_officer(case, acting_user=acting_user, code="came_of_age_at_post", key=reference)
    return 1


def _tell_before(case: Case, day: date, *, acting_user) -> None:
    # The day itself would be the date of birth: the letter says only that it is near.
    write_to_applicant(case, "comes_of_age", acting_user=acting_user, occasion=f"{day.year}")


def _facts(case: Case) -> dict[str, object]:
    return {"reference": case.reference}
