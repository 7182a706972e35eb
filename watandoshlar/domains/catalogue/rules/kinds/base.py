"""What every kind of field can do."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

REQUIRED = object()
# Signs that turn around the order of what is read (Unicode UAX 9, 2.1 to 2.4), so that an officer would read another
# name than the one that is kept; and two that nobody sees. Those that join letters or mark a direction are spelling.
UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
EMPTY_VALUES: Mapping[str, Any] = {"string": "", "int": 0, "double": 0.0, "bool": False, "list<string>": []}


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a kind: whether a raw value is one, what the value is when it is left out, and how it may change.

    `wider` tells whether every answer allowed under the old value is allowed under the new one.
    """

    accepts: Callable[[Any], bool]
    default: Any = REQUIRED
    wider: Callable[[Any, Any], bool] = lambda old, new: old == new


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent for one field, and what is needed to read it.

    `typed` maps HTML names to the values sent; `current` is the stored value or None (files are not sent again).
    """

    typed: Mapping[str, list[str]]
    facts: Facts | None
    current: Any = None

    def one(self, name: str) -> str:
        """The last value sent under the name, tidied: NFC, no control characters, no space around."""
        values = self.typed.get(name)
        return tidy(values[-1]) if values else ""

    def many(self, name: str) -> list[str]:
        """All values sent under the name, tidied, without empty ones."""
        return [text for text in map(tidy, self.typed.get(name, ())) if text]

    def about(self, current: Any) -> "Posted":
        """The same form, read for another field."""
        return Posted(self.typed, self.facts, current)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of a typed answer. `value` is None when there is none or when it could not be read at all."""

    value: Any
    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


class Kind:
    """One kind of field. Stateless; stored values are plain JSON (docs/howto/service-definition.md)."""

    code: ClassVar[str]
    options: ClassVar[Mapping[str, Option]] = {}
    parts: ClassVar[tuple[str, ...]] = ("",)
    required_code: ClassVar[str] = "required"

    def condition_type(self, options: Mapping[str, Any]) -> str:
        """The CEL type of the answer in conditions."""
        return "string"

    def condition_value(self, field: Field, value: Any) -> Any:
        """An answered value as conditions see it."""
        return value

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        """The stored value of what was typed under the HTML name `name`, and why it could not be read."""
        return posted.one(name) or None, ()

    def typed(self, field: Field, name: str, value: Any) -> dict[str, list[str]]:
        """The inverse of `read`: what the form shows for a stored value."""
        return {name: [value]}

    def fits(self, field: Field, value: Any) -> bool:
        """Whether a stored value has the shape of this field, so that it can be shown and kept under it."""
        return isinstance(value, str)

    def check(self, field: Field, value: Any, facts: Facts | None) -> tuple[Fault, ...]:
        """What is wrong with a stored value that fits; without facts, limits that depend on them are not applied."""
        return ()

    def warn(self, field: Field, value: Any) -> tuple[Fault, ...]:
        """What looks odd in a stored value but never refuses it."""
        return ()

    def display(self, field: Field, value: Any, language: str, texts: "FieldTexts") -> list[str]:
        """The stored value for readers of `language`, one string a line."""
        return str(value).splitlines()

    def parse(
        self, field: Field, typed: Mapping[str, list[str]], facts: Facts | None = None, current: Any = None
    ) -> Parsed:
        """Read what a form sent for a field and check it.

        `typed` maps HTML names to the values sent; `current` is the stored value, which a form does not send again for
        files and which gives the rows of a group their next id. A value with errors was read but is not acceptable;
        None with errors could not be read. That a required answer is missing is no error here: `rules.journey` knows
        what is required, and applies what depends on `facts` when they are not given here.
        """
        value, faults = self.read(field, field.id, Posted(typed, facts, current))
        if not self.is_answered(value):
            return Parsed(None, faults)
        return Parsed(value, faults + self.check(field, value, facts), self.warn(field, value))

    def is_answered(self, value: Any) -> bool:
        """Whether the value is an answer at all."""
        return value is not None and value != "" and value != [] and value != {}

    def takes(self, field: Field, rest: str) -> bool:
        """Whether the form of this field has the HTML name `<field><rest>`, `rest` being "" or beginning with a dot."""
        return rest.removeprefix(".") in self.parts

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        """A few stored values at which conditions may turn; all of them when `is_finite`."""
        return ("a",)

    def turning(self, field: Field, facts: Facts, conditions: Collection[str]) -> tuple[Any, ...]:
        """Stored values among which there is one of every sort that these conditions tell apart."""
        return self.samples(field, facts)

    def is_finite(self, field: Field) -> bool:
        """Whether `samples` are all values that conditions can tell apart."""
        return False


def tidy(text: str) -> str:
    """NFC, line ends as one sign, no control or surrogate characters, no space around. Letters stay as written."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(sign for sign in text if sign in "\n\t" or not _acts(sign)).strip()


def _acts(sign: str) -> bool:
    """Whether a sign is no letter but does something, or nothing that can be seen."""
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in UNSEEN


def prefixed(name: str, parts: Mapping[str, str]) -> dict[str, list[str]]:
    """Typed parts under their full HTML names."""
    return {f"{name}.{part}": [text] for part, text in parts.items()}


def is_record(value: Any, keys: tuple[str, ...]) -> bool:
    """Whether the value is a mapping of exactly these keys to strings."""
    return isinstance(value, dict) and set(value) == set(keys) and all(isinstance(part, str) for part in value.values())


def is_natural(value: Any) -> bool:
    """Whether a raw option is a whole number, zero included; `true` is not one."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_word_list(value: Any) -> bool:
    """Whether a raw option is a list of different words."""
    return isinstance(value, list) and bool(value) and _all_words(value) and len(set(value)) == len(value)


def _all_words(value: list[Any]) -> bool:
    return all(isinstance(item, str) and item for item in value)


def at_least(old: Any, new: Any) -> bool:
    """A limit from above that did not fall; None is no limit."""
    return new is None or (old is not None and new >= old)


def at_most(old: Any, new: Any) -> bool:
    """A limit from below that did not rise; None is no limit."""
    return new is None or (old is not None and new <= old)


def holds_all(old: Any, new: Any) -> bool:
    """A list that lost nothing."""
    return set(old) <= set(new)


def subsets(items: tuple[str, ...]) -> Iterator[list[str]]:
    """Every subset, in the order of the items."""
    for mask in range(2 ** len(items)):
        yield [item for bit, item in enumerate(items) if mask >> bit & 1]
