"""What the answers of a case say about the day on which a child comes of age."""

from datetime import date

from watandoshlar.capabilities.people.api import note_birth_date
from watandoshlar.domains.cases.families import birth_date_of
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import Journey


def note_birth_date_of(case: Case, journey: Journey, *, acting_user) -> None:
    """Let a parent's authority end the day before the child's 18th birthday, where the answers tell it."""
    written = birth_date_of(journey)
    if case.is_for_another and case.account_id and written:
        note_birth_date(
            acting_user=acting_user, account=case.account, person=case.about, birth_date=date.fromisoformat(written)
        )
