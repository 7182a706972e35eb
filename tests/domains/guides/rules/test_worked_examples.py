"""The tables of docs/rules/guides.md, and the golden scenarios of every guide."""

from datetime import date
from functools import cache

import pytest
from django.conf import settings

from tests.worked_examples import examples
from watandoshlar.domains.catalogue.api import Facts, Foreseen
from watandoshlar.domains.guides.api import check_guides, freshness, guides, questions
from watandoshlar.domains.guides.folder import services_of_folders
from watandoshlar.domains.guides.rules.deciding import decide

PAGE = "guides.md"
DAY = date(2026, 11, 26)


@cache
def services() -> dict:
    return services_of_folders()


def read(written: str) -> dict[str, str]:
    return {} if written == "–" else dict(pair.split("=") for pair in written.split())


def names(written: str) -> tuple[str, ...]:
    return () if written == "–" else tuple(written.split())


def foresee(slug: str, answers: str) -> Foreseen:
    return services()[slug].foresee(read(answers), Facts(DAY))


@pytest.mark.parametrize(("condition", "answers", "outcome", "because"), examples(PAGE, "Three values"))
def test_a_condition_is_yes_no_or_open(condition, answers, outcome, because):
    compiled = questions().environment.compile(condition, "bool")
    decided = decide(compiled, questions().read(read(answers)), questions())
    assert (decided.outcome, decided.because) == (outcome, names(because))


@pytest.mark.parametrize(("slug", "answers", "outcome", "rule", "because"), examples(PAGE, "What a service says"))
def test_a_service_says_it_before_one_applies(slug, answers, outcome, rule, because):
    foreseen = foresee(slug, answers)
    refused_by = foreseen.refused_by.id if foreseen.refused_by else "–"
    assert (foreseen.outcome, refused_by, set(foreseen.because)) == (outcome, rule, set(names(because)))


@pytest.mark.parametrize(("slug", "answers", "needed", "perhaps"), examples(PAGE, "Papers for the same answers"))
def test_papers_follow_from_the_same_answers(slug, answers, needed, perhaps):
    papers = foresee(slug, answers).papers
    assert {name for name, outcome in papers.items() if outcome == "yes"} == set(names(needed))
    assert {name for name, outcome in papers.items() if outcome == "open"} == set(names(perhaps))


@pytest.mark.parametrize(("as_of", "review_by", "on", "state"), examples(PAGE, "How fresh a source is"))
def test_a_source_grows_stale(as_of, review_by, on, state):
    last = None if review_by == "–" else date.fromisoformat(review_by)
    assert freshness(date.fromisoformat(as_of), last, date.fromisoformat(on)) == state


def test_every_guide_follows_its_scenarios():
    assert [str(problem) for problem in check_guides(settings.GUIDES_DIRECTORY)] == []
    assert all(guide.scenarios for guide in guides().values())
