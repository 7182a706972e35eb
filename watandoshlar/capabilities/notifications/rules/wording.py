"""What a message must be before it may be used. Pure: texts in, codes out."""

import re

PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%|(.?))", re.DOTALL)
# A start or end tag; "<" alone is a sign that people write.
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")


def placeholders(text: str) -> set[str]:
    """Names between `%(` and `)s`. Raises ValueError for any other use of the percent sign except `%%`."""
    names = set()
    for match in PLACEHOLDER.finditer(text):
        if match[2] is not None:
            raise ValueError(f"{match[0]!r} is not a placeholder")
        if match[1]:
            names.add(match[1])
    return names


def text_faults(subject: str, text: str) -> list[str]:
    """Codes of what is wrong with a message in its first language."""
    faults = [f"{part}_empty" for part, words in (("subject", subject), ("text", text)) if not words.strip()]
    if "\n" in subject or "\r" in subject:
        faults.append("subject_has_lines")
    # Marked-up text cannot be read where only plain text can be, so the plain text is the source of both forms.
    if MARKUP.search(subject + text):
        faults.append("text_not_plain")
    try:
        placeholders(subject), placeholders(text)
    except ValueError:
        faults.append("placeholder_malformed")
    return faults


def translation_fault(source: str, translated: str | None) -> str:
    """The code of what is wrong with a translation: `lacking`, `placeholders_differ`, or nothing."""
    if not translated:
        return "lacking"
    try:
        same = placeholders(source) == placeholders(translated)
    except ValueError:
        same = False
    return "" if same else "placeholders_differ"
