"""Tags of the look: fields by kind, accessible attributes, direction of a text. Built in for every template."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

KIND = re.compile(r"[a-z_]+\Z")
# Handlers (`onclick`) and `style` are refused by the content security policy; here they are refused earlier.
ATTRIBUTE = re.compile(r"(?!on|style\Z)[a-z][a-z0-9-]*\Z")


@register.filter
def field_template(kind: str) -> str:
    """The template that draws a field of this kind: `{% include field.kind|field_template %}`."""
    if not KIND.match(kind):
        raise ValueError(f"{kind!r} is no kind of field.")
    return f"web/fields/{kind}.html"


@register.simple_tag
def refresh_of(field: Any) -> SafeString:
    """Attributes of a field whose change draws the page anew (htmx), with a leading space."""
    event = getattr(field, "refresh", "")
    return format_html(' hx-post="" hx-trigger="{}"', event) if event else SafeString("")


@register.simple_tag
def attributes_of(shown: Any) -> SafeString:
    """The `attributes` of a field or part, each with a leading space: True gives a bare name."""
    given: Mapping[str, Any] = getattr(shown, "attributes", None) or {}
    pairs = [(name, value) for name, value in given.items() if value not in (None, False, "")]
    for name, _value in pairs:
        if not ATTRIBUTE.match(name):
            raise ValueError(f"{name!r} is no attribute that a field may have.")
    bare = format_html_join("", " {}", ((name,) for name, value in pairs if value is True))
    return bare + format_html_join("", ' {}="{}"', (pair for pair in pairs if pair[1] is not True))


@register.simple_tag
def described_by(field: Any, part: Any = None) -> SafeString:
    """`aria-describedby` and `aria-invalid`, with a leading space.

    A field names its hint, its origin, warnings and errors. A part of a compound field stands in a fieldset that names
    those already, so it names its own errors only.
    """
    shown = part or field
    names = [name for name in ("hint", "origin", "warnings") if part is None and getattr(field, name, "")]
    ids = [f"{shown.html_id}-{name.rstrip('s')}" for name in [*names, *(["errors"] if shown.errors else [])]]
    described = format_html(' aria-describedby="{}"', " ".join(ids)) if ids else SafeString("")
    return described + SafeString(' aria-invalid="true"' if shown.errors else "")


@register.simple_tag
def language_of(shown: Any) -> SafeString:
    """`lang` and `dir`, with a leading space, of a field or text that is in another language than the page.

    A field says so by `lang`; a text of the catalogue says its `language`, whichever that is.
    """
    text_language = getattr(shown, "language", None)
    code = getattr(shown, "lang", None) or (text_language if text_language != get_language() else None)
    return _language_attributes(code) if code else SafeString("")


@register.simple_tag
def linked_data(content: Mapping[str, Any]) -> SafeString:
    """What machines read of a page (schema.org). A block of data is no script, so the policy of the page stays as it
    is; no text in it can end the block."""
    written = json.dumps(content, ensure_ascii=False, default=str)
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return SafeString(f'<script type="application/ld+json">{written}</script>')


@register.simple_tag
def language_of_page() -> SafeString:
    """`lang` and `dir` of the page, with a leading space.

    Django's own LANGUAGE_BIDI looks at the language without its script, and Uzbek is right-to-left in one script only.
    """
    return _language_attributes(get_language() or settings.LANGUAGE_CODE)


def _language_attributes(code: str) -> SafeString:
    direction = "rtl" if code.lower() in settings.LANGUAGES_BIDI else "ltr"
    return format_html(' lang="{}" dir="{}"', code, direction)
