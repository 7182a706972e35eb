"""Caps are counted by people and by account, under a lock on both; never by session."""

from django.db.models import Q

from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import lock_people
from watandoshlar.domains.appointments.models import Visit, Wish
from watandoshlar.domains.appointments.party import Party
from watandoshlar.domains.appointments.rules.caps import Open, cap_reached
from watandoshlar.domains.appointments.rules.plan import Plan


def check_caps(party: Party, plan: Plan) -> None:
    """Raises CapOfPerson, CapOfFamily when one more would be too many. What the subject has already is not counted."""
    family = [f"account {party.account.pk}"] if party.account else []
    lock_people([*party.tokens, *family])
    reached = cap_reached(
        party.account.pk if party.account else None,
        party.people,
        [*_open(Visit, party), *_open(Wish, party)],
        plan.cap_of_person,
        plan.cap_of_family,
    )
    if reached == "person":
        raise errors.CapOfPerson(most=plan.cap_of_person)
    if reached == "family":
        raise errors.CapOfFamily(most=plan.cap_of_family)


def _open(model: type[Visit] | type[Wish], party: Party) -> list[Open]:
    rows = model.objects.open().exclude(subject=party.subject)
    if model is Visit:
        # A visit that answers a wish is counted as that wish.
        rows = rows.exclude(wish__state="offered")
    same_people = Q(tokens__overlap=party.tokens)
    found = rows.filter(same_people | Q(account=party.account) if party.account else same_people)
    return [Open(account, frozenset(tokens)) for account, tokens in found.values_list("account_id", "tokens")]
