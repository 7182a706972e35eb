"""The door of guides."""

from watandoshlar.domains.guides import errors
from watandoshlar.domains.guides.acts import PublishedGuides, publish_due, publish_guides, tell_of_reviews
from watandoshlar.domains.guides.folder import (
    GuideProblems,
    check_guides,
    guides,
    questions,
    read_guides,
    read_questions,
)
from watandoshlar.domains.guides.models import GlossaryTerm, GuidePage, Source
from watandoshlar.domains.guides.queries import (
    GuideCard,
    GuideText,
    PartShown,
    SourceShown,
    StepsOfGuide,
    TermShown,
    draft_text,
    guide_in,
    guides_in,
    languages_of,
    steps_in,
    terms_in,
)
from watandoshlar.domains.guides.rules import markup
from watandoshlar.domains.guides.rules.applying import (
    SectionOutcome,
    StepOutcome,
    sections_for,
    steps_for,
)
from watandoshlar.domains.guides.rules.guide_file import TOPICS, Guide, GuideTexts, Scenario, Section, Step, Words
from watandoshlar.domains.guides.rules.questions import Answers, Question, Questions
from watandoshlar.domains.guides.rules.staleness import freshness, review_day
from watandoshlar.domains.guides.what_applies import (
    Concern,
    GuideApplies,
    WhatApplies,
    foresee,
    what_applies,
    what_applies_in,
)

__all__ = [
    "TOPICS",
    "Answers",
    "Concern",
    "GlossaryTerm",
    "Guide",
    "GuideApplies",
    "GuideCard",
    "GuidePage",
    "GuideProblems",
    "GuideText",
    "GuideTexts",
    "PartShown",
    "PublishedGuides",
    "Question",
    "Questions",
    "Scenario",
    "Section",
    "SectionOutcome",
    "Source",
    "SourceShown",
    "Step",
    "StepOutcome",
    "StepsOfGuide",
    "TermShown",
    "WhatApplies",
    "Words",
    "check_guides",
    "draft_text",
    "errors",
    "foresee",
    "freshness",
    "guide_in",
    "guides",
    "guides_in",
    "languages_of",
    "markup",
    "publish_due",
    "publish_guides",
    "questions",
    "read_guides",
    "read_questions",
    "review_day",
    "sections_for",
    "steps_for",
    "steps_in",
    "tell_of_reviews",
    "terms_in",
    "what_applies",
    "what_applies_in",
]
