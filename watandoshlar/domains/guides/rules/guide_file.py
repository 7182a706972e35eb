"""One folder of `guides/` as frozen records, checked: its README says what each key means.

Problem codes: those of `foundation.yaml_files`, `id_is_not_folder_name`, `bad_id`, `duplicate_id`, `unknown_topic`,
`unknown_country`, `unknown_question`, `question_not_asked`, `unknown_choice`, `too_many_answers`, `unknown_source`,
`unknown_step`, `unknown_section`, `unknown_outcome`, `missing_file`, `empty_list`, and those of a condition.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import prod

from watandoshlar.domains.guides.rules.questions import ANOTHER_COUNTRY, Answers, Questions
from watandoshlar.foundation.conditions import Condition, ConditionError, literals_in
from watandoshlar.foundation.countries import is_country
from watandoshlar.foundation.yaml_files import (
    REQUIRED_LANGUAGES,
    Item,
    Problem,
    Source,
    read_yaml,
    sources_of,
    words_of,
)

FOLDER = "guides"
GUIDE, SCENARIOS, TEXTS = "guide.yaml", "scenarios.yaml", "texts"
TOPICS = ("trouble", "papers", "family", "work", "daily_life", "home_coming", "taking_part")
OUTCOMES = ("yes", "open", "no")
SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
# A condition is tried with every answer that is not known; one that names more together is too much to ask anyway.
MOST_ANSWERS = 2000


@dataclass(frozen=True)
class Step:
    """Something to do, shown when `when` holds. With a `service` the rules of the service say whether one can apply.

    `right` is a category of holders in rights/; `post` says that the reader's post is shown, `emergency` its numbers.
    """

    id: str
    when: Condition
    source: str
    service: str = ""
    guide: str = ""
    right: str = ""
    post: bool = False
    emergency: bool = False
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of what the guide tells, shown when `when` holds."""

    id: str
    when: Condition
    source: str


@dataclass(frozen=True)
class Words:
    """The text of a step or section; `documents` are the labels of a step's papers by id."""

    title: str
    body: str
    documents: Mapping[str, str]


@dataclass(frozen=True)
class GuideTexts:
    """The words of a guide in one language. `neutral_title` is what a tab may show of a sensitive guide; `review` says
    that a speaker has yet to confirm them."""

    title: str
    neutral_title: str
    summary: str
    sections: Mapping[str, Words]
    steps: Mapping[str, Words]
    review: bool = False


@dataclass(frozen=True)
class Scenario:
    """Somebody's answers and what the guide must show: steps in order, each with the outcome that it must have ("" for
    any), and the sections, where they are named."""

    name: Mapping[str, str]
    answers: Answers
    steps: tuple[tuple[str, str], ...]
    sections: tuple[str, ...] | None


@dataclass(frozen=True)
class Guide:
    """A whole guide, checked. `concerns` says to whom it matters; None where no question tells."""

    slug: str
    topic: str
    country: str
    concerns: Condition | None
    sensitive: bool
    sources: Mapping[str, Source]
    questions: tuple[str, ...]
    steps: tuple[Step, ...]
    sections: tuple[Section, ...]
    texts: Mapping[str, GuideTexts]
    scenarios: tuple[Scenario, ...]

    def step(self, step_id: str) -> Step:
        return next(step for step in self.steps if step.id == step_id)


def parse_guide(slug: str, files: Mapping[str, str], questions: Questions) -> tuple[Guide | None, list[Problem]]:
    """The guide of a folder whose files are given by name ("texts/uz.yaml"), and everything that is wrong with it."""
    folder = f"{FOLDER}/{slug}"
    languages = {name[len(TEXTS) + 1 : -len(".yaml")].lower(): name for name in files if name.startswith(TEXTS)}
    needed = (GUIDE, SCENARIOS, *(f"{TEXTS}/{language}.yaml" for language in REQUIRED_LANGUAGES))
    missing = [Problem(folder, name, 1, "", "missing_file") for name in needed if name not in files]
    if missing:
        return None, missing
    whole = read_yaml(files[GUIDE], folder, GUIDE)
    if whole.problems:
        return None, whole.problems
    guide = _guide(whole, slug, questions)
    texts = {language: read_yaml(files[name], folder, name) for language, name in languages.items()}
    scenarios = read_yaml(files[SCENARIOS], folder, SCENARIOS)
    read_texts = {language: _texts(item, guide) for language, item in texts.items() if item.node}
    read_scenarios = tuple(_scenario(item, guide, questions) for item in _filled(scenarios)) if scenarios.node else ()
    problems = [problem for item in (whole, scenarios, *texts.values()) for problem in item.problems]
    return _with(guide, read_texts, read_scenarios), problems


