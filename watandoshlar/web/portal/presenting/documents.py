"""Documents that somebody holds, in words."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import zxingcpp
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import access_known_people
from watandoshlar.capabilities.posts.api import get_post, post_name, today_at
from watandoshlar.domains.cases.api import WaysToRenew, unfetched_case, ways_to_renew
from watandoshlar.domains.catalogue.api import full_name
from watandoshlar.domains.certificates.api import (
    Certificate,
    HeldDocument,
    Status,
    newest_version,
    reason_of_status,
    rights_of,
)
from watandoshlar.foundation.countries import LocalName
from watandoshlar.web.presenting.rights import category_name, rights_shown

STATUSES = {
    Status.SUSPENDED: ("waiting", gettext_lazy("Paused: it does not count now")),
    Status.REVOKED: ("bad", gettext_lazy("Withdrawn: it does not count any more")),
    Status.SUPERSEDED: ("", gettext_lazy("Replaced by a newer one")),
}
RELATIONS = {
    "myself": gettext_lazy("My own"),
    "child": gettext_lazy("Of my child"),
    "other": gettext_lazy("Of somebody for whom I act"),
}
Days = Mapping[str, date]


def held_cards(held: Iterable[Certificate], account: Account) -> list[dict]:
    """The documents of each person together, with whose they are."""
    names = {known.person_id: full_name(known.name) for known in access_known_people(account)}
    held = list(held)
    days = _days_of(held)
    return [
        {
            "whose": RELATIONS.get(certificates[0].person.relation, RELATIONS["other"]),
            "name": names.get(person_id, ""),
            "cards": [_card(certificate, days) for certificate in certificates],
        }
        for person_id, rows in groupby(held, key=lambda certificate: certificate.person_id)
        for certificates in [list(rows)]
    ]


def _card(certificate: Certificate, days: Days) -> dict:
    tone, state = status_in_words(certificate, days)
    return {
        "url": reverse("portal:held_document", args=[certificate.number]),
        "title": title_of(certificate),
        "reference": certificate.number,
        "tone": tone,
        "state": state,
    }


def status_in_words(certificate: Certificate, days: Days) -> tuple[str, str]:
    """(tone, words): whether the document counts today, and until when."""
    status = Status(certificate.status)
    if status is not Status.VALID:
        tone, words = STATUSES[status]
        return tone, str(words)
    if certificate.expires_on is None:
        return "good", _("It counts, without an end date")
    day = {"day": date_format(certificate.expires_on)}
    if has_ended(certificate, days):
        return "bad", _("Its last day was %(day)s") % day
    return "good", _("It counts until %(day)s") % day


def has_ended(certificate: Certificate, days: Days) -> bool:
    return certificate.expires_on is not None and certificate.expires_on < days[certificate.post_code]


def _days_of(certificates: Iterable[Certificate]) -> Days:
    """Today at each post that issued one of them."""
    return {code: today_at(get_post(code)) for code in {certificate.post_code for certificate in certificates}}


def title_of(certificate: Certificate) -> LocalName:
    """The title in the language of the reader, else in one that the document has."""
    titles = {language: title for language, title in certificate.titles.items() if title}
    language = get_language() if get_language() in titles else next(iter(titles))
    return LocalName(titles[language], language)


def document_page(document: HeldDocument) -> dict[str, Any]:
    certificate, record, language = document.certificate, document.record, get_language()
    days = _days_of([certificate, *document.resting, *([document.base] if document.base else [])])
    tone, state = status_in_words(certificate, days)
    ways = ways_to_renew(certificate.document_type)
    counts = certificate.status == Status.VALID and not has_ended(certificate, days)
    # What does not count any more waits for nobody.
    waits_at = unfetched_case(certificate.subject) if certificate.status == Status.VALID else ""
    return {
        "number": certificate.number,
        "title": title_of(certificate),
        "tone": tone,
        "state": state,
        "counts": counts,
        "waits_at": waits_at,
        "notice": _notice(document),
        "facts": _facts(document, language),
        "has_card": counts and "card" in record.forms,
        "picture": picture_address(document.seal) if certificate.status == Status.VALID and not waits_at else "",
        "base": _base(document, days),
        "resting": [_resting(document, one, days) for one in document.resting],
        "rights": rights_shown(rights_of(certificate.document_type, record.category), language) if counts else [],
        "renewal": _renewal(certificate, ways, days),
        "change": ways.change if certificate.status == Status.VALID else "",
        "versions": [_version(certificate, one) for one in document.versions] if len(document.versions) > 1 else [],
    }


def _notice(document: HeldDocument) -> dict[str, str] | None:
    """What to do with a document that does not count; None while it does."""
    certificate, status = document.certificate, Status(document.certificate.status)
    if status is Status.VALID:
        return None
    if status is Status.SUPERSEDED:
        newest = newest_version(certificate)
        return {
            "kind": "replaced",
            "url": reverse("portal:held_document", args=[newest.number]),
            "number": newest.number,
        }
    return {"kind": "disputed", "reason": str(reason_of_status(certificate))}


def _facts(document: HeldDocument, language: str) -> list[tuple[str, str]]:
    certificate, record = document.certificate, document.record
    category = category_name(record.category, language)
    other = full_name(record.second_name) if record.second_name else ""
    facts = [
        (_("Holder"), full_name(record.holder)),
        (_("Name in another script"), other),
        (_("As what"), category or ""),
        (_("Document number"), certificate.number),
        (_("Verification code"), document.verification_code),
        (_("Issued on"), date_format(record.issued_at.date())),
        (_("Valid until"), date_format(certificate.expires_on) if certificate.expires_on else _("no end date")),
        (_("Post"), post_name(get_post(certificate.post_code), language)),
    ]
    return [fact for fact in facts if fact[1]]


def _base(document: HeldDocument, days: Days) -> dict | None:
    if document.base is None:
        return None
    tone, state = status_in_words(document.base, days)
    return {
        "title": title_of(document.base),
        "tone": tone,
        "state": state,
        "url": reverse("portal:held_document", args=[document.base.number]) if document.is_own_base else "",
    }


def _resting(document: HeldDocument, one: Certificate, days: Days) -> dict:
    """Of somebody else's document nothing but its kind and whether it counts."""
    tone, state = status_in_words(one, days)
    is_own = one.number in document.own_resting
    return {
        "title": title_of(one),
        "tone": tone,
        "state": state,
        "url": reverse("portal:held_document", args=[one.number]) if is_own else "",
        "number": one.number if is_own else "",
    }


