from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.errors import AnotherPersonsAccount
from watandoshlar.capabilities.people.models import ActsFor, Person
from watandoshlar.capabilities.people.queries import access_own_person
from watandoshlar.foundation import clock


@transaction.atomic
def become_own(*, acting_user, account: Account, person: Person) -> ActsFor:
    """A person who was entered as somebody's child acts for themselves from now on, through an account of their own.

    `acting_user` is the officer who has seen the identity document; who may do this is asked by the register of the
    case. Raises AnotherPersonsAccount when the account acts for the person as parent, guardian or helper.
    """
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    acts_for = ActsFor.objects.filter(account=account, person=person).first()
    if acts_for:
        if acts_for.relation not in ("myself", "grown_up"):
            raise AnotherPersonsAccount
        return acts_for
    relation = "grown_up" if access_own_person(account) else "myself"
    acts_for = ActsFor(account=account, person=person, relation=relation, valid_from=clock.now().date())
    acts_for.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="become_own",
        chain=f"person:{person.pk}",
        facts={"account": account.pk, "relation": relation},
    )
    return acts_for
