"""Questions about wallets: which documents they may hold, what one may fetch, what became of copies."""

import secrets
from collections.abc import Mapping

from django.db.models import Count

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import access_people_of
from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.domains.certificates.errors import CertificateNotFound, WalletRequestOver
from watandoshlar.domains.certificates.models import (
    Certificate,
    CopyOffer,
    Delivery,
    WalletGrant,
    WalletRequest,
    WalletToken,
)
from watandoshlar.domains.certificates.queries import versions_of
from watandoshlar.domains.certificates.rules.numbers import read_number
from watandoshlar.domains.certificates.rules.wallets.configurations import FORMATS, one_document
from watandoshlar.domains.certificates.rules.wallets.nonces import make_nonce
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import REQUEST_URI, mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.domains.certificates.states import Status
from watandoshlar.domains.certificates.wallet_trust import nonce_key
from watandoshlar.foundation import clock


def wallet_documents() -> dict[str, Mapping[str, str]]:
    """The kinds of document that wallets may hold, with their titles by language, as today's services say."""
    kinds: dict[str, Mapping[str, str]] = {}
    for service in published_services():
        rule = service.definition.document
        if rule and "wallet" in rule.forms:
            titles = {language: service.texts(language).document.title for language in service.raw_texts}
            kinds[rule.type] = {language: str(title) for language, title in titles.items()}
    return kinds


def wallet_forms_of(certificate: Certificate) -> tuple[str, ...]:
    """The forms in which wallets may hold this document; none for most kinds."""
    return tuple(FORMATS) if certificate.document_type in wallet_documents() else ()


# --- the holder ------------------------------------------------------------------------------------------------------


def access_held_certificate(account: Account, number: str) -> Certificate:
    """A document of a person for whom the account acts today; anybody else's is not found."""
    people = access_people_of(account)
    rows = Certificate.objects.select_related("person").filter(person__in=people)
    certificate = rows.filter(number=read_number(number)).first()
    if certificate is None:
        raise CertificateNotFound
    return certificate


def access_certificates_for(account: Account, asked: WalletRequest) -> list[Certificate]:
    """Documents of the kind that a wallet asks for, which count, of the people for whom the account acts today."""
    document_type, _forms = one_document(asked.configurations)
    rows = Certificate.objects.filter(person__in=access_people_of(account), document_type=document_type)
    return list(rows.filter(status=Status.VALID).order_by("-issued_at"))


def access_deliveries(account: Account, number: str) -> list[Delivery]:
    """What went to wallets of all versions of this document, newest first."""
    versions = versions_of(access_held_certificate(account, number))
    rows = (
        Delivery.objects.filter(certificate__in=versions).select_related("certificate").annotate(count=Count("copies"))
    )
    return list(rows.order_by("-made_at"))


# --- the wallet ------------------------------------------------------------------------------------------------------


def open_offer(secret: str) -> CopyOffer:
    """The offer behind an address, the same for whoever asks until its end. Raises Refusal."""
    offer = CopyOffer.objects.select_related("certificate").filter(mark=mark_of(secret)).first()
    if offer is None or offer.ends_at <= clock.now():
        raise Refusal("invalid_request", "There is no such offer, or it is over.", 404)
    return offer


def wallet_request(request_uri: str, wallet: str) -> WalletRequest:
    """What a wallet pushed and the holder has not answered. Raises WalletRequestOver."""
    secret = request_uri.removeprefix(REQUEST_URI)
    asked = WalletRequest.objects.filter(mark=mark_of(secret), wallet=wallet, answered_at=None).first()
    if asked is None or asked.ends_at <= clock.now():
        raise WalletRequestOver
    return asked


def grant_of(access: str, sender: Sender) -> WalletGrant:
    """The grant to which an access token leads, for the wallet that holds its key. Raises Refusal."""
    tokens = WalletToken.objects.select_related("grant__certificate").filter(mark=mark_of(access), use="access")
    token = tokens.filter(ends_at__gt=clock.now()).first()
    if token is None or token.grant.sender_key != sender.key:
        raise Refusal("invalid_token", "The access token is unknown or over, or belongs to another key.", 401)
    return token.grant


def fresh_nonce() -> str:
    """A nonce for proofs; asking for it keeps nothing."""
    return make_nonce(nonce_key(), clock.now(), secrets.token_bytes(16))
