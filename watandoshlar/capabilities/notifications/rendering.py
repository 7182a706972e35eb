"""Turning a letter into words: plain text always, and the same words as HTML."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from watandoshlar.capabilities.notifications.messages import Message, fill, get_message, spoken_language
from watandoshlar.capabilities.notifications.models import Letter

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class WrittenLetter:
    """A letter in words. `id` stays the same however often it is sent, so that the receiving side can tell."""

    id: UUID
    subject: str
    text: str
    html: str
    language: str


def write_letter(letter: Letter) -> WrittenLetter:
    """The letter in the language of its account, or in the platform's where the message does not exist in it."""
    message = get_message(letter.code)
    language = spoken_language(message, letter.account.language)
    with override(language):
        subject, text = _words(message, letter, language)
        direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
        paragraphs = text.split("\n\n")
        html = render_to_string(
            "notifications/letter.html",
            {"language": language, "direction": direction, "subject": subject, "paragraphs": paragraphs},
        )
    return WrittenLetter(id=letter.pk, subject=subject, text=text, html=html, language=language)


def _words(message: Message, letter: Letter, language: str) -> tuple[str, str]:
    words = fill(message, letter.facts, language)
    if language in settings.LANGUAGES_BIDI:
        words = {name: _isolated(value) for name, value in words.items()}
    parts = [str(message.text) % words, gettext("This letter was sent automatically. Answers to it are not read.")]
    if settings.DEMONSTRATION:
        parts.append(gettext("This is a demonstration. Nothing in this letter has legal force."))
    return str(message.subject) % words, "\n\n".join(parts)


def _isolated(value: str) -> str:
    """Keep a Latin reference from reordering the Arabic words around it; links stay bare, to be followed."""
    return value if "://" in value else f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"
