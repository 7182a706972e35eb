from collections.abc import Iterable

from django.db import transaction

from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.access.queries import is_staff
from watandoshlar.capabilities.audit.api import append_entry


def record_log_in(*, acting_user: Account, proofs: Iterable[str]) -> None:
    """Write down that a member of staff has logged in, and by which proofs. Log-ins of applicants are their own."""
    if not is_staff(acting_user):
        return
    with transaction.atomic():
        append_entry(
            acting_user=acting_user,
            act="log_in",
            chain=f"account:{acting_user.pk}",
            facts={"account": acting_user.pk, "proofs": list(proofs)},
        )
