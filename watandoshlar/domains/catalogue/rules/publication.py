"""From a service folder to a content that may be published, or to everything that keeps it from being published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Definition
from watandoshlar.domains.catalogue.rules.examples import Lifecycle, example_problems
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems, Problem
from watandoshlar.domains.catalogue.rules.kinds import kind_of
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.texts import derive, expected_texts, text_problems
from watandoshlar.domains.catalogue.rules.trying import reach_problems, trial_problems
from watandoshlar.domains.catalogue.rules.version import Content, Service, content_hash

Marks = Mapping[str, tuple[int, int]]
# The day on which a definition is tried out; examples name their own.
TRIAL_DAY = date(2026, 11, 2)
TERM_STARTS = ("submitted", "received")
NAMES_OF_BUTTONS = ("add", "remove")


@dataclass(frozen=True)
class ServiceFolder:
    """A service folder as read: `texts` by language code in lower case, `examples` by name, all of them raw."""

    name: str
    definition: Any
    marks: Marks = field(default_factory=dict)
    texts: Mapping[str, Any] = field(default_factory=dict)
    text_files: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Languages:
    """`required` languages must be complete; `derived` maps a language to the one that it follows from by rule,
    `converters` to the rule; `fallback` is shown where a partial language lacks a text."""

    required: tuple[str, ...]
    derived: Mapping[str, str]
    partial: tuple[str, ...]
    fallback: str
    converters: Mapping[str, Callable[[str], str]]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.required, *self.derived, *self.partial)


def content_of(folder: ServiceFolder, languages: Languages) -> Content:
    """The content of a folder. Derived texts are written out, so that a later change of the rule alters no version."""
    texts = {
        language: _without_review(raw) for language, raw in folder.texts.items() if language not in languages.derived
    }
    for language, base in languages.derived.items():
        if isinstance(texts.get(base), Mapping):
            texts[language] = derive(
                texts[base], _without_review(folder.texts.get(language)), languages.converters[language]
            )
    return {"definition": folder.definition, "texts": texts}


def _without_review(raw: Any) -> Any:
    """The texts without the list of those that a speaker has yet to confirm: it speaks to writers, not to readers."""
    return {key: value for key, value in raw.items() if key != "review"} if isinstance(raw, Mapping) else raw


def check_folder(folder: ServiceFolder, languages: Languages, lifecycle: Lifecycle | None = None) -> Service:
    """Check a folder in every respect. Raises DefinitionProblems with all that is wrong.

    `lifecycle` is the case's table of steps; without it nobody walks the officers' steps of the examples.
    """
    definition = parse_definition(folder.definition, folder.marks)
    content = content_of(folder, languages)
    problems = list(_folder_problems(folder, definition, languages))
    problems += text_problems(definition, content["texts"], languages.required, _files(folder, languages))
    reached: set[str] = set()
    for name, raw in folder.examples.items():
        found, seen = example_problems(definition, name, raw, lifecycle)
        problems += found
        reached |= seen
    facts = Facts(TRIAL_DAY)
    # What follows from the answers is only tried where it can be evaluated.
    tried = trial_problems(definition, facts) or reach_problems(definition, facts, reached)
    problems += [_placed(problem, folder.marks) for problem in tried]
    service = Service(content, content_hash(content), languages.fallback)
    if not problems:
        problems += _display_problems(service, languages)
    if problems:
        raise DefinitionProblems(problems)
    return service


def _folder_problems(folder: ServiceFolder, definition: Definition, languages: Languages) -> Iterator[Problem]:
    if folder.name != definition.service:
        line, column = folder.marks.get("service", (0, 0))
        yield Problem("service", "other_than_folder", {"folder": folder.name}, line=line, column=column)
    yield from (_placed(problem, folder.marks) for problem in _no_longer_published(definition))
    for language in folder.texts.keys() - set(languages.all):
        yield Problem("", "unknown_language", {"language": language}, folder.text_files.get(language, "texts"))
    known = {".".join(item.path[:length]) for item in expected_texts(definition) for length in range(1, 9)}
    for language, raw in folder.texts.items():
        for path in (raw.get("review") or ()) if isinstance(raw, Mapping) else ():
            if path not in known:
                yield Problem(f"review.{path}", "text_for_nothing", file=folder.text_files[language])
    for source in definition.sources.values():
        if source.act:
            path = f"sources.{source.key}.act"
            yield _placed(Problem(path, "unknown_key", {"known": ["url", "state", "as_of"]}), folder.marks)
    if not folder.examples:
        yield Problem("", "no_examples", file="examples")


def _no_longer_published(definition: Definition) -> Iterator[Problem]:
    """What a version published earlier may have, because drafts and cases are pinned to it, but no new one.

    Codes: `no_document`: an approved case would stay open for ever, as nothing is issued or handed over, or what is
    downloaded is not there; `not_one_of`: a term that starts at an event which
    nothing counts from; `reserved_id`: in a row the id would be taken for a button of the form.
    """
    ways = definition.hand_over.ways if definition.hand_over else ("download",)
    if definition.document is None and definition.register != "appeals" and "download" in ways:
        yield Problem("document", "no_document")
    for number, term in enumerate(definition.terms):
        if term.starts not in TERM_STARTS:
            yield Problem(f"terms[{number}].starts", "not_one_of", {"known": list(TERM_STARTS)})
    for number, page in enumerate(definition.pages):
        for position, asked in enumerate(page.fields):
            for row, inner in enumerate(asked.fields):
                if inner.id in NAMES_OF_BUTTONS:
                    path = f"pages[{number}].fields[{position}].fields[{row}].id"
                    yield Problem(path, "reserved_id", {"id": inner.id})


def _files(folder: ServiceFolder, languages: Languages) -> Callable[[str], str]:
    def file(language: str) -> str:
        named = language if language in folder.text_files else languages.derived.get(language, language)
        return folder.text_files.get(named, f"texts/{named}.yaml")

    return file


def _placed(problem: Problem, marks: Marks) -> Problem:
    path = problem.path
    while path and path not in marks:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    line, column = marks.get(path, (0, 0))
    return replace(problem, line=line, column=column)


def _display_problems(service: Service, languages: Languages) -> Iterator[Problem]:
    """Answers of every kind must have words in every language. Code: `not_shown`."""
    facts = Facts(TRIAL_DAY)
    for language in languages.all:
        texts = service.texts(language)
        for asked in service.definition.fields.values():
            kind = kind_of(asked)
            for value in kind.samples(asked, facts):
                lines = kind.display(asked, value, language, texts.field(asked.id))
                if not lines or not all(lines):
                    yield Problem(f"fields.{asked.id}", "not_shown", {"language": language, "value": value})
