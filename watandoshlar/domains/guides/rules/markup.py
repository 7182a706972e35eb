"""The few signs that texts of guides may use, and nothing else.

Paragraphs are parted by an empty line; lines that begin with "- " are a list; `**words**` are strong; `[words](target)`
is a link. A target is `service:slug`, `guide:slug`, `post:code`, `https://…` or `tel:+…`. What looks like other markup
is refused, so that nobody publishes signs that readers would see: codes `bad_link`, `unclosed_sign`, `no_html`,
`no_heading`.
"""

import re
from dataclasses import dataclass
from itertools import groupby

TARGET = re.compile(
    r"(?:(?P<kind>service|guide|post):(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)|https://[^\s()]+|tel:\+[0-9]{5,15})\Z"
)
INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|\[(?P<words>[^\]\n]+)\]\((?P<target>[^()\s]*)\)")
SIGNS = re.compile(r"\*\*|\]\(|\[[^\]]*\]\(")
HTML = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;|&#")
HEADING = re.compile(r"^(?:#{1,6} |={3,}|-{3,}$|\* |\d+\) )")


@dataclass(frozen=True)
class Text:
    """Words as they are."""

    words: str


@dataclass(frozen=True)
class Strong:
    words: str


@dataclass(frozen=True)
class Link:
    """`kind` is service, guide, post, or "" for an address outside, which `target` then holds."""

    words: str
    kind: str
    target: str


Inline = Text | Strong | Link


@dataclass(frozen=True)
class Block:
    """A paragraph, which has one line, or a list."""

    is_list: bool
    lines: tuple[tuple[Inline, ...], ...]


def read(text: str) -> tuple[Block, ...]:
    """The blocks of a text; a lone line break inside a paragraph is a space."""
    blocks: list[Block] = []
    for paragraph in _paragraphs(text):
        for is_list, lines in groupby(_lines(paragraph), key=lambda line: line.startswith("- ")):
            blocks.append(Block(is_list, tuple(_inlines(line[2:].strip() if is_list else line) for line in lines)))
    return tuple(block for block in blocks if any(block.lines))


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())


def _lines(paragraph: str) -> list[str]:
    """The entries of a list, and what stands around it, each in one line: a line that begins no entry goes on with the
    one before, unless it follows a list and is not indented."""
    lines: list[str] = []
    for line in filter(str.strip, paragraph.splitlines()):
        in_list = bool(lines) and lines[-1].startswith("- ")
        if lines and not line.lstrip().startswith("- ") and (not in_list or line.startswith(" ")):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    return lines


def _inlines(line: str) -> tuple[Inline, ...]:
    found: list[Inline] = []
    end = 0
    for match in INLINE.finditer(line):
        if match.start() > end:
            found.append(Text(line[end : match.start()]))
        found.append(Strong(match["strong"]) if match["strong"] else _link(match["words"], match["target"]))
        end = match.end()
    if end < len(line):
        found.append(Text(line[end:]))
    return tuple(found)


def _link(words: str, target: str) -> Inline:
    match = TARGET.match(target)
    if not match:
        return Text(words)
    return Link(words, match["kind"] or "", match["name"] or target)


def problems(text: str) -> list[tuple[str, str]]:
    """What the text may not hold: (code, where)."""
    found = [("no_html", match.group()) for match in HTML.finditer(text)]
    found += [("no_heading", line) for line in map(str.strip, text.splitlines()) if HEADING.match(line)]
    lines = [line for paragraph in _paragraphs(text) for line in _lines(paragraph)]
    found += [
        ("bad_link", match["target"])
        for line in lines
        for match in INLINE.finditer(line)
        if match["strong"] is None and not TARGET.match(match["target"])
    ]
    found += [("unclosed_sign", match.group()) for line in lines for match in SIGNS.finditer(INLINE.sub("", line))]
    return found


def links(text: str) -> list[Link]:
    """Every link of a text, in order."""
    return [part for block in read(text) for line in block.lines for part in line if isinstance(part, Link)]


def plain(text: str) -> str:
    """The words without their signs, for searching and for measuring."""
    return "\n".join("".join(part.words for part in line) for block in read(text) for line in block.lines)
