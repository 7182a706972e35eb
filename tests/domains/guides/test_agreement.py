"""Guide, eligibility and checklist agree: random applications bear out what a guide says of a service before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from django.conf import settings
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.generated_applicants import TODAY, Applicant
from watandoshlar.domains.catalogue.api import (
    AskedBefore,
    Definition,
    Facts,
    Foreseen,
    Journey,
    Prospects,
    folders,
    parse_definition,
    read_folder,
)
from watandoshlar.domains.catalogue.rules.definition import fields_of
from watandoshlar.domains.guides.api import guides, questions

NAMED = sorted({step.service for guide in guides().values() for step in guide.steps if step.service})
FOLDERS = {folder.name: folder for folder in folders(with_tutorial=False)}
FACTS = Facts(TODAY, "seoul", "KR")


@cache
def definition_of(slug: str) -> Definition:
    return parse_definition(read_folder(FOLDERS[slug]).definition)


@cache
def prospects_of(slug: str) -> Prospects:
    return Prospects(definition_of(slug))


def contradicts(entry: AskedBefore, journey: Journey) -> bool:
    """Whether the application says something else than the answers given before it."""
    names = fields_of(entry.then) & journey.definition.fields.keys()
    asked = all(journey.shows(name) and journey.given(name) is not None for name in names)
    return asked and not journey.holds(entry.then)


def told_by(journey: Journey, chance: Random) -> dict[str, str]:
    """Random answers to the common questions with which the application agrees."""
    told = {}
    for name, question in questions().by_id.items():
        if name != "country" and chance.random() < 0.75:
            told[name] = chance.choice(list(question.choices))
    for entry in journey.definition.asked_before:
        if entry.speaks_for(told) and contradicts(entry, journey):
            told.pop(chance.choice([name for name, _answers in entry.when]))
    return told


def disagreements(foreseen: Foreseen, journey: Journey, ended_by: str | None) -> Iterator[str]:
    """What was foreseen and did not come so."""
    if foreseen.outcome == "no" and ended_by is None:
        yield f"refused by {foreseen.refused_by.id}, and yet one could apply"
    if foreseen.outcome != "no" and ended_by and ended_by not in {rule.id for rule in foreseen.undecided}:
        yield f"nothing stood against it, and yet {ended_by} refused"
    # Who was refused has not answered everything: what would have been asked of them is not known.
    if ended_by is None:
        yield from _of_papers(foreseen.papers, set(journey.required_evidence()))
        yield from _of_fees(foreseen, journey)
        if foreseen.visit != "open" and (foreseen.visit == "yes") != (journey.visit() is not None):
            yield f"a visit: {foreseen.visit}"
        if foreseen.term and journey.term().id != foreseen.term.id:
            yield f"the term {foreseen.term.id}"


def _of_papers(papers: Mapping[str, str], required: set[str]) -> Iterator[str]:
    needed = {name for name, outcome in papers.items() if outcome == "yes"}
    if not needed <= required <= papers.keys():
        yield f"papers {sorted(needed - required)} {sorted(required - papers.keys())}"


def _of_fees(foreseen: Foreseen, journey: Journey) -> Iterator[str]:
    due = {fee.id: fee.waived_by for fee in journey.fees_due()}
    sure = {one.fee.id for one in foreseen.fees if one.outcome == "yes"}
    if not sure <= due.keys() <= {one.fee.id for one in foreseen.fees}:
        yield f"fees {sorted(sure)} {sorted(due)}"
    for one in foreseen.fees:
        if one.fee.id in due and one.waived != "open" and (one.waived == "yes") != bool(due[one.fee.id]):
            yield f"waived {one.fee.id}: {one.waived}"


def applied(slug: str, chance: Random) -> tuple[Journey, str | None]:
    applicant = Applicant(definition_of(slug), FACTS, chance)
    ended_by = applicant.walk()
    return applicant.journey, ended_by


@pytest.mark.parametrize("slug", NAMED)
@hypothesis_settings(max_examples=50, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False))
def test_what_is_foreseen_comes_true(slug: str, chance: Random) -> None:
    journey, ended_by = applied(slug, chance)
    # One application bears out whatever was told before it.
    for _told in range(4):
        told = told_by(journey, chance)
        foreseen = prospects_of(slug).foresee(told, FACTS)
        assert list(disagreements(foreseen, journey, ended_by)) == [], told


def test_a_rule_of_its_own_would_be_found_out() -> None:
    """A guide that judged by another rule than the service does: the comparison finds it."""
    chance, slug = Random(7), "return-certificate"
    definition = definition_of(slug)
    stranger = definition.environment.compile("citizenship == 'other'", "bool")
    rules = tuple(
        replace(rule, require=stranger) if rule.id == "right_citizenship" else rule for rule in definition.eligibility
    )
    other = Prospects(replace(definition, eligibility=rules))
    found = set()
    for _time in range(40):
        journey, ended_by = applied(slug, chance)
        found |= set(disagreements(other.foresee(told_by(journey, chance), FACTS), journey, ended_by))
    assert any("and yet one could apply" in one for one in found)


def test_paper_of_its_own_would_be_found_out() -> None:
    """A guide whose checklist knew another condition than the form: the comparison finds it."""
    chance, slug = Random(7), "biometric-passport"
    definition = definition_of(slug)
    pages = tuple(
        replace(
            page, fields=tuple(replace(one, required=True) if one.id == "passport_scan" else one for one in page.fields)
        )
        for page in definition.pages
    )
    other = Prospects(replace(definition, pages=pages))
    found = set()
    for _time in range(40):
        journey, ended_by = applied(slug, chance)
        found |= set(disagreements(other.foresee({"papers": "lost"}, FACTS), journey, ended_by))
    assert "papers ['passport_scan'] []" in found


def test_every_answer_that_a_service_names_is_one() -> None:
    for slug, folder in FOLDERS.items():
        for name, answers in Prospects(parse_definition(read_folder(folder).definition)).common_answers.items():
            assert all(questions().by_id[name].takes(answer) for answer in answers), (slug, name)


def test_guides_name_services_at_all() -> None:
    assert len(NAMED) >= 15
    assert settings.GUIDES_DIRECTORY.is_dir()


def test_papers_that_hang_on_a_country_are_foreseen() -> None:
    """A list of countries stands in the condition of the paper alone."""
    assert prospects_of("consular-registration").foresee({}, FACTS).papers["departure_sheet"] == "open"
