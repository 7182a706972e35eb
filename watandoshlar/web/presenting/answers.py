"""Answers of an application as a reader sees them, page by page."""

from collections.abc import Callable, Mapping
from uuid import UUID

from watandoshlar.domains.catalogue.api import KINDS, Facts, Service, visible_fields, visible_pages

FILE_KINDS = ("file", "photo")


def answer_sections(
    service: Service,
    answers: Mapping,
    facts: Facts,
    language: str,
    change_url: Callable[[str], str] | None = None,
    file_url: Callable[[UUID], str] | None = None,
) -> list[dict]:
    """One section a visible page: its title and rows of (field, label, lines, files, url of the change link)."""
    texts = service.texts(language)
    sections = []
    for page in visible_pages(service.definition, answers, facts):
        rows = [
            _row(asked, answers.get(asked.id), texts, language, file_url)
            for asked in visible_fields(service.definition, page, answers, facts)
        ]
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
    kind = KINDS[asked.kind]
    own_texts = texts.field(asked.id)
    answered = kind.is_answered(value)
    row = {"field": asked.id, "label": own_texts.label, "lines": [], "files": []}
    if answered and asked.kind in FILE_KINDS and file_url:
        row["files"] = [{"name": kept["name"], "url": file_url(kept["id"])} for kept in value]
    elif answered:
        row["lines"] = kind.display(asked, value, language, own_texts)
    return row
