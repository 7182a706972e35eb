"""PDFs are kept byte for byte, because they may be signed; those that act, hide or hold something are refused."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .limits import PDF, Checked, Unfit

_STRUCTURE = Path(__file__).with_name("pdf_structure.py")
_SECONDS = 20
_END = b"%%EOF"
_PADDING = re.compile(rb"[\x00\t\n\f\r ]*")


def check_pdf(content: bytes) -> Checked:
    """The PDF, unchanged.

    Raises Unfit: file_damaged (does not open, or has no page), file_locked (encrypted), file_active_content (scripts,
    launched programs, sending forms, attached files), file_holds_another (another file before, after or within).
    """
    if holds_another(content):
        raise Unfit("file_holds_another")
    structure = _structure(content)
    if structure["locked"]:
        raise Unfit("file_locked")
    if not structure["opens"] or not structure["pages"]:
        raise Unfit("file_damaged")
    if structure["active"]:
        raise Unfit("file_active_content")
    return Checked(content, PDF)


def holds_another(content: bytes) -> bool:
    """Whether something follows the end of the PDF, or whether the same bytes can also be opened as an archive."""
    _before, end, after = content.rpartition(_END)
    if end and not _PADDING.fullmatch(after):
        return True
    try:
        with ZipFile(BytesIO(content)) as archive:
            return bool(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _structure(content: bytes) -> dict:
    """What `pdf_structure` says of the file; a file on which it dies, or takes too long, does not open."""
    command = [sys.executable, "-I", str(_STRUCTURE)]
    try:
        answer = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - no part of the command comes from outside
        return json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"opens": False, "locked": False, "pages": 0, "active": []}
