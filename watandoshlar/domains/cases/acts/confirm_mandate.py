from collections.abc import Collection
from datetime import date

from django.db import transaction

from watandoshlar.capabilities.people.api import Mandate, keep_mandate, scope_of
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_open, lock_case_of_officer, note_event
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.errors import IdentityUnseen, NoMandate
from watandoshlar.domains.cases.mandates import proof_shown
from watandoshlar.domains.cases.queries import answers_of


@transaction.atomic
def confirm_mandate(
    *, acting_user, reference: str, valid_until: date, has_seen: bool, services: Collection[str] = ()
) -> Mandate:
    """The officer of the case has seen the paper by which the account acts for the person, and until when it is valid.

    It covers this case, and the `services` named in it by their slugs. After its day a new paper is confirmed in the
    same way. Raises NoMandate, IdentityUnseen, MandateDay and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    check_open(case)
    journey = journey_of_case(case, answers_of(case))
    if journey.mandate_due() is None or not case.is_for_another:
        raise NoMandate
    if not has_seen:
        raise IdentityUnseen
    mandate = keep_mandate(
        acting_user=acting_user,
        account=case.account,
        person=case.about,
        scope=scope_of(case.reference, services),
        today=today_at(case.post),
        valid_until=valid_until,
        proof=proof_shown(journey),
    )
    until = valid_until.isoformat()
    note_event(case, "confirm_mandate", acting_user=acting_user, mandate=mandate.pk, until=until)
    write_to_applicant(
        case, "mandate_confirmed", acting_user=acting_user, occasion=f"mandate-{mandate.pk}", until=until
    )
    return mandate
