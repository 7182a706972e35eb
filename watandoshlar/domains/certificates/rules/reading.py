"""Finding a seal in what a person gives us: text, a picture or a PDF.

Whatever goes wrong becomes a verdict; nothing that a stranger uploads raises an error to the caller, and no picture or
PDF is opened in this process.
"""

from dataclasses import dataclass
from pathlib import Path

from watandoshlar.foundation.crypto.seal import MAX_TEXT_LENGTH, PREFIX, Verdict
from watandoshlar.foundation.quarantine import ExaminerFailed, examine_apart

MAX_BYTES = 10 * 1024 * 1024
_EXAMINER = Path(__file__).with_name("codes.py")


@dataclass(frozen=True)
class FoundText:
    """The text of a code, or the verdict that explains why there is none (NOT_OURS, UNREADABLE or UNEXAMINED).

    `numbers` are those of documents that a PDF names in its text.
    """

    text: str = ""
    verdict: Verdict | None = None
    numbers: tuple[str, ...] = ()


def find_seal(content: bytes) -> FoundText:
    """The seal in an uploaded file: PDF, picture (JPEG, PNG, HEIC, WebP…) or plain text."""
    if not content or len(content) > MAX_BYTES:
        return FoundText(verdict=Verdict.UNREADABLE)
    if content.lstrip()[: len(PREFIX)] == PREFIX.encode():
        return find_seal_in_text(content.decode("ascii", "replace"))
    try:
        found = examine_apart(_EXAMINER, content, PREFIX)
    except ExaminerFailed:
        return FoundText(verdict=Verdict.UNEXAMINED)
    if "text" not in found:
        return FoundText(verdict=Verdict(found["verdict"]))
    return FoundText(found["text"], numbers=tuple(found.get("numbers", "").split()))


def find_seal_in_text(typed: str) -> FoundText:
    """The seal in pasted text; a seal may end in a space, so only line ends are cut off there."""
    text = typed.lstrip().rstrip("\r\n\t")
    if not text or len(text) > MAX_TEXT_LENGTH:
        return FoundText(verdict=Verdict.UNREADABLE)
    return FoundText(text) if text.startswith(PREFIX) else FoundText(verdict=Verdict.NOT_OURS)
