"""The mailbox of a demonstration: what would have been sent, read back from MAILBOX_DIRECTORY.

Django's file backend writes there, and allauth's letters go the same way.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

# What Django's file backend writes between letters.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class MailboxLetter:
    sent_at: datetime
    to: str
    subject: str
    text: str
    language: str


def read_mailbox(limit: int) -> list[MailboxLetter]:
    """The newest letters, newest first, at most `limit`; none where this installation has no mailbox."""
    if not settings.MAILBOX_DIRECTORY:
        return []
    # The names begin with the moment of writing, to the second.
    files = sorted(Path(settings.MAILBOX_DIRECTORY).glob("*.log"), key=lambda file: file.name, reverse=True)
    letters = [letter for file in files[:limit] for letter in _letters_in(file)]
    return sorted(letters, key=lambda letter: letter.sent_at, reverse=True)[:limit]


def _letters_in(file: Path) -> list[MailboxLetter]:
    parts = (part for part in file.read_bytes().split(SEPARATOR) if part.strip())
    return [_letter(message_from_bytes(part, policy=policy.default)) for part in parts]


def _letter(message: EmailMessage) -> MailboxLetter:
    body = message.get_body(("plain",))
    return MailboxLetter(
        sent_at=message["Date"].datetime,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=body.get_content().strip() if body else "",
        language=str(message["Content-Language"] or ""),
    )
