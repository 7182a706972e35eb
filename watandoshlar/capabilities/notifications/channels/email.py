import smtplib
from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.rendering import WrittenLetter

from .channel import PermanentFailure, TemporaryFailure

# RFC 5321, 4.2.1: a reply that begins with 5 means "do not try this again".
FIRST_PERMANENT_REPLY = 500


class EmailChannel:
    """E-mail over SMTP, through Django's mail backend."""

    name: ClassVar[str] = "email"

    def address_of(self, account: Account) -> str:
        return account.email

    def send(self, letter: WrittenLetter, address: str) -> None:
        """See `Channel.send`. The original error is dropped, because the words of a mail server name the address."""
        try:
            self._message(letter, address).send()
        except (smtplib.SMTPException, OSError) as error:
            reply = _reply(error)
            kind = PermanentFailure if reply >= FIRST_PERMANENT_REPLY else TemporaryFailure
            raise kind(f"smtp_{reply}" if reply else type(error).__name__) from None

    def _message(self, letter: WrittenLetter, address: str) -> EmailMultiAlternatives:
        message = EmailMultiAlternatives(
            subject=letter.subject,
            body=letter.text,
            to=[address],
            headers={
                "Message-ID": f"<{letter.id}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
                "Content-Language": letter.language,
                # RFC 3834: no holiday replies to a machine.
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(letter.html, "text/html")
        return message


def _reply(error: Exception) -> int:
    """The mail server's reply code; 0 when there was none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _words in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
