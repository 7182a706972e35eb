from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from watandoshlar.capabilities.access.demonstration import DEMONSTRATION_SECRET
from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.audit.api import append_entry


@transaction.atomic
def activate_demonstration_authenticator(*, acting_user, account: Account) -> None:
    """Give an invented account the authenticator app whose codes everybody may see."""
    TOTP.activate(account, DEMONSTRATION_SECRET)
    append_entry(
        acting_user=acting_user,
        act="change_second_factor",
        chain=f"account:{account.pk}",
        facts={"account": account.pk, "change": "added", "kind": "totp"},
    )
