"""The letters of this room. Facts carry ids, kinds and moments; nothing personal goes into a letter or a job."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message, register_resolver

MESSAGES = (
    Message(
        code="document_issued_anew",
        subject=_("Your document %(old)s is replaced by %(number)s"),
        text=_(
            "The key with which the post signed your document was withdrawn. You did nothing wrong, and you lose no "
            "right. A new document with the same content takes the place of the old one.\n\n"
            "Old document, which no check accepts any more: %(old)s\n"
            "New document: %(number)s\n\n"
            "Download it, print it and put it into your wallet again:\n%(new_document_url)s"
        ),
        facts=("old", "number"),
    ),
    Message(
        code="trust_list_ends",
        subject=_("The trust list of the signing keys ends on %(ends)s"),
        text=_(
            "Trust list %(version)s is valid until %(ends)s. "
            "After that day no verifier without network believes any of our documents.\n\n"
            "Hold a ceremony with the root before then. The page on keys says how."
        ),
        facts=("version", "ends"),
    ),
    Message(
        code="signing_key_rate",
        subject=_("Signing key %(key)s is busier than it should be"),
        text=_(
            "Within one hour the signing key %(key)s has made more signatures than its alarm allows.\n\n"
            "It signs: %(kind)s\n"
            "Hour (UTC): %(since)s\n\n"
            "If no signing run explains it, have the key withdrawn at once."
        ),
        facts=("key", "kind", "since"),
    ),
    Message(
        code="signing_key_quota",
        subject=_("Signing key %(key)s has nearly used up its quota for today"),
        text=_(
            "The signing key %(key)s has made nine tenths of the signatures that it may make in a day. "
            "When the quota is used up, it signs nothing more until tomorrow.\n\n"
            "It signs: %(kind)s\n"
            "Day (UTC): %(since)s\n\n"
            "If a signing run explains it, have the quota raised. If none does, have the key withdrawn at once."
        ),
        facts=("key", "kind", "since"),
    ),
    Message(
        code="signing_key_stray",
        subject=_("Signing key %(key)s has signed a document that was never issued"),
        text=_(
            "A document was checked whose seal is of the signing key %(key)s but which the register did not issue.\n\n"
            "Number in the seal: %(number)s\n"
            "The key signs: %(kind)s\n"
            "First seen (UTC): %(since)s\n\n"
            "Either somebody issues in secret, or the key is in other hands. Have it withdrawn at once, unless the "
            "register was restored from a backup that is older than the document."
        ),
        facts=("key", "kind", "number", "since"),
    ),
)


def _new_document_url(facts: Mapping[str, object], language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/documents/{facts['number']}/"


def register() -> None:
    register_resolver("new_document_url", _new_document_url)
    for message in MESSAGES:
        register_message(message)
