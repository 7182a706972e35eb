"""A receipt as PDF/A. The same record gives the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watandoshlar.foundation.typesetting import typeset

TEMPLATE = Path(__file__).with_name("receipt.typ")
RIGHT_TO_LEFT = frozenset({"uz-arab"})
SCRIPTS = {"uz-cyrl": "cyrl", "uz-arab": "arab", "ru": "cyrl"}


@dataclass(frozen=True)
class ReceiptRecord:
    """Everything that is printed, in one language: `facts` and `rows` are pairs of a label and a value."""

    language: str
    state: str
    title: str
    number: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str]]
    total: tuple[str, str]
    notes: Sequence[str]
    made_at: datetime


def render_receipt(record: ReceiptRecord) -> bytes:
    """The PDF/A-2a file. Raises LetterMissing."""
    content = {
        "language": record.language.split("-")[0],
        "script": SCRIPTS.get(record.language, "latn"),
        "dir": "rtl" if record.language in RIGHT_TO_LEFT else "ltr",
        "state": record.state,
        "title": record.title,
        "number": record.number,
        "facts": [list(pair) for pair in record.facts],
        "rows": [list(pair) for pair in record.rows],
        "total": list(record.total),
        "notes": list(record.notes),
        "created": list(record.made_at.timetuple()[:6]),
    }
    return typeset(TEMPLATE, content, record.made_at)
