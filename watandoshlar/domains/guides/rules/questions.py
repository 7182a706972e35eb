"""The few questions whose answers decide what applies to a reader, the same for every guide.

Every question has a short, finite list of answers, so what an unanswered one could change can be tried out
(`deciding`). `country` alone takes any country of ISO 3166-1; for a condition it has as many answers as codes that the
condition names, and one more: another country.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from watandoshlar.foundation.conditions import Condition, Environment, literals_in
from watandoshlar.foundation.countries import is_country
from watandoshlar.foundation.yaml_files import Item, Problem, read_yaml, words_of

FILE = "questions.yaml"
COUNTRY = "country"
# A code of ISO 3166-1 that no country will ever have stands for every country that a condition does not name.
ANOTHER_COUNTRY = "ZZ"
IDENTIFIER = r"[a-z]+(_[a-z]+)*"
UNANSWERED = ""

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question in words by language. `choices` are its answers in words; none for a country."""

    id: str
    text: Mapping[str, str]
    hint: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]

    def takes(self, answer: str) -> bool:
        """Whether this answers the question; "" does not."""
        return answer in self.choices if self.choices else is_country(answer)


@dataclass(frozen=True)
class Questions:
    """All questions by id, in the order in which they are asked."""

    by_id: Mapping[str, Question]

    @cached_property
    def environment(self) -> Environment:
        """The names that the conditions of guides may use."""
        return Environment(dict.fromkeys(self.by_id, "string"))

    def named_in(self, condition: Condition) -> tuple[str, ...]:
        """The questions that a condition names, in order."""
        return tuple(name for name in self.by_id if name in condition.names)

    def possible(self, name: str, condition: Condition) -> tuple[str, ...]:
        """Every answer to a question that can make a difference to the condition."""
        choices = tuple(self.by_id[name].choices)
        return choices or (*sorted(filter(is_country, literals_in(condition.source))), ANOTHER_COUNTRY)

    def read(self, given: Answers) -> dict[str, str]:
        """What was given, as answers: "" for a question that is not answered, or not by any answer that it has."""
        read = {}
        for name, question in self.by_id.items():
            answer = given.get(name, UNANSWERED)
            read[name] = answer if question.takes(answer) else UNANSWERED
        return read


def parse_questions(text: str, folder: str) -> tuple[Questions, list[Problem]]:
    """The questions of the file, and everything that is wrong in it."""
    whole = read_yaml(text, folder, FILE)
    if whole.problems:
        return Questions({}), whole.problems
    listed = whole.parts(required=("questions",))["questions"].entries()
    return Questions({name: _question(name, item) for name, item in listed.items()}), whole.problems


def _question(name: str, item: Item) -> Question:
    choices = () if name == COUNTRY else ("choices",)
    parts = item.parts(required=("text", *choices), optional=("hint",))
    return Question(
        id=name,
        text=words_of(parts["text"]),
        hint=words_of(parts["hint"]) if "hint" in parts else {},
        choices={key: words_of(entry) for key, entry in parts["choices"].entries().items()} if choices else {},
    )
