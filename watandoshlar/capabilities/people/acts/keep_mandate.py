from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts._authority import follow_mandates, lock_acts_for
from watandoshlar.capabilities.people.errors import MandateDay
from watandoshlar.capabilities.people.models import Mandate, Person


@transaction.atomic
def keep_mandate(
    *,
    acting_user,
    account: Account,
    person: Person,
    scope: Sequence[str],
    today: date,
    valid_until: date,
    proof: UUID | None = None,
) -> Mandate:
    """Keep that an account acts for a person by a paper that an officer has seen, until its day.

    `acting_user` is the officer; who may confirm is asked by the register to which the case belongs. `today` is the day
    at the post. Raises MandateDay for a paper that has ended, PersonNotFound where the account never acted for them.
    """
    if valid_until < today:
        raise MandateDay
    acts_for = lock_acts_for(account, person)
    mandate = Mandate(
        acts_for=acts_for,
        scope=list(scope),
        proof=proof,
        valid_from=today,
        valid_until=valid_until,
        confirmed_by=acting_user,
    )
    mandate.save(force_insert=True)
    follow_mandates(acts_for)
    append_entry(
        acting_user=acting_user,
        act="keep_mandate",
        chain=f"person:{person.pk}",
        facts={"mandate": mandate.pk, "account": account.pk, "scope": list(scope), "until": valid_until.isoformat()},
    )
    return mandate
