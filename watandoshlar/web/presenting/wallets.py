"""What a holder sees of phone wallets: an offer to scan, and what became of copies."""

from base64 import b64encode
from urllib.parse import quote

import zxingcpp
from django.utils.translation import get_language, gettext_lazy

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import Post, get_post, moment_at
from watandoshlar.domains.certificates.api import (
    Certificate,
    Delivery,
    Offered,
    Status,
    access_deliveries,
    access_held_certificate,
    wallet_forms_of,
)
from watandoshlar.foundation.countries import LocalName

STATES = {
    "handed_over": ("waiting", gettext_lazy("Handed over; the wallet has not confirmed it")),
    "kept": ("good", gettext_lazy("In your wallet")),
    "failed": ("bad", gettext_lazy("The wallet could not keep it")),
    "deleted": ("", gettext_lazy("Removed from the wallet")),
}
FORM_NAMES = {
    "sd_jwt": gettext_lazy("For showing on the web"),
    "mdoc": gettext_lazy("For showing in person"),
}


def wallets_of(account: Account, number: str) -> dict:
    """The part of a document's page about wallets: whether it may go into one, and what went there."""
    certificate = access_held_certificate(account, number)
    deliveries = access_deliveries(account, number)
    posts = {code: get_post(code) for code in {one.certificate.post_code for one in deliveries}}
    return {
        "document": held_choice(certificate),
        "may_be_offered": certificate.status == Status.VALID and bool(wallet_forms_of(certificate)),
        "deliveries": [_delivery_shown(one, posts[one.certificate.post_code]) for one in deliveries],
        "offer": None,
    }


def held_choice(certificate: Certificate) -> dict:
    """A document as its holder chooses it: title in the language of the reader, else in one that it has."""
    titles = {language: title for language, title in certificate.titles.items() if title}
    language = get_language() if get_language() in titles else next(iter(titles))
    return {"number": certificate.number, "title": LocalName(titles[language], language)}


def offer_shown(address: str, offered: Offered) -> dict:
    link = f"openid-credential-offer://?credential_offer_uri={quote(address, safe='')}"
    return {"link": link, "picture": _code(link), "digits": offered.transaction_code}


def _delivery_shown(delivery: Delivery, post: Post) -> dict:
    tone, label = STATES[delivery.state]
    return {
        "tone": tone,
        "label": label,
        "form": FORM_NAMES[delivery.form],
        "count": delivery.count,
        "number": delivery.certificate_id,
        "wallet": delivery.wallet_name,
        "at": moment_at(post, delivery.made_at).replace(tzinfo=None),
    }


def _code(text: str) -> str:
    """The QR code as the address of a picture; it needs no request, and no script."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    svg = code.to_svg(scale=4, add_quiet_zones=True)
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