def _renewal(certificate: Certificate, ways: WaysToRenew, days: Days) -> str:
    """The service that renews the document, once its last day is near or over."""
    if not ways.renewal or certificate.expires_on is None or certificate.status != Status.VALID:
        return ""
    near = days[certificate.post_code] + timedelta(days=max(ways.days, default=0))
    return ways.renewal if certificate.expires_on <= near else ""


def _version(shown: Certificate, one: Certificate) -> dict:
    return {
        "number": one.number,
        "version": one.version,
        "issued": one.issued_at.date(),
        "is_shown": one.number == shown.number,
        "url": reverse("portal:held_document", args=[one.number]),
    }


# --- what is kept on a phone ------------------------------------------------------------------------------------------


def picture_address(seal: str) -> str:
    """The QR code as the address of a picture; it needs no request, and no script."""
    return f"data:image/svg+xml;base64,{b64encode(_code(seal).to_svg(scale=1, add_quiet_zones=True).encode()).decode()}"


def _code(seal: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(seal, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


def saved_card(document: HeldDocument) -> dict[str, Any]:
    """Everything that the saved page shows, with the pictures inside."""
    photo = document.record.photo
    media_type = "image/png" if photo.startswith(b"\x89PNG") else "image/jpeg"
    return {
        "title": title_of(document.certificate),
        "name": full_name(document.record.holder),
        "facts": _facts(document, get_language())[1:],
        "picture": picture_address(document.seal),
        "photo": f"data:{media_type};base64,{b64encode(photo).decode()}" if photo else "",
        "is_demonstration": document.record.is_demonstration,
        "verify_url": f"{settings.SITE_URL}{reverse('verifier:verify')}",
    }
