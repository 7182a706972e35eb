"""Answers of an application as a reader sees them, page by page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from watandoshlar.domains.catalogue.api import EVIDENCE_KINDS, Journey, display


@dataclass(frozen=True)
class Line:
    """A line of an answer: words, and the files (name, url) that stand after them."""

    text: str
    files: Sequence[dict] = ()

    def __str__(self) -> str:
        return " ".join([self.text, *(file["name"] for file in self.files)]).strip()


def answer_sections(
    journey: Journey,
    texts,
    language: str,
    change_url: Callable[[str], str] | None = None,
    file_url: Callable[[UUID], str] | None = None,
) -> list[dict]:
    """One section a visible page: its title and rows of (field, label, lines, url of the change link)."""
    sections = []
    for page in journey.pages:
        rows = [_row(journey, asked, texts.field(asked.id), language, file_url) for asked in journey.fields(page)]
        sections.append(
            {
                "id": page.id,
                "title": texts.page(page.id).title,
                "rows": rows,
                "change_url": change_url(page.id) if change_url else "",
            }
        )
    return sections


def _row(journey: Journey, asked, texts, language: str, file_url: Callable | None) -> dict:
    value = journey.answers.get(asked.id)
    if asked.kind == "group":
        lines = list(_rows(asked, journey.relevant(asked, value) or (), texts, language, file_url))
    else:
        lines = _lines(asked, value, texts, language, file_url)
    return {"field": asked.id, "label": texts.label, "lines": lines}


def _rows(group, rows: Sequence[dict], texts, language: str, file_url: Callable | None) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        yield Line(f"{texts.rows_label} {number}")
        for inner in group.fields:
            if inner.id in row:
                own_texts = texts.fields[inner.id]
                lines = _lines(inner, row[inner.id], own_texts, language, file_url)
                words = ", ".join(line.text for line in lines if line.text)
                yield Line(f"{own_texts.label}: {words}", [file for line in lines for file in line.files])


def _lines(asked, value, texts, language: str, file_url: Callable | None) -> list[Line]:
    if asked.kind in EVIDENCE_KINDS and file_url:
        return [Line("", [{"name": kept["name"], "url": file_url(kept["id"])}]) for kept in value or []]
    return [Line(text) for text in display(asked, value, language, texts)]
