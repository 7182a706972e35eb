from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.certificates.models import CopyOffer, WalletGrant, WalletRequest, WalletToken
from watandoshlar.domains.certificates.queries import versions_of
from watandoshlar.domains.certificates.wallet_queries import access_held_certificate
from watandoshlar.foundation import clock


@transaction.atomic
def end_wallets(*, acting_user: Account, number: str) -> int:
    """Let no wallet fetch new copies of this document any more; how many could. Copies that they have stay.

    For whoever acts for the person of the document. Raises CertificateNotFound.
    """
    versions = versions_of(access_held_certificate(acting_user, number))
    now = clock.now()
    # Offers and consents first, as whoever redeems one holds it before its grant: what was redeemed by then is ended
    # below, and the rest is over.
    CopyOffer.objects.filter(certificate__in=versions, ends_at__gt=now).update(ends_at=now)
    WalletRequest.objects.filter(certificate__in=versions, redeemed_at=None, ends_at__gt=now).update(ends_at=now)
    grants = WalletGrant.objects.select_for_update().filter(certificate__in=versions, ends_at__gt=now)
    ended = [grant.pk for grant in grants]
    WalletToken.objects.filter(grant__in=ended).delete()
    WalletGrant.objects.filter(pk__in=ended).update(ends_at=now)
    append_entry(
        acting_user=acting_user, act="end_wallets", chain=f"certificate:{number}", facts={"wallets": len(ended)}
    )
    return len(ended)
