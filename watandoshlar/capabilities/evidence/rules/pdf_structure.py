"""What a PDF is made of, found out in a process of its own: `python pdf_structure.py < file`, the answer as JSON.

PDFium reads the file as a reader's program would and writes all of its objects out plainly, so that nothing hides in
compressed objects or in spelling (`/J#61vaScript`). A file of 1 MB can be made to unpack to gigabytes, and a parser of
a hostile file can fail in any way: the process has little memory and time, and its death means "cannot be opened".
This file therefore imports nothing of ours.
"""

import json
import re
import resource
import sys
from io import BytesIO

MEMORY_BYTES = 512 * 1024**2
SECONDS = 10

ACTIVE = (
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "FileAttachment", "RichMedia", "Rendition", "XFA",
    "SubmitForm", "ImportData", "GoToE",
)  # fmt: skip
_NAME = re.compile(rb"/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){3,40})(?![A-Za-z0-9#])")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def active_names(content: bytes) -> list[str]:
    """The names in the file that make something act, or hold another file; escapes are resolved."""
    names = {_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name) for name in _NAME.findall(content)}
    return sorted(name for name in ACTIVE if name.encode() in names)


def describe(content: bytes) -> dict:
    """{opens, locked, pages, active} of a PDF. Loads PDFium, so call it only where that may fail."""
    import pypdfium2
    import pypdfium2.raw

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        locked = pypdfium2.raw.FPDF_GetLastError() in (
            pypdfium2.raw.FPDF_ERR_PASSWORD,
            pypdfium2.raw.FPDF_ERR_SECURITY,
        )
        return {"opens": False, "locked": locked, "pages": 0, "active": []}
    locked = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1
    plain = BytesIO()
    document.save(plain)
    active = set(active_names(content)) | set(active_names(plain.getvalue()))
    return {"opens": True, "locked": locked, "pages": len(document), "active": sorted(active)}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(describe(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
