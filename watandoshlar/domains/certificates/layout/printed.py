"""Parts of a record as a template sees them: each text as a list of (language number, words)."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from watandoshlar.domains.certificates.layout.codes import PrintedCode

RIGHT_TO_LEFT = frozenset({"uz-arab"})
_SCRIPTS = {"uz-cyrl": "cyrl", "uz-arab": "arab", "ru": "cyrl"}

Pairs = list[tuple[int, str]]


def words(spoken: Mapping[str, str | list[str]], languages: Sequence[str]) -> Pairs:
    """The distinct texts in the order of the document's languages, each with the place of its language.

    What reads the same in all of them (a number, a street) belongs to no language and gets -1.
    """
    seen: dict[str, int] = {}
    for place, language in enumerate(languages):
        text = spoken.get(language)
        if text:
            seen.setdefault(text if isinstance(text, str) else "\n".join(text), place)
    if len(seen) == 1 and all(spoken.get(language) for language in languages):
        return [(-1, text) for text in seen]
    return [(place, text) for text, place in seen.items()]


def language(code: str) -> dict[str, str]:
    return {
        "lang": code.split("-")[0],
        "script": _SCRIPTS.get(code, "latn"),
        "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr",
    }


def day(iso: str) -> str:
    """22.11.2026 of an ISO date; a partial date shows what is known."""
    return ".".join(reversed(iso.split("-")))


def code(printed: PrintedCode) -> dict[str, Any]:
    return {"svg": printed.svg, "width": printed.width, "quiet": printed.quiet_zone}


def photo(content: bytes) -> str:
    """A picture in the form of a passport photograph, as SVG; empty for none. A list of bytes would be read slowly."""
    if not content:
        return ""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4"><image width="3" height="4" '
        f'preserveAspectRatio="xMidYMid slice" href="data:image/{kind};base64,{b64encode(content).decode()}"/></svg>'
    )
