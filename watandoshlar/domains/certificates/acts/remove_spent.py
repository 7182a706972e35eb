from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.models import CopyOffer, SpentMark, WalletGrant, WalletRequest, WalletToken
from watandoshlar.foundation import clock

KEPT_AFTER = timedelta(days=1)
"""So long a used code is still known as used."""


@transaction.atomic
def remove_spent(*, acting_user: ActingUser | System) -> int:
    """Remove offers, requests, tokens, marks and grants of wallets that are over; how many there were."""
    now = clock.now()
    removed = 0
    for rows in (
        SpentMark.objects.filter(ends_at__lt=now),
        WalletToken.objects.filter(ends_at__lt=now),
        CopyOffer.objects.filter(ends_at__lt=now - KEPT_AFTER),
        WalletRequest.objects.filter(ends_at__lt=now - KEPT_AFTER),
        WalletGrant.objects.filter(ends_at__lt=now - KEPT_AFTER),
    ):
        removed += rows.delete()[0]
    if removed:
        append_entry(acting_user=acting_user, act="remove_spent", chain="wallets", facts={"removed": removed})
    return removed