def _with(guide: Guide, texts: Mapping[str, GuideTexts], scenarios: tuple[Scenario, ...]) -> Guide:
    return Guide(**{**vars(guide), "texts": texts, "scenarios": scenarios})


# --- guide.yaml -----------------------------------------------------------------------------------------------------


def _guide(whole: Item, slug: str, questions: Questions) -> Guide:
    parts = whole.parts(
        required=("guide", "topic", "sources", "questions", "steps", "sections"),
        optional=("country", "sensitive", "concerns"),
    )
    if parts["guide"].text() not in (slug, ""):
        parts["guide"].refuse("id_is_not_folder_name", folder=slug)
    sources = sources_of(parts["sources"], reviewed=True)
    asked = tuple(item.one_of(questions.by_id, "unknown_question") for item in parts["questions"].items())
    return Guide(
        slug=slug,
        topic=parts["topic"].one_of(TOPICS, "unknown_topic"),
        country=_country(parts),
        concerns=_concerns(parts, questions),
        sensitive=_flag(parts, "sensitive"),
        sources=sources,
        questions=asked,
        steps=tuple(_step(item, sources, asked, questions) for item in _once(parts["steps"])),
        sections=tuple(_section(item, sources, asked, questions) for item in _once(parts["sections"])),
        texts={},
        scenarios=(),
    )


def _country(parts: Mapping[str, Item]) -> str:
    country = parts["country"].written() if "country" in parts else ""
    if country and not is_country(country):
        parts["country"].refuse("unknown_country", value=country)
    return country


def _flag(parts: Mapping[str, Item], name: str) -> bool:
    return name in parts and parts[name].one_of(("true", "false"), "not_a_boolean") == "true"


def _once(listed: Item) -> list[Item]:
    """The entries of a list, whose ids may not come twice."""
    entries, seen = listed.items(), set()
    for entry in entries:
        name = entry.entries().get("id")
        if name and name.written() in seen:
            name.refuse("duplicate_id", id=name.written())
        seen.add(name.written() if name else "")
    return entries


def _step(item: Item, sources: Mapping[str, Source], asked: Collection[str], questions: Questions) -> Step:
    links = ("service", "guide", "right")
    parts = item.parts(required=("id", "source"), optional=("when", *links, "post", "emergency", "documents"))
    documents = parts["documents"].items() if "documents" in parts else []
    return Step(
        id=parts["id"].text(SLUG, "bad_id"),
        when=_when(parts, asked, questions),
        source=parts["source"].one_of(sources, "unknown_source"),
        **{name: parts[name].text() if name in parts else "" for name in links},
        post=_flag(parts, "post"),
        emergency=_flag(parts, "emergency"),
        documents=tuple(document.text(SLUG, "bad_id") for document in documents),
    )


def _section(item: Item, sources: Mapping[str, Source], asked: Collection[str], questions: Questions) -> Section:
    parts = item.parts(required=("id", "source"), optional=("when",))
    return Section(
        id=parts["id"].text(SLUG, "bad_id"),
        when=_when(parts, asked, questions),
        source=parts["source"].one_of(sources, "unknown_source"),
    )


def _concerns(parts: Mapping[str, Item], questions: Questions) -> Condition | None:
    return _condition(parts["concerns"], questions.by_id, questions) if "concerns" in parts else None


def _when(parts: Mapping[str, Item], asked: Collection[str], questions: Questions) -> Condition:
    found = _condition(parts["when"], asked, questions) if "when" in parts else None
    return found or questions.environment.compile("true", "bool")


