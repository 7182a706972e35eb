"""Minutes as PDF/A. The same record gives the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watandoshlar.foundation.typesetting import typeset

TEMPLATE = Path(__file__).with_name("minutes.typ")
RIGHT_TO_LEFT = frozenset({"uz-arab"})
SCRIPTS = {"uz-cyrl": "cyrl", "uz-arab": "arab", "ru": "cyrl"}
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MinutesRecord:
    """Everything that is printed, in one language; `signs` are the offices that sign on paper."""

    language: str
    state: str
    title: str
    commission: str
    facts: Pairs
    members_title: str
    members: Sequence[str]
    items: Sequence[tuple[str, Pairs]]
    notes: Sequence[str]
    signs: Sequence[str]
    made_at: datetime


def render_minutes(record: MinutesRecord) -> bytes:
    """The PDF/A-2a file. Raises LetterMissing."""
    content = {
        "language": record.language.split("-")[0],
        "script": SCRIPTS.get(record.language, "latn"),
        "dir": "rtl" if record.language in RIGHT_TO_LEFT else "ltr",
        "state": record.state,
        "title": record.title,
        "commission": record.commission,
        "facts": [list(pair) for pair in record.facts],
        "members_title": record.members_title,
        "members": list(record.members),
        "items": [{"title": title, "rows": [list(pair) for pair in rows]} for title, rows in record.items],
        "notes": list(record.notes),
        "signs": list(record.signs),
        "created": list(record.made_at.timetuple()[:6]),
    }
    return typeset(TEMPLATE, content, record.made_at)
