"""Reading the folder of guides, once for each process, and checking it with what it refers to."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from watandoshlar.domains.catalogue.api import Facts, Foreseen, Prospects, folders, parse_definition, read_folder
from watandoshlar.domains.certificates.api import own_scheme
from watandoshlar.domains.guides.rules.applying import disagreement, unblamed, untried
from watandoshlar.domains.guides.rules.glossary_file import FILE as GLOSSARY
from watandoshlar.domains.guides.rules.glossary_file import Term, parse_terms
from watandoshlar.domains.guides.rules.guide_file import FOLDER, GUIDE, SCENARIOS, Guide, parse_guide
from watandoshlar.domains.guides.rules.questions import FILE, Answers, Questions, parse_questions
from watandoshlar.foundation.yaml_files import Problem, TableProblems

# Ages are answers of their own, so that scenarios hold on any day; this one makes them the same on all.
SCENARIO_DAY = date(2026, 11, 26)


DEFINITION = "definition.yaml"


class GuideProblems(TableProblems):
    """The folder cannot be used."""


@cache
def questions() -> Questions:
    """The questions of the installation."""
    return read_questions(settings.GUIDES_DIRECTORY)


@cache
def guides() -> Mapping[str, Guide]:
    """The guides of the installation by slug."""
    return read_guides(settings.GUIDES_DIRECTORY)


def read_questions(directory: Path) -> Questions:
    """Raises GuideProblems."""
    found, problems = parse_questions((directory / FILE).read_text(encoding="utf-8"), FOLDER)
    if problems:
        raise GuideProblems(problems)
    return found


def read_terms(directory: Path) -> dict[str, Term]:
    """The words that guides explain, by id; none where nobody wrote any. Raises GuideProblems."""
    found, problems = _terms(directory)
    if problems:
        raise GuideProblems(problems)
    return found


def _terms(directory: Path) -> tuple[dict[str, Term], list[Problem]]:
    file = directory / GLOSSARY
    return parse_terms(file.read_text(encoding="utf-8"), FOLDER) if file.exists() else ({}, [])


def read_guides(directory: Path) -> dict[str, Guide]:
    """Every guide by its slug. Raises GuideProblems with what is wrong in any file."""
    found, problems = _read(directory)
    if problems:
        raise GuideProblems(problems)
    return found


def _read(directory: Path) -> tuple[dict[str, Guide], list[Problem]]:
    asked = read_questions(directory)
    found, problems = {}, []
    for folder in sorted(path for path in directory.iterdir() if path.is_dir()):
        files = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
        guide, wrong = parse_guide(folder.name, files, asked)
        problems += wrong
        if guide:
            found[folder.name] = guide
    return found, problems


def services_of_folders() -> dict[str, Prospects]:
    """What the services will say as they stand in their folders, published or not."""
    return {
        folder.name: Prospects(parse_definition(read_folder(folder).definition))
        for folder in folders(with_tutorial=False)
    }


def check_guides(directory: Path) -> list[Problem]:
    """Everything that is wrong: in the files, in what they refer to, and with the scenarios of every guide."""
    try:
        asked = read_questions(directory)
        found, problems = _read(directory)
    except GuideProblems as refused:
        return list(refused.problems)
    problems += _terms(directory)[1]
    services = services_of_folders()
    broken = {problem.folder for problem in problems}
    problems += _unknown_questions(services, asked)
    for slug, guide in found.items():
        problems += _unknown_references(guide, found)
        problems += [
            Problem(f"{FOLDER}/{slug}", GUIDE, 1, "sources", "unused_source", {"source": name})
            for name in guide.sources.keys() - {part.source for part in (*guide.steps, *guide.sections)}
        ]
        if f"{FOLDER}/{slug}" not in broken:
            problems += _wrong_scenarios(guide, asked, services)
    return problems


def _unknown_references(guide: Guide, found: Mapping[str, Guide]) -> list[Problem]:
    known = {
        "service": {folder.name for folder in folders(with_tutorial=False)},
        "guide": found.keys() - {guide.slug},
        "right": own_scheme().categories.keys(),
    }
    return [
        Problem(f"{FOLDER}/{guide.slug}", GUIDE, 1, f"steps[{position}].{kind}", f"unknown_{kind}", {"value": named})
        for position, step in enumerate(guide.steps)
        for kind, names in known.items()
        if (named := getattr(step, kind)) and named not in names
    ]


def _unknown_questions(services: Mapping[str, Prospects], asked: Questions) -> list[Problem]:
    """What a service takes for a common question or an answer to one, and is none."""
    return [
        Problem(
            f"services/{slug}", "definition.yaml", 1, "asked_before", "unknown_answer", {"value": f"{name}: {answer}"}
        )
        for slug, service in services.items()
        for name, answers in service.common_answers.items()
        for answer in answers
        if name not in asked.by_id or not asked.by_id[name].takes(answer)
    ]


def _wrong_scenarios(guide: Guide, asked: Questions, services: Mapping[str, Prospects]) -> list[Problem]:
    def foresee(slug: str, answers: Answers) -> Foreseen | None:
        return services[slug].foresee(answers, Facts(SCENARIO_DAY)) if slug in services else None

    problems = []
    for position, scenario in enumerate(guide.scenarios):
        if found := disagreement(guide, scenario, asked, foresee):
            facts = dict(vars(found))
            problems.append(
                Problem(f"{FOLDER}/{guide.slug}", SCENARIOS, 1, f"[{position}]", "scenario_disagrees", facts)
            )
    problems += [
        Problem(f"{FOLDER}/{guide.slug}", SCENARIOS, 1, part, "condition_untried", {"lacks": outcome})
        for part, outcome in untried(guide, asked)
    ]
    problems += [
        Problem(f"{FOLDER}/{guide.slug}", SCENARIOS, 1, part, "question_untried", {"question": name})
        for part, name in unblamed(guide, asked)
    ]
    if all(any(scenario.answers.values()) for scenario in guide.scenarios):
        problems.append(Problem(f"{FOLDER}/{guide.slug}", SCENARIOS, 1, "", "nobody_untried", {}))
    return problems
