"""Letters about documents after they were issued: paused, counting again, following another one, near their end.

Facts carry numbers, codes and days. Why a document on which somebody else's rests does not count is nobody's else.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, show_day
from watandoshlar.domains.catalogue.api import ServiceNotFound, current_version

MESSAGES = (
    Message(
        code="document_suspended",
        subject=_("Your document is paused: %(reference)s"),
        text=_(
            "The post has paused the document %(certificate)s. Until it is reinstated it does not count, and whoever "
            "checks it is told so. What rests on it does not count either.\n\n"
            "Reference: %(reference)s\n"
            "Reason: %(withdrawal_reason)s\n\n"
            "If you do not agree, you can appeal. This page begins an appeal that names the document:\n"
            "%(appeal_url)s\n\n"
            "The document and its status:\n%(document_url)s"
        ),
        facts=("reference", "version", "certificate", "reason"),
    ),
    Message(
        code="document_reinstated",
        subject=_("Your document counts again: %(reference)s"),
        text=_(
            "The post has reinstated the document %(certificate)s. It counts again, and you can use it as before.\n\n"
            "Reference: %(reference)s\n\n"
            "The document and its status:\n%(document_url)s"
        ),
        facts=("reference", "version", "certificate", "reason"),
    ),
    Message(
        code="document_follows",
        subject=_("The status of your document has changed: %(reference)s"),
        text=_(
            "Your document %(certificate)s rests on another one, whose status has changed. Yours now: "
            "%(followed_status)s.\n\n"
            "Reference: %(reference)s\n\n"
            "If you do not agree, you can appeal:\n%(appeal_url)s\n\n"
            "The document and its status:\n%(document_url)s"
        ),
        facts=("reference", "version", "certificate", "status"),
    ),
    Message(
        code="document_ends",
        subject=_("Your document ends on %(last_day)s: %(certificate)s"),
        text=_(
            "The last day of your document %(certificate)s is %(last_day)s. After that it does not count.\n\n"
            "Renew it in time. The new one takes its place:\n%(renewal_url)s\n\n"
            "The document and its status:\n%(document_url)s"
        ),
        facts=("reference", "version", "certificate", "ends_on", "service"),
    ),
)
STATUSES = {
    "valid": _("it counts again"),
    "suspended": _("it does not count for the time being"),
    "revoked": _("it does not count any more"),
}


def _document_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/documents/{facts['certificate']}/"


def _renewal_url(facts: dict, language: str) -> str:
    """The service that renews it; the list of services where it is published no more."""
    try:
        current_version(facts["service"])
    except ServiceNotFound:
        return f"{settings.SITE_URL}/{language}/services/"
    return f"{settings.SITE_URL}/{language}/my/apply/{facts['service']}/"


def _followed_status(facts: dict, language: str) -> str:
    return str(STATUSES[facts["status"]])


RESOLVERS = {
    "document_url": _document_url,
    "renewal_url": _renewal_url,
    "followed_status": _followed_status,
    "last_day": show_day("ends_on"),
}
