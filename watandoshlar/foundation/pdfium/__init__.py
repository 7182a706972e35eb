"""PDFium, the PDF reader, at its one door.

`open_pdf` opens a document in this process, for one thread at a time. `describe_pdf` says what a stranger's file is
made of; it looks in a process of its own, because a parser of hostile files can fail in any way.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

__all__ = ["PdfStructure", "PdfiumError", "describe_pdf", "open_pdf"]

PdfiumError = pypdfium2.PdfiumError

# PDFium keeps global state and must not be entered by two threads at once.
_ONE_THREAD = threading.Lock()
_STRUCTURE = Path(__file__).with_name("structure.py")
_SECONDS = 20


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


@contextmanager
def open_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document; other threads wait until it is closed. Raises PdfiumError for what is not a readable PDF."""
    with _ONE_THREAD:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


def describe_pdf(content: bytes) -> PdfStructure:
    """The structure of a PDF; a file on which the reader dies, or takes too long, does not open. Never raises."""
    command = [sys.executable, "-I", str(_STRUCTURE)]
    try:
        # No part of the command comes from outside.
        answer = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
        found = json.loads(answer.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return PdfStructure(opens=False, locked=False, pages=0, active=())
    return PdfStructure(found["opens"], found["locked"], found["pages"], tuple(found["active"]))
