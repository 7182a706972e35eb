import json
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import fontpkg
import typst

PDF_STANDARD: Final = "a-2a"
CONTENT: Final = "document.json"
OWN_TYPEFACES: Final = Path(__file__).with_name("typefaces")

_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{[0-9a-f]+\}|\\.")
_of_thread = threading.local()


class LetterMissing(ValueError):
    """The fonts lack letters of the content; an archive file may not show an empty box instead. The text lists them."""

    code = "letter_missing"


def typeset(template: Path, content: Mapping[str, Any], made_at: datetime) -> bytes:
    """The PDF of the template, which reads the content as the file `document.json`. Raises LetterMissing."""
    # A file in memory beside the template on disk. As an input of Typst it would change what all templates can see, and
    # whatever was read and reckoned before would be thrown away: a tenth of the time of each document.
    files = {
        "main.typ": f'#include "{template.name}"'.encode(),
        CONTENT: json.dumps(content, ensure_ascii=False).encode(),
    }
    try:
        # The stubs of the library do not know files in memory.
        document = _compiler(template).compile(  # type: ignore[type-var]
            input=files,
            format="pdf",
            pdf_standards=[PDF_STANDARD],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        missing = _MISSING.findall(f"{error.message}\n{error.diagnostic}")
        if missing:
            raise LetterMissing("".join(sorted(set(_ESCAPED.sub("", "".join(missing)))))) from None
        raise
    if not isinstance(document, bytes):
        raise TypeError("Typst returned no single PDF file.")
    return document


@cache
def _fonts() -> typst.Fonts:
    paths = [str(fontpkg.path("Noto Sans").parent), str(OWN_TYPEFACES)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _compiler(template: Path) -> typst.Compiler:
    """One compiler per thread and template: it keeps the template warm, but refuses to be entered twice at once."""
    compilers: dict[Path, typst.Compiler] = _of_thread.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(root=template.parent, font_paths=_fonts(), ignore_system_fonts=True)
    return compilers[template]
