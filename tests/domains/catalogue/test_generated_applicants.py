"""Applicants made from the definitions themselves: whatever they answer, they come to an end and know what to do."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.generated_applicants import TODAY, Applicant
from watandoshlar.domains.catalogue.folders import folders, read_folder
from watandoshlar.domains.catalogue.queries import languages
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.kinds import EVIDENCE_KINDS
from watandoshlar.domains.catalogue.rules.publication import content_of
from watandoshlar.domains.catalogue.rules.version import Service

FOLDERS = folders(with_tutorial=True)
SLUGS = [folder.name for folder in FOLDERS]
PLACES = [("seoul", "KR"), ("moscow", "RU"), ("brussels", "BE"), ("mazar-i-sharif", "AF"), ("new-york", "US")]


@cache
def service(slug: str) -> Service:
    folder = read_folder(next(folder for folder in FOLDERS if folder.name == slug))
    return Service(content_of(folder, languages()), "not published", "uz")


def labels_of_evidence(journey: Journey, texts: Any) -> Iterator[str]:
    for page in journey.pages:
        yield from (texts.field(asked.id).label for asked in journey.fields(page) if asked.kind in EVIDENCE_KINDS)


@pytest.mark.parametrize("slug", SLUGS)
# A walk that fails is told as it is: making it smaller takes longer than reading it.
@settings(max_examples=30, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False), place=st.sampled_from(PLACES))
def test_every_applicant_comes_to_an_end(slug: str, chance: Random, place: tuple[str, str]) -> None:
    definition = service(slug).definition
    applicant = Applicant(definition, Facts(TODAY, *place), chance)
    ended_by = applicant.walk()
    journey = applicant.journey
    labels = Counter(labels_of_evidence(journey, service(slug).texts("en")))
    assert [label for label, times in labels.items() if times > 1] == [], "the same evidence is asked twice"
    if ended_by:
        for language in languages().all:
            told = service(slug).texts(language).eligibility(ended_by)
            assert told.reason.strip()
            assert told.advice.strip()
        return
    assert journey.problems() == {}
    assert journey.term() is not None
    for fee in journey.fees_due():
        assert fee.source in definition.sources, f"the fee {fee.id} has no source"
    journey.needs_second_officer()
    journey.expiry(TODAY)


def sentences(text: str) -> int:
    return sum(text.count(sign) for sign in ".!?؟۔")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_every_refusal_says_what_to_do(slug: str, language: str) -> None:
    """The reason first, then what can be done about it: at least a sentence each."""
    texts = service(slug).texts(language)
    reasons: Mapping[str, str] = {
        reason: texts.refusal_reason(reason) for reason in service(slug).definition.decision.refusal_reasons
    }
    assert {reason: text for reason, text in reasons.items() if sentences(text) < 2} == {}


def test_every_folder_is_walked() -> None:
    assert {Path(folder).name for folder in FOLDERS} == set(SLUGS)
