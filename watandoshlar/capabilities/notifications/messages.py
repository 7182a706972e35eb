"""The messages that rooms have registered, and the resolvers of their placeholders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime
from django.conf import settings
from django.utils.translation import override, to_locale

from watandoshlar.capabilities.notifications.errors import (
    MessageIncomplete,
    MessageTwice,
    MessageUnknown,
    PlaceholderTwice,
)
from watandoshlar.capabilities.notifications.rules.wording import placeholders, text_faults, translation_fault
from watandoshlar.foundation.scripts import spelled

Facts = Mapping[str, object]
Resolver = Callable[[Facts, str], str]

# The language in which message texts are written in the code.
SOURCE_LANGUAGE = "en"
UNKNOWN = "—"


@dataclass(frozen=True)
class Message:
    """A kind of letter. `subject` and `text` are lazily translated plain text with `%(placeholders)s`.

    `facts` are the names of what `notify` must be given and what a letter keeps. A placeholder is filled by the
    resolver of that name, or else by the fact of that name.
    """

    code: str
    subject: object
    text: object
    facts: tuple[str, ...] = ()


_messages: dict[str, Message] = {}
_resolvers: dict[str, Resolver] = {}


def register_message(message: Message) -> None:
    """Make a message known. Called by rooms when the platform starts.

    Raises `MessageIncomplete` for an empty subject or text, for a text that is not plain, for a malformed placeholder;
    `MessageTwice` when the code is taken. Languages and resolvers are for `incomplete_messages`, when all are there.
    """
    faults = text_faults(source_of(message.subject), source_of(message.text))
    if faults:
        raise MessageIncomplete(message=message.code, what=", ".join(faults))
    if _messages.setdefault(message.code, message) is not message:
        raise MessageTwice(message=message.code)


def register_resolver(placeholder: str, resolver: Resolver) -> None:
    """Let `resolver(facts, language)` give the words for a placeholder of every message that uses it.

    It runs in the worker, with that language active, and must find everything it needs from the facts. Raises
    `PlaceholderTwice` when another room gives the words for it: letters of one of the two could not be written.
    """
    if _resolvers.setdefault(placeholder, resolver) is not resolver:
        raise PlaceholderTwice(placeholder=placeholder)


def registered_messages() -> list[Message]:
    return sorted(_messages.values(), key=lambda message: message.code)


def get_message(code: str) -> Message:
    if code not in _messages:
        raise MessageUnknown(message=code)
    return _messages[code]


def fill(message: Message, facts: Facts, language: str) -> dict[str, str]:
    """The words for every placeholder of the message in `language`. Raises KeyError for one that nothing fills."""
    names = placeholders(source_of(message.subject)) | placeholders(source_of(message.text))
    return {name: _resolvers[name](facts, language) if name in _resolvers else str(facts[name]) for name in names}


def incomplete_messages() -> list[MessageIncomplete]:
    """Every message that lacks a required language, or has a placeholder that nothing fills."""
    return [
        MessageIncomplete(message=message.code, what=fault)
        for message in registered_messages()
        for fault in [*_unfilled(message), *_language_faults(message)]
    ]


def _unfilled(message: Message) -> list[str]:
    names = placeholders(source_of(message.subject)) | placeholders(source_of(message.text))
    return [f"nothing fills {name}" for name in sorted(names - set(message.facts) - set(_resolvers))]


def _language_faults(message: Message) -> list[str]:
    return [
        f"{part} {fault} in {language}"
        for language in settings.REQUIRED_LANGUAGES
        if language != SOURCE_LANGUAGE
        for part, words in (("subject", message.subject), ("text", message.text))
        if (fault := translation_fault(source_of(words), translation_of(words, language)))
    ]


def spoken_language(message: Message, language: str) -> str:
    """The language in which the message can be written for a reader of `language`: that one, else the platform's."""
    for candidate in (language, settings.LANGUAGE_CODE):
        if candidate == SOURCE_LANGUAGE or all(
            translation_of(words, candidate) for words in (message.subject, message.text)
        ):
            return candidate
    return SOURCE_LANGUAGE


def source_of(words: object) -> str:
    """The text as it stands in the code."""
    with override(None):
        return str(words)


def translation_of(words: object, language: str) -> str | None:
    """The text in exactly this language: Django's own look-up would fall back to another one and not say so."""
    source = source_of(words)
    for folder in settings.LOCALE_PATHS:
        file = Path(folder) / to_locale(language) / "LC_MESSAGES" / "django.mo"
        if file.exists():
            translated = _catalogue(file, file.stat().st_mtime_ns).gettext(source)
            if translated != source:
                return translated
    return None


@lru_cache(maxsize=16)
def _catalogue(file: Path, changed_at: int) -> GNUTranslations:
    with file.open("rb") as content:
        return GNUTranslations(content)


def show_day(fact: str) -> Resolver:
    """A resolver for a fact that is a date, `2026-11-02`; a dash where the fact is null."""

    def resolve(facts: Facts, language: str) -> str:
        if facts[fact] is None:
            return UNKNOWN
        day = format_date(date.fromisoformat(str(facts[fact])), "long", locale=Locale.parse(language, sep="-"))
        return spelled(day, language)

    return resolve


def show_moment(fact: str, zone_fact: str) -> Resolver:
    """A resolver for a fact that is a moment, shown in the zone that another fact names; a dash where it is null."""

    def resolve(facts: Facts, language: str) -> str:
        if facts[fact] is None:
            return UNKNOWN
        moment = datetime.fromisoformat(str(facts[fact])).astimezone(ZoneInfo(str(facts[zone_fact])))
        shown = format_datetime(moment, "d MMMM y, HH:mm (VVV)", locale=Locale.parse(language, sep="-"))
        return spelled(shown, language)

    return resolve
