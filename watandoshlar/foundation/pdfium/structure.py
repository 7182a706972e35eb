"""The examiner of what a PDF is made of. It runs in quarantine and imports nothing of ours."""

import re
from io import BytesIO

import pypdfium2
import pypdfium2.raw

# ISO 32000-2: actions that run or send (12.6.4), files and media inside (7.11.4, 13), forms of the XFA kind.
ACTIVE = frozenset([
    "JavaScript", "JS", "Launch", "SubmitForm", "ImportData", "GoToE", "Rendition", "RichMedia",
    "EmbeddedFile", "EmbeddedFiles", "FileAttachment", "XFA",
])  # fmt: skip
# Streams and strings are passed over: a page may well speak of “HTML/JavaScript”.
_NAMES = re.compile(
    rb"stream\r?\n.*?(?:endstream|\Z) | \((?:[^()\\]|\\.)*+\)? | /([^\x00\t\n\f\r\x20()<>\[\]{}/%]+)",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def active_names(content: bytes) -> frozenset[str]:
    """Those of ACTIVE that stand in the objects of a file, however they are spelled there (`/J#61vaScript`)."""
    names = {found[1] for found in _NAMES.finditer(content) if found[1]}
    return ACTIVE & {_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name).decode("latin-1") for name in names}


def examine(content: bytes) -> dict[str, object]:
    """{opens, locked, pages, active}, as `PdfStructure`."""
    try:
        document = pypdfium2.PdfDocument(content)
        for index in range(len(document)):
            document.get_page_size(index)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
        return {"opens": False, "locked": locked, "pages": 0, "active": []}
    # PDFium writes out what it has read with every object in the open, so that nothing hides in compressed ones.
    plain = BytesIO()
    document.save(plain)
    # The bytes as they came show what PDFium passes over and another reader might not: objects of earlier versions.
    active = active_names(plain.getvalue()) | active_names(content)
    return {
        "opens": True,
        "locked": pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1,
        "pages": len(document),
        "active": sorted(active),
    }
