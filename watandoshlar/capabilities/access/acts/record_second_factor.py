from django.db import transaction

from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.audit.api import append_entry


@transaction.atomic
def record_second_factor(*, acting_user: Account, change: str, kind: str) -> None:
    """Write down that an account `added`, `removed` or `renewed` a second factor.

    Of every account: who gets a role tomorrow brings the factors of today.
    """
    append_entry(
        acting_user=acting_user,
        act="change_second_factor",
        chain=f"account:{acting_user.pk}",
        facts={"account": acting_user.pk, "change": change, "kind": kind},
    )
