from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts._authority import follow_mandates
from watandoshlar.capabilities.people.errors import MandateNotFound
from watandoshlar.capabilities.people.models import Mandate
from watandoshlar.foundation import clock


@transaction.atomic
def end_mandate(*, acting_user, mandate_id: int, account: Account) -> Mandate:
    """End a paper of authority before its day: the account gives it back, or an officer hears that it was taken away.

    `account` is the one that acts by it; who may end it for them is asked by the caller. What was done stays. Raises
    MandateNotFound for one of somebody else, and for one that has been ended.
    """
    mandates = Mandate.objects.select_for_update(of=("self",)).select_related("acts_for")
    mandate = mandates.filter(pk=mandate_id, acts_for__account=account, ended_at__isnull=True).first()
    if mandate is None:
        raise MandateNotFound
    mandate.ended_at, mandate.ended_by = clock.now(), acting_user
    mandate.save(update_fields=["ended_at", "ended_by"])
    follow_mandates(mandate.acts_for)
    append_entry(
        acting_user=acting_user,
        act="end_mandate",
        chain=f"person:{mandate.acts_for.person_id}",
        facts={"mandate": mandate.pk, "account": account.pk},
    )
    return mandate
