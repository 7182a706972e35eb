"""The door of guides."""

from watandoshlar.domains.guides.folder import (
    GuideProblems,
    check_guides,
    guides,
    questions,
    read_guides,
    read_questions,
)
from watandoshlar.domains.guides.rules.applying import (
    SectionOutcome,
    StepOutcome,
    sections_for,
    steps_for,
)
from watandoshlar.domains.guides.rules.guide_file import TOPICS, Guide, GuideTexts, Scenario, Section, Step, Words
from watandoshlar.domains.guides.rules.questions import Answers, Question, Questions
from watandoshlar.domains.guides.rules.staleness import freshness, review_day

__all__ = [
    "TOPICS",
    "Answers",
    "Guide",
    "GuideProblems",
    "GuideTexts",
    "Question",
    "Questions",
    "Scenario",
    "Section",
    "SectionOutcome",
    "Step",
    "StepOutcome",
    "Words",
    "check_guides",
    "freshness",
    "guides",
    "questions",
    "read_guides",
    "read_questions",
    "review_day",
    "sections_for",
    "steps_for",
]
