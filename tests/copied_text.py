"""What two readers of PDF copy from a file, to be compared with what is printed in it."""

import re
import subprocess
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pypdfium2


def squeezed(text: str) -> str:
    """Without spaces, and without signs that say only how others are set: readers of PDF set their own."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


def parts(text: str) -> list[str]:
    """What stands between full stops, letters and digits only. On a page with lines of both directions readers move the
    stops and what stands around them to the other end."""
    return ["".join(filter(str.isalnum, squeezed(part))) for part in re.split("[.:]", text)]


def by_pdfium(pdf: bytes, _path: Path) -> str:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))


def by_poppler(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    return squeezed(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout)


def missing(shown: Iterable[str], copied: str, language: str) -> list[str]:
    if language == "uz-arab":
        letters = "".join(filter(str.isalnum, copied))
        return [part for words in shown for part in parts(words) if part not in letters]
    return [words for words in shown if squeezed(words) not in copied]
