"""PDFs are kept byte for byte, because they may be signed; those that act, hide or hold something are refused."""

import re
from io import BytesIO
from zipfile import is_zipfile

from watandoshlar.foundation.pdfium import describe_pdf

from .limits import PDF, Checked, Unfit

_END = b"%%EOF"
_PADDING = re.compile(rb"[\x00\t\n\f\r ]*")


def check_pdf(content: bytes) -> Checked:
    """The PDF, unchanged.

    Raises Unfit: file_damaged (does not open, is cut off, or has no page), file_locked (encrypted),
    file_active_content (scripts, launched programs, sending forms, attached files), file_holds_another (another file
    before, after or within).
    """
    _check_end(content)
    if is_zipfile(BytesIO(content)):
        raise Unfit("file_holds_another")
    structure = describe_pdf(content)
    if structure.locked:
        raise Unfit("file_locked")
    if not structure.opens or not structure.pages:
        raise Unfit("file_damaged")
    if structure.active:
        raise Unfit("file_active_content")
    return Checked(content, PDF)


def _check_end(content: bytes) -> None:
    """Nothing follows the mark at the end of a PDF. Objects behind the last mark are a file that was cut off."""
    _before, end, after = content.rpartition(_END)
    if not end or b"endobj" in after:
        raise Unfit("file_damaged")
    if not _PADDING.fullmatch(after):
        raise Unfit("file_holds_another")
