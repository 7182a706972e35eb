"""What applies to a reader across all guides, or of one guide, by the services as they are published today."""

from collections.abc import Mapping
from dataclasses import dataclass

from watandoshlar.domains.catalogue.api import Facts, Foreseen, Service, published_services
from watandoshlar.domains.guides.folder import guides, questions
from watandoshlar.domains.guides.rules.applying import (
    SectionOutcome,
    StepOutcome,
    concerns,
    sections_for,
    steps_for,
)
from watandoshlar.domains.guides.rules.deciding import OPEN, YES
from watandoshlar.domains.guides.rules.questions import Answers
from watandoshlar.foundation import clock


@dataclass(frozen=True)
class Concern:
    """A guide that matters to a reader by the answers to `because`: its steps that apply, and those that may."""

    because: tuple[str, ...]
    applying: tuple[StepOutcome, ...]
    undecided: tuple[StepOutcome, ...]


@dataclass(frozen=True)
class WhatApplies:
    """The guides that matter to a reader, by slug; those that may, by the first question that decides. `services` are
    the published ones by slug."""

    concerns: Mapping[str, Concern]
    undecided: Mapping[str, tuple[str, ...]]
    services: Mapping[str, Service]


@dataclass(frozen=True)
class GuideApplies:
    """The steps and sections of one guide that a reader is shown."""

    steps: tuple[StepOutcome, ...]
    sections: tuple[SectionOutcome, ...]
    services: Mapping[str, Service]


def foresee(service: Service, answers: Answers) -> Foreseen:
    """What a service says today to who gave these answers."""
    return service.prospects.foresee(answers, Facts(clock.now().date()))


class _Published:
    """The services as they are published, and what they say."""

    def __init__(self) -> None:
        self.services = {service.slug: service for service in published_services()}

    def __call__(self, slug: str, answers: Answers) -> Foreseen | None:
        service = self.services.get(slug)
        return foresee(service, answers) if service else None


def what_applies(given: Answers) -> WhatApplies:
    """Across all guides."""
    answers, published = questions().read(given), _Published()
    matter: dict[str, Concern] = {}
    undecided: dict[str, tuple[str, ...]] = {}
    for guide in guides().values():
        decided = concerns(guide, answers, questions())
        if decided.outcome == OPEN:
            first = decided.because[0]
            undecided[first] = (*undecided.get(first, ()), guide.slug)
        elif decided.outcome == YES:
            steps = steps_for(guide, answers, questions(), published)
            matter[guide.slug] = Concern(
                because=decided.because,
                applying=tuple(one for one in steps if one.applies == YES),
                undecided=tuple(one for one in steps if one.applies == OPEN),
            )
    return WhatApplies(matter, undecided, published.services)


def what_applies_in(slug: str, given: Answers) -> GuideApplies:
    """Of one guide, for its own page."""
    answers, published, guide = questions().read(given), _Published(), guides()[slug]
    return GuideApplies(
        steps=steps_for(guide, answers, questions(), published),
        sections=sections_for(guide, answers, questions()),
        services=published.services,
    )
