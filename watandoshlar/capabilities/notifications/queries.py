"""Questions about letters."""

from django.db.models import QuerySet

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.models import Letter


def access_letters(account: Account) -> QuerySet[Letter]:
    """The letters to one account, newest first."""
    return Letter.objects.filter(account=account).order_by("-queued_at", "pk")
