"""What the acts on an authority share."""

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.errors import PersonNotFound
from watandoshlar.capabilities.people.models import ActsFor, Person
from watandoshlar.capabilities.people.queries import paper_of
from watandoshlar.capabilities.people.rules.acting import latest_day
from watandoshlar.foundation import clock


def lock_acts_for(account: Account, person: Person) -> ActsFor:
    """The row by which the account acts, or acted, for the person. Raises PersonNotFound."""
    rows = ActsFor.objects.select_for_update(of=("self",)).select_related("person")
    acts_for = rows.filter(account=account, person=person).first()
    if acts_for is None:
        raise PersonNotFound
    return acts_for


def follow_mandates(acts_for: ActsFor) -> None:
    """The authority lasts as long as the last of its papers, and ends with it. A new paper begins it anew."""
    until = latest_day(paper_of(mandate) for mandate in acts_for.mandates.all())
    acts_for.ended_at = clock.now() if until is None else None
    acts_for.valid_until = until or acts_for.valid_until
    acts_for.save(update_fields=["valid_until", "ended_at"])
