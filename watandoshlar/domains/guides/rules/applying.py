"""What of a guide applies to a reader, by the answers that they gave and did not give.

A step that leads to a service has its eligibility, papers and fees from the service itself: `services` foresees them
from the service's own definition, for the same answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from watandoshlar.domains.guides.rules.deciding import NO, OPEN, YES, Decided, decide, together
from watandoshlar.domains.guides.rules.guide_file import Guide, Scenario, Section, Step
from watandoshlar.domains.guides.rules.questions import COUNTRY, Answers, Questions


class Said(Protocol):
    """What a service says (`catalogue.Foreseen`), as far as it is needed here."""

    outcome: str


# What a service will say to who gave these answers; None for one that is not published.
Services = Callable[[str, Answers], Said | None]


@dataclass(frozen=True)
class StepOutcome:
    """A step that is shown: `applies` is yes or open by its own condition, `because` are the questions that decided
    (`Decided`); `service` is what the service says where the step leads to one."""

    step: Step
    applies: str
    because: tuple[str, ...]
    service: Said | None = None

    @property
    def outcome(self) -> str:
        """No where the service refuses everybody with these answers; yes where the step is for them and no rule of the
        service can refuse them."""
        if self.service and self.service.outcome == NO:
            return NO
        return YES if self.applies == YES and (not self.service or self.service.outcome == YES) else OPEN


@dataclass(frozen=True)
class SectionOutcome:
    """A section that is shown, as in StepOutcome."""

    section: Section
    applies: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """A golden scenario that the guide does not follow: what it expects and what the guide shows, steps with their
    outcomes and sections."""

    expected: tuple[tuple[str, str], ...]
    shown: tuple[tuple[str, str], ...]
    expected_sections: tuple[str, ...]
    shown_sections: tuple[str, ...]


def steps_for(guide: Guide, answers: Answers, questions: Questions, services: Services) -> tuple[StepOutcome, ...]:
    """The steps that apply or may apply, in order. A step whose condition does not hold is not among them; one whose
    service refuses is, with the reason."""
    decided = [(step, decide(step.when, answers, questions)) for step in guide.steps]
    return tuple(
        StepOutcome(step, one.outcome, one.because, services(step.service, answers) if step.service else None)
        for step, one in decided
        if one.outcome != NO
    )


def concerns(guide: Guide, answers: Answers, questions: Questions) -> Decided:
    """Whether the guide matters to a reader. One about a country matters to nobody elsewhere."""
    if guide.concerns is None:
        return Decided(NO, ())
    conditions = [guide.concerns]
    if guide.country:
        conditions.append(questions.environment.compile(f"{COUNTRY} == '{guide.country}'", "bool"))
    return together(decide(condition, answers, questions) for condition in conditions)


def sections_for(guide: Guide, answers: Answers, questions: Questions) -> tuple[SectionOutcome, ...]:
    """The sections that apply or may apply, in order."""
    decided = [(section, decide(section.when, answers, questions)) for section in guide.sections]
    return tuple(SectionOutcome(section, one.outcome, one.because) for section, one in decided if one.outcome != NO)


def untried(guide: Guide, questions: Questions) -> tuple[tuple[str, str], ...]:
    """The steps and sections whose condition holds for nobody in the scenarios, or does not hold for nobody: the id
    with the outcome, yes or no, that no scenario has."""
    return tuple(
        (part.id, outcome)
        for part in (*guide.steps, *guide.sections)
        if questions.named_in(part.when)
        for outcome in (YES, NO)
        if outcome not in {decide(part.when, one.answers, questions).outcome for one in guide.scenarios}
    )


def unblamed(guide: Guide, questions: Questions) -> tuple[tuple[str, str], ...]:
    """The steps and sections whose condition asks a question that hides them from nobody in the scenarios: the id with
    the question."""
    return tuple(
        (part.id, name)
        for part in (*guide.steps, *guide.sections)
        for name in questions.named_in(part.when)
        if not any(_hides(name, decide(part.when, one.answers, questions)) for one in guide.scenarios)
    )


def _hides(question: str, decided: Decided) -> bool:
    return decided.outcome == NO and question in decided.because


def disagreement(guide: Guide, scenario: Scenario, questions: Questions, services: Services) -> Disagreement | None:
    """How the guide differs from what a scenario expects; None when it does not.

    A step without an expected outcome must be `yes`, or may be anything when it leads to a service.
    """
    shown = tuple((one.step.id, one.outcome) for one in steps_for(guide, scenario.answers, questions, services))
    expected = tuple((step, outcome or ("" if guide.step(step).service else "yes")) for step, outcome in scenario.steps)
    told = tuple(one.section.id for one in sections_for(guide, scenario.answers, questions))
    if _fits(expected, shown) and scenario.sections in (None, told):
        return None
    return Disagreement(expected, shown, scenario.sections or told, told)


def _fits(expected: Sequence[tuple[str, str]], shown: Sequence[tuple[str, str]]) -> bool:
    return len(expected) == len(shown) and all(
        step == other and outcome in ("", found)
        for (step, outcome), (other, found) in zip(expected, shown, strict=True)
    )
