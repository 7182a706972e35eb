"""What of a guide applies to a reader, by the answers that they gave and did not give."""

from collections.abc import Sequence
from dataclasses import dataclass

from watandoshlar.domains.guides.rules.deciding import NO, decide
from watandoshlar.domains.guides.rules.guide_file import Guide, Scenario, Section, Step
from watandoshlar.domains.guides.rules.questions import Answers, Questions


@dataclass(frozen=True)
class StepOutcome:
    """A step that is shown: `outcome` is yes, open or no; `because` are the questions that decided (`Decided`)."""

    step: Step
    outcome: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class SectionOutcome:
    """A section that is shown, as in StepOutcome."""

    section: Section
    outcome: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """A golden scenario that the guide does not follow: what it says and what the guide shows."""

    expected: tuple[tuple[str, str], ...]
    shown: tuple[tuple[str, str], ...]


def steps_for(guide: Guide, answers: Answers, questions: Questions) -> tuple[StepOutcome, ...]:
    """The steps that apply or may apply, in order. A step whose condition does not hold is not among them."""
    decided = [(step, decide(step.when, answers, questions)) for step in guide.steps]
    return tuple(StepOutcome(step, one.outcome, one.because) for step, one in decided if one.outcome != NO)


def sections_for(guide: Guide, answers: Answers, questions: Questions) -> tuple[SectionOutcome, ...]:
    """The sections that apply or may apply, in order."""
    decided = [(section, decide(section.when, answers, questions)) for section in guide.sections]
    return tuple(SectionOutcome(section, one.outcome, one.because) for section, one in decided if one.outcome != NO)


def disagreement(guide: Guide, scenario: Scenario, questions: Questions) -> Disagreement | None:
    """How the guide differs from what a scenario expects; None when it does not.

    A step without an expected outcome must be `yes`, or may be anything when it leads to a service.
    """
    shown = tuple((one.step.id, one.outcome) for one in steps_for(guide, scenario.answers, questions))
    expected = tuple((step, outcome or ("" if guide.step(step).service else "yes")) for step, outcome in scenario.steps)
    told = tuple(one.section.id for one in sections_for(guide, scenario.answers, questions))
    if _fits(expected, shown) and scenario.sections in (None, told):
        return None
    return Disagreement(expected, shown)


def _fits(expected: Sequence[tuple[str, str]], shown: Sequence[tuple[str, str]]) -> bool:
    return len(expected) == len(shown) and all(
        step == other and outcome in ("", found)
        for (step, outcome), (other, found) in zip(expected, shown, strict=True)
    )