def _condition(item: Item, asked: Collection[str], questions: Questions) -> Condition | None:
    """The condition; None after a problem was reported."""
    source = item.text()
    try:
        condition = questions.environment.compile(source, "bool") if source else None
    except ConditionError as error:
        item.refuse(error.code, column=error.column, detail=error.detail)
        return None
    if condition:
        _check_names(condition, item, asked, questions)
    return condition


def _check_names(condition: Condition, item: Item, asked: Collection[str], questions: Questions) -> None:
    """A misspelt answer would make a condition that never holds, which nobody notices."""
    named = questions.named_in(condition)
    for name in named:
        if name not in asked:
            item.refuse("question_not_asked", question=name)
    answers = {name: questions.possible(name, condition) for name in named}
    known = {answer for each in answers.values() for answer in each} - {ANOTHER_COUNTRY}
    for literal in sorted(literals_in(condition.source) - known):
        item.refuse("unknown_choice", value=literal)
    if prod(map(len, answers.values())) > MOST_ANSWERS:
        item.refuse("too_many_answers", questions=", ".join(named))


# --- texts ----------------------------------------------------------------------------------------------------------


def _texts(item: Item, guide: Guide) -> GuideTexts:
    neutral = ("neutral_title",) if guide.sensitive else ()
    parts = item.parts(required=("title", "summary", *neutral, "sections", "steps"), optional=("review",))
    papers = {step.id: step.documents for step in guide.steps}
    return GuideTexts(
        title=parts["title"].text(),
        neutral_title=parts["neutral_title"].text() if neutral else "",
        summary=parts["summary"].text(),
        sections=_words(parts["sections"], {section.id: () for section in guide.sections}),
        steps=_words(parts["steps"], papers),
        review=_flag(parts, "review"),
    )


def _words(item: Item, papers: Mapping[str, tuple[str, ...]]) -> dict[str, Words]:
    """The words of every step or section by its id; `papers` are the documents that each of them names."""
    found = {}
    for name, part in item.parts(required=tuple(papers)).items():
        labels = ("documents",) if papers[name] else ()
        parts = part.parts(required=("title", "body", *labels))
        documents = parts["documents"].parts(required=papers[name]) if labels else {}
        found[name] = Words(
            title=parts["title"].text(),
            body=parts["body"].text(),
            documents={key: label.text() for key, label in documents.items()},
        )
    return found


# --- scenarios ------------------------------------------------------------------------------------------------------


def _filled(scenarios: Item) -> list[Item]:
    listed = scenarios.items()
    if scenarios.is_list and not listed:
        scenarios.refuse("empty_list")
    return listed


def _scenario(item: Item, guide: Guide, questions: Questions) -> Scenario:
    parts = item.parts(required=("name", "answers", "steps"), optional=("sections",))
    name = parts["name"].written()
    steps = {step.id for step in guide.steps}
    sections = {section.id for section in guide.sections}
    return Scenario(
        name=dict.fromkeys(REQUIRED_LANGUAGES, name) if name else words_of(parts["name"]),
        answers=_answers(parts["answers"], guide, questions),
        steps=tuple(_expected(one, steps) for one in parts["steps"].items()),
        sections=(
            tuple(one.one_of(sections, "unknown_section") for one in parts["sections"].items())
            if "sections" in parts
            else None
        ),
    )


def _answers(item: Item, guide: Guide, questions: Questions) -> dict[str, str]:
    answers = {}
    for name, entry in item.entries().items():
        if name not in questions.by_id:
            entry.refuse("unknown_question", value=name)
        elif name not in guide.questions:
            entry.refuse("question_not_asked", question=name)
        elif entry.written() and not questions.by_id[name].takes(entry.written()):
            entry.refuse("unknown_choice", value=entry.written())
        else:
            answers[name] = entry.written()
    return answers


def _expected(item: Item, steps: Collection[str]) -> tuple[str, str]:
    if step := item.written():
        return item.one_of(steps, "unknown_step"), ""
    for step, outcome in item.entries().items():
        if step not in steps:
            outcome.refuse("unknown_step", value=step)
        return step, outcome.one_of(OUTCOMES, "unknown_outcome")
    return "", ""
