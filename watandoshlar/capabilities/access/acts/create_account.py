from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from watandoshlar.capabilities.access.errors import EmailTaken
from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.audit.api import append_entry


@transaction.atomic
def create_account(*, acting_user, email: str, language: str) -> Account:
    """Open an account for an address known to be its owner's. It has no password: codes and passkeys prove it."""
    account = Account(email=email.strip().lower(), language=language)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            EmailAddress(user=account, email=account.email, verified=True, primary=True).save(force_insert=True)
    except IntegrityError as error:
        raise EmailTaken from error
    append_entry(
        acting_user=acting_user, act="create_account", chain=f"account:{account.pk}", facts={"account": account.pk}
    )
    return account
