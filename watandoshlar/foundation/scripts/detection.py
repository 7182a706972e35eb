"""Which script a text is written in."""

from collections import Counter
from typing import Literal

Script = Literal["Latn", "Cyrl", "Arab"]

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
)


def detect_script(text: str) -> Script | None:
    """The script of most letters of `text` (ISO 15924), the earlier one in a tie; None if it has none of the three."""
    scripts = (_script_of(character) for character in text if character.isalpha())
    counted = Counter(script for script in scripts if script)
    return counted.most_common(1)[0][0] if counted else None


def _script_of(character: str) -> Script | None:
    code = ord(character)
    return next((script for first, last, script in _RANGES if first <= code <= last), None)
