from datetime import date

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts._authority import lock_acts_for
from watandoshlar.capabilities.people.keys import encrypt_json_for
from watandoshlar.capabilities.people.models import Person
from watandoshlar.capabilities.people.queries import of_age_on
from watandoshlar.capabilities.people.rules.coming_of_age import comes_of_age_on


@transaction.atomic
def note_birth_date(*, acting_user, account: Account, person: Person, birth_date: date) -> bool:
    """Let the authority of a parent end the day before the child comes of age. The date itself is not kept here.

    Later answers may correct it. Returns whether it was news; nothing happens for anybody but a child.
    """
    acts_for = lock_acts_for(account, person)
    day = comes_of_age_on(birth_date)
    if acts_for.relation != "child" or of_age_on(acts_for) == day:
        return False
    acts_for.of_age_on = encrypt_json_for(person, day.isoformat(), f"of-age:{person.pk}")
    acts_for.save(update_fields=["of_age_on"])
    append_entry(acting_user=acting_user, act="note_birth_date", chain=f"person:{person.pk}", facts={})
    return True
