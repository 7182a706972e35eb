"""What a stranger's PDF is made of, as PDFium reads it in quarantine."""

from dataclasses import dataclass
from pathlib import Path

from watandoshlar.foundation.quarantine import ExaminerFailed, examine_apart

__all__ = ["PdfStructure", "describe_pdf"]

_EXAMINER = Path(__file__).with_name("structure.py")


@dataclass(frozen=True)
class PdfStructure:
    """What a PDF is made of.

    `opens`: it can be read and every page is there. `locked`: encrypted, even if no password is asked.
    `active`: the names in it by which something acts, or by which it holds another file ("JavaScript", "EmbeddedFile").
    """

    opens: bool
    locked: bool
    pages: int
    active: tuple[str, ...]


def describe_pdf(content: bytes) -> PdfStructure:
    """The structure of a PDF; a file on which the reader dies, or takes too long, does not open. Never raises."""
    try:
        found = examine_apart(_EXAMINER, content)
    except ExaminerFailed:
        return PdfStructure(opens=False, locked=False, pages=0, active=())
    return PdfStructure(found["opens"], found["locked"], found["pages"], tuple(found["active"]))
