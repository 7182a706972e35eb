"""The door of the notifications room."""

from .acts import notify, send_letter
from .errors import FactsMissing, LetterNotSent, MessageIncomplete, MessageTwice, MessageUnknown, PlaceholderTwice
from .mailbox import MailboxLetter, read_mailbox
from .messages import (
    Message,
    incomplete_messages,
    register_message,
    register_resolver,
    registered_messages,
    show_day,
    show_moment,
)
from .models import Letter

__all__ = [
    "FactsMissing",
    "Letter",
    "LetterNotSent",
    "MailboxLetter",
    "Message",
    "MessageIncomplete",
    "MessageTwice",
    "MessageUnknown",
    "PlaceholderTwice",
    "incomplete_messages",
    "notify",
    "read_mailbox",
    "register_message",
    "register_resolver",
    "registered_messages",
    "send_letter",
    "show_day",
    "show_moment",
]
