"""A document in the register, as the post that issued it sees it: numbers, days and statuses, nothing personal."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from watandoshlar.capabilities.posts.api import Post, get_post, moment_at, today_at
from watandoshlar.domains.cases.api import Case, held_already
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.certificates.api import (
    Certificate,
    Copy,
    Status,
    copies_of,
    documents_resting_on,
    newest_version,
    reason_of_status,
    versions_of,
)
from watandoshlar.web.presenting.wallets import held_choice

STATUSES = {
    Status.VALID: ("good", gettext_lazy("It counts")),
    Status.SUSPENDED: ("waiting", gettext_lazy("Paused")),
    Status.REVOKED: ("bad", gettext_lazy("Withdrawn")),
    Status.SUPERSEDED: ("", gettext_lazy("Replaced by a newer one")),
}
FORMS = {
    "seal": gettext_lazy("Seal on paper (QR code)"),
    "card": gettext_lazy("Card"),
    "travel_seal": gettext_lazy("Seal for border posts"),
    "sd_jwt": gettext_lazy("Wallet, for the web"),
    "mdoc": gettext_lazy("Wallet, in person"),
    "vc": gettext_lazy("W3C credential"),
}


def document_at_post(certificate: Certificate) -> dict:
    base = newest_version(certificate.rests_on) if certificate.rests_on else None
    return {
        "document": _shown(certificate),
        "reason": reason_of_status(certificate) if certificate.status != Status.VALID else "",
        "base": _shown(base) if base else None,
        "resting": [_shown(one) for one in documents_resting_on(certificate)],
        "versions": [
            {**_shown(one), "version": one.version, "issued": one.issued_at.date()} for one in versions_of(certificate)
        ],
        "copies": _copies(copies_of(certificate), get_post(certificate.post_code)),
    }


def held_shown(case: Case, journey: Journey) -> list[dict]:
    """What stands in the way of another document of the kind, to who may read the case: numbers and states."""
    return [_shown(one) for one in held_already(journey, case.about_id, today_at(case.post))]


def _shown(certificate: Certificate) -> dict:
    tone, state = STATUSES[Status(certificate.status)]
    return {
        **held_choice(certificate),
        "tone": tone,
        "state": state,
        "until": certificate.expires_on,
    }


def _copies(copies: Iterable[Copy], post: Post) -> list[dict]:
    return [
        {"form": FORMS[copy.form], "made": moment_at(post, copy.made_at).replace(tzinfo=None), "id": copy.pk[:8]}
        for copy in copies
    ]
