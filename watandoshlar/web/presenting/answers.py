"""Answers of an application as a reader sees them, page by page."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from watandoshlar.domains.catalogue.api import Journey, display, is_answered

FILE_KINDS = ("file", "photo")


def answer_sections(
    journey: Journey,
    texts,
    language: str,
    change_url: Callable[[str], str] | None = None,
    file_url: Callable[[UUID], str] | None = None,
    asked_for: Sequence[str] = (),
) -> list[dict]:
    """One section a visible page: its title and rows of (field, label, lines, files, url of the change link).

    `asked_for` are ids that officers asked for: what was answered to those that no page asks has a section at the end.
    """
    sections = []
    for page in journey.pages:
        rows = [_row(asked, journey.answers.get(asked.id), texts, language, file_url) for asked in journey.fields(page)]
        sections.append(
            {
                "id": page.id,
                "title": texts.page(page.id).title,
                "rows": rows,
                "change_url": change_url(page.id) if change_url else "",
            }
        )
    beside = [journey.definition.fields[name] for name in asked_for if not journey.shows(name)]
    if answered := [asked for asked in beside if is_answered(asked, journey.answers.get(asked.id))]:
        rows = [_row(asked, journey.answers[asked.id], texts, language, file_url) for asked in answered]
        sections.append({"id": "asked-for", "title": _("Asked for by the officer"), "rows": rows, "change_url": ""})
    return sections


def _row(asked, value, texts, language: str, file_url: Callable | None) -> dict:
    own_texts = texts.field(asked.id)
    row = {"field": asked.id, "label": own_texts.label, "lines": [], "files": []}
    if asked.kind in FILE_KINDS and file_url:
        row["files"] = [{"name": kept["name"], "url": file_url(kept["id"])} for kept in value or []]
    else:
        row["lines"] = display(asked, value, language, own_texts)
    return row
