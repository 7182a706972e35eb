"""Answers of an application as a reader sees them, page by page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from watandoshlar.domains.catalogue.api import EVIDENCE_KINDS, Journey, display, is_answered


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
    asked_for: Sequence[str] = (),
) -> list[dict]:
    """One section a visible page: its title and rows of (field, label, lines, url of the change link).

    `asked_for` are ids that officers asked for: what was answered to those that no page asks has a section at the end.
    """
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
    beside = [journey.definition.fields[name] for name in asked_for if not journey.shows(name)]
    if answered := [asked for asked in beside if is_answered(asked, journey.answers.get(asked.id))]:
        rows = [_row(journey, asked, texts.field(asked.id), language, file_url) for asked in answered]
        sections.append({"id": "asked-for", "title": _("Asked for by the officer"), "rows": rows, "change_url": ""})
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
