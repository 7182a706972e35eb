"""Answers of an application as a reader sees them, page by page."""

from collections.abc import Callable
from uuid import UUID

from watandoshlar.domains.catalogue.api import Journey, display

FILE_KINDS = ("file", "photo")


def answer_sections(
    journey: Journey,
    texts,
    language: str,
    change_url: Callable[[str], str] | None = None,
    file_url: Callable[[UUID], str] | None = None,
) -> list[dict]:
    """One section a visible page: its title and rows of (field, label, lines, files, url of the change link)."""
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
    return sections


def _row(asked, value, texts, language: str, file_url: Callable | None) -> dict:
    own_texts = texts.field(asked.id)
    row = {"field": asked.id, "label": own_texts.label, "lines": [], "files": []}
    if asked.kind in FILE_KINDS and file_url:
        row["files"] = [{"name": kept["name"], "url": file_url(kept["id"])} for kept in value or []]
    else:
        row["lines"] = display(asked, value, language, own_texts)
    return row
