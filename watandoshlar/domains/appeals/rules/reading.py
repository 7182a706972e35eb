"""Reading the tables of this room: every value with its line, every problem with a stable code.

Every scalar is text: YAML's own guesses turn the country code `NO` into "false" and `09:00` into a number.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

# The parser in C is ten times as fast; the one in Python reads the same where there is no C.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TABLES = Path(__file__).parent.parent / "tables"
# uz-Cyrl follows from uz by rule (docs/decisions/0006-languages.md); uz-Arab is shown where it exists.
REQUIRED_LANGUAGES = ("uz", "ru", "en")
LANGUAGES = (*REQUIRED_LANGUAGES, "uz-arab")
STATES = ("confirmed", "to_be_confirmed")


@dataclass(frozen=True)
class Source:
    """Where an entry comes from. `state` is "confirmed" or "to_be_confirmed", as known on the day `as_of`."""

    title: str
    state: str
    as_of: date | None


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a table. `path` is like "themes.pension.title"."""

    file: str
    line: int
    path: str
    code: str
    fields: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        facts = "".join(f" {name}={value!r}" for name, value in self.fields.items())
        return f"tables/{self.file}:{self.line} {self.path} {self.code}{facts}"


class TableProblems(Exception):
    """A table cannot be used. `problems` says what is wrong and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Item:
    """One value of a table. Its methods report problems instead of raising, so that one reading finds them all."""

    def __init__(self, node: yaml.Node | None, path: str, file: str, problems: list[Problem]) -> None:
        self.node = node
        self.path = path
        self.file = file
        self.problems = problems

    def refuse(self, code: str, **fields: object) -> None:
        line = self.node.start_mark.line + 1 if self.node else 1
        self.problems.append(Problem(self.file, line, self.path, code, fields))

    def entries(self) -> dict[str, "Item"]:
        """The values of a mapping by key, in their order; {} when this is none."""
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("not_a_mapping")
            return {}
        found: dict[str, Item] = {}
        for key, value in self.node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            part = Item(value, f"{self.path}.{name}".removeprefix("."), self.file, self.problems)
            if name in found:
                part.refuse("duplicate_key", key=name)
            found[name] = part
        return found

    def parts(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, "Item"]:
        """The values of a mapping whose keys are known. One that is missing is there as an empty item."""
        entries, required = self.entries(), tuple(required)
        known = (*required, *optional)
        for key in entries:
            if key not in known:
                entries[key].refuse("unknown_key", key=key, known=", ".join(known))
        for key in required:
            if key not in entries:
                self.refuse("missing_key", key=key)
                # What is missing was reported here; what it holds is not missed a second time.
                entries[key] = Item(None, "", self.file, [])
        return {key: part for key, part in entries.items() if key in known}

    def items(self) -> list["Item"]:
        """The values of a list; [] when this is none."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.refuse("not_a_list")
            return []
        return [
            Item(node, f"{self.path}[{position}]", self.file, self.problems)
            for position, node in enumerate(self.node.value)
        ]

    def text(self, pattern: str = r"(?s).*\S.*", code: str = "text_missing") -> str:
        """The text, which must match the whole pattern; "" after a problem was reported."""
        written = str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else ""
        if re.fullmatch(pattern, written):
            return written
        self.refuse(code, value=written)
        return ""

    def one_of(self, values: Collection[str], code: str) -> str:
        """The text, which must be one of the values; "" after a problem was reported."""
        text = self.text()
        if text and text not in values:
            self.refuse(code, value=text)
            return ""
        return text

    def some_of(self, values: Collection[str], code: str) -> frozenset[str]:
        """A list, not empty, of some of the values. An empty one would never match and look as if it did."""
        chosen = frozenset(item.one_of(values, code) for item in self.items())
        if isinstance(self.node, yaml.SequenceNode) and not chosen:
            self.refuse("empty_list")
        return chosen

    def texts(self) -> Mapping[str, str]:
        """One text in every language that is required, and in others that are known."""
        languages = self.parts(REQUIRED_LANGUAGES, LANGUAGES[len(REQUIRED_LANGUAGES) :])
        return {language: part.text() for language, part in languages.items()}

    def day(self) -> date | None:
        text = self.text(r"\d{4}-\d\d-\d\d", "bad_day")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse("bad_day", value=text)
            return None


def read_table(text: str, file: str) -> Item:
    """The whole table. Raises TableProblems when it is no YAML."""
    try:
        return Item(yaml.compose(text, Loader=LOADER), "", file, [])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise TableProblems(
            [Problem(file, line, "", "not_yaml", {"detail": getattr(error, "problem", "") or ""})]
        ) from error


def read_sources(item: Item) -> dict[str, Source]:
    """The sources that entries of the table name."""
    sources = {}
    for name, entry in item.entries().items():
        parts = entry.parts(("title", "state", "as_of"))
        sources[name] = Source(
            parts["title"].text(), parts["state"].one_of(STATES, "unknown_state"), parts["as_of"].day()
        )
    return sources


def source_of(item: Item, sources: Mapping[str, Source]) -> Source:
    """The source that an entry names; an empty one after a problem was reported."""
    return sources.get(item.one_of(sources, "unknown_source"), Source("", "to_be_confirmed", None))


def finish(table: Item) -> None:
    """Raises TableProblems when the reading of the table found any."""
    if table.problems:
        raise TableProblems(table.problems)


def shipped(file: str) -> str:
    """The text of a table of this room."""
    return (TABLES / file).read_text(encoding="utf-8")
