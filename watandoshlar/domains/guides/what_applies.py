"""What applies to a reader across all guides, or of one guide, by the services as they are published today."""

from collections.abc import Mapping
from dataclasses import dataclass

from watandoshlar.domains.catalogue.api import Facts, Foreseen, Service, published_services
from watandoshlar.domains.guides.folder import guides, questions
from watandoshlar.domains.guides.rules.applying import SectionOutcome, StepOutcome, sections_for, steps_for
from watandoshlar.domains.guides.rules.deciding import OPEN, YES
from watandoshlar.domains.guides.rules.questions import COUNTRY, UNANSWERED, Answers
from watandoshlar.foundation import clock


@dataclass(frozen=True)
class WhatApplies:
    """`applying` are the steps by guide that an answer of the reader leads to; `undecided` those, by the question that
    decides, for which it was not answered yet. `for_country` are guides for one country, when none was named.
    `services` are the published ones by slug."""

    applying: Mapping[str, tuple[StepOutcome, ...]]
    undecided: Mapping[str, Mapping[str, tuple[StepOutcome, ...]]]
    for_country: tuple[str, ...]
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
    """Across all guides. A step for everybody is no answer to "what applies to me": only what an answer decided is."""
    answers, published = questions().read(given), _Published()
    here = [one for one in guides().values() if one.country in (UNANSWERED, answers[COUNTRY])]
    applying: dict[str, tuple[StepOutcome, ...]] = {}
    undecided: dict[str, dict[str, tuple[StepOutcome, ...]]] = {}
    for guide in here:
        shown = [one for one in steps_for(guide, answers, questions(), published) if one.because]
        if decided := tuple(one for one in shown if one.applies == YES):
            applying[guide.slug] = decided
        for one in shown:
            if one.applies == OPEN:
                by_guide = undecided.setdefault(one.because[0], {})
                by_guide[guide.slug] = (*by_guide.get(guide.slug, ()), one)
    return WhatApplies(
        applying=applying,
        undecided={name: undecided[name] for name in questions().by_id if name in undecided},
        for_country=tuple(one.slug for one in guides().values() if one.country and not answers[COUNTRY]),
        services=published.services,
    )


def what_applies_in(slug: str, given: Answers) -> GuideApplies:
    """Of one guide, for its own page."""
    answers, published, guide = questions().read(given), _Published(), guides()[slug]
    return GuideApplies(
        steps=steps_for(guide, answers, questions(), published),
        sections=sections_for(guide, answers, questions()),
        services=published.services,
    )
