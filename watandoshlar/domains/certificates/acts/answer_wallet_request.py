from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.certificates.acts._wallets import new_secret
from watandoshlar.domains.certificates.errors import NotForWallets, WalletRequestOver
from watandoshlar.domains.certificates.models import WalletRequest
from watandoshlar.domains.certificates.rules.wallets.configurations import one_document
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.states import Status
from watandoshlar.domains.certificates.wallet_queries import (
    access_held_certificate,
    wallet_forms_of,
    wallet_request,
)
from watandoshlar.foundation import clock

CODE_LIFE = timedelta(minutes=1)


@transaction.atomic
def answer_wallet_request(*, acting_user: Account, request_uri: str, wallet: str, number: str = "") -> str:
    """Agree that a wallet fetches copies of this document, or refuse without a number; the address to go back to.

    Each request is answered once. Raises WalletRequestOver, CertificateNotFound, NotForWallets.
    """
    asked = WalletRequest.objects.select_for_update().get(pk=wallet_request(request_uri, wallet).pk)
    if asked.answered_at:
        raise WalletRequestOver
    now = clock.now()
    asked.answered_at, asked.account_id = now, acting_user.pk
    answer = {"error": "access_denied"}
    if number:
        certificate = access_held_certificate(acting_user, number)
        document_type, forms = one_document(asked.configurations)
        fits = certificate.document_type == document_type and set(forms) <= set(wallet_forms_of(certificate))
        if not fits or certificate.status != Status.VALID:
            raise NotForWallets
        code = new_secret()
        asked.certificate, asked.code_mark, asked.ends_at = certificate, mark_of(code), now + CODE_LIFE
        answer = {"code": code}
    asked.save()
    append_entry(
        acting_user=acting_user,
        act="answer_wallet_request",
        chain=f"certificate:{number}" if number else "wallets",
        facts={"wallet": asked.wallet, "agreed": bool(number)},
    )
    # Who sends the answer is said with it, so that no wallet takes it for that of another issuer (RFC 9207).
    words = {**answer, "iss": settings.SITE_URL, **({"state": asked.state} if asked.state else {})}
    return f"{asked.return_to}{'&' if '?' in asked.return_to else '?'}{urlencode(words)}"
