"""Reading YAML with the place of every value, so that a problem can say in which line it is.

Every scalar is text: YAML's own guesses turn the country code `NO` into "false" and `09:30` into a number.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

import yaml

# The parser in C is ten times as fast; the one in Python reads the same where there is no C.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file of a folder. `code` is stable; `path` is like "overrides.passport.fees"."""

    folder: str
    file: str
    line: int
    path: str
    code: str
    fields: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        facts = "".join(f" {name}={value!r}" for name, value in self.fields.items())
        return f"{self.folder}/{self.file}:{self.line} {self.path} {self.code}{facts}"


@dataclass
class Report:
    """The file that is read, and what was found wrong in it."""

    folder: str
    file: str
    problems: list[Problem] = field(default_factory=list)


class Item:
    """One value of a file, with its place. Its methods report problems instead of raising, so that one reading finds
    them all."""

    def __init__(self, node: yaml.Node | None, path: str, report: Report) -> None:
        self.node = node
        self.path = path
        self.report = report

    @property
    def problems(self) -> list[Problem]:
        """Of the whole file, as far as it has been read."""
        return self.report.problems

    def refuse(self, code: str, **fields: object) -> None:
        """Report a problem at this place."""
        line = self.node.start_mark.line + 1 if self.node else 1
        self.problems.append(Problem(self.report.folder, self.report.file, line, self.path, code, fields))

    def part(self, node: yaml.Node, name: str) -> "Item":
        """A value inside this one."""
        path = f"{self.path}{name}" if name.startswith("[") else f"{self.path}.{name}".removeprefix(".")
        return Item(node, path, self.report)

    def entries(self) -> dict[str, "Item"]:
        """The values of a mapping by key; {} when this is none. Reports keys that are written twice."""
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("not_a_mapping")
            return {}
        found: dict[str, Item] = {}
        for key, value in self.node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.part(key, "?").refuse("text_missing", value="")
                continue
            part = self.part(value, key.value)
            if key.value in found:
                part.refuse("duplicate_key", key=key.value)
            found[key.value] = part
        return found

    def parts(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, "Item"]:
        """The values of a mapping whose keys are known; one that is missing is there as an empty item. Reports missing
        and unknown keys."""
        entries, required = self.entries(), tuple(required)
        known = (*required, *optional)
        for key in required:
            if key not in entries:
                if isinstance(self.node, yaml.MappingNode):
                    self.refuse("missing_key", key=key)
                # What is missing was reported here; what it holds is not missed a second time.
                entries[key] = Item(None, "", Report(self.report.folder, self.report.file))
        for key, part in entries.items():
            if key not in known:
                part.refuse("unknown_key", key=key, known=", ".join(known))
        return {key: part for key, part in entries.items() if key in known}

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def items(self) -> list["Item"]:
        """The values of a list; [] when this is none."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.refuse("not_a_list")
            return []
        return [self.part(node, f"[{position}]") for position, node in enumerate(self.node.value)]

    def text(self, pattern: str = r"(?s).*\S.*", code: str = "text_missing") -> str:
        """The text, which must match the whole pattern; "" after a problem was reported."""
        if isinstance(self.node, yaml.ScalarNode) and re.fullmatch(pattern, self.node.value):
            return str(self.node.value)
        self.refuse(code, value=self.written())
        return ""

    def one_of(self, values: Collection[str], code: str) -> str:
        """The text, which must be one of the values; "" after a problem was reported."""
        text = self.text()
        if text and text not in values:
            self.refuse(code, value=text)
            return ""
        return text

    def day(self) -> date | None:
        """A day written as 2026-11-30, and in no other form of the standard; None after a problem was reported."""
        text = self.text(r"\d{4}-\d\d-\d\d", "bad_day")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse("bad_day", value=text)
            return None

    def number(self, lowest: int, highest: int) -> int:
        """A whole number within bounds (both included); the lowest after a problem was reported."""
        text = self.written()
        if text.isascii() and text.isdigit() and lowest <= int(text) <= highest:
            return int(text)
        self.refuse("bad_number", value=text, lowest=lowest, highest=highest)
        return lowest

    def written(self) -> str:
        """What stands in the file, or "" when it is not a scalar."""
        return str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else ""


def read_yaml(text: str, folder: str, file: str) -> Item:
    """The whole file. Text that is not YAML gives an empty item with the problem `not_yaml` reported."""
    report = Report(folder, file)
    try:
        return Item(yaml.compose(text, Loader=LOADER), "", report)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        detail = getattr(error, "problem", "") or ""
        report.problems.append(Problem(folder, file, line, "", "not_yaml", {"detail": detail}))
        return Item(None, "", report)
