"""Every fault that an answer can have has a sentence that says what to do."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override

from watandoshlar.domains.catalogue import rules
from watandoshlar.domains.catalogue.errors import SENTENCES, DefinitionRefused, sentence_of
from watandoshlar.domains.catalogue.rules.faults import Fault, Problem
from watandoshlar.domains.catalogue.rules.kinds import KINDS
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.texts import Texts
from watandoshlar.foundation.references import PINFL_REFUSALS

SOURCES = [
    path.read_text(encoding="utf-8")
    for path in [*Path(rules.__path__[0]).glob("kinds/*.py"), Path(rules.__path__[0]) / "journey.py"]
]
RAISED = {code for source in SOURCES for code in re.findall(r'Fault\(\s*"(\w+)"', source)}


def test_every_code_that_rules_give_has_a_sentence() -> None:
    assert len(RAISED) > 15
    assert RAISED - {"check_failed"} <= SENTENCES.keys()
    assert {kind.required_code for kind in KINDS.values()} <= SENTENCES.keys()
    assert {f"pinfl_{code}" for code in (*PINFL_REFUSALS, "century", "date", "area", "serial", "check_digit")} <= set(
        SENTENCES
    )


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_filled_with_the_facts_of_its_fault(code: str, raw: dict[str, Any], raw_texts: Any) -> None:
    names = ("maximum", "minimum", "length", "limit", "places", "name", "names", "count", "refusal")
    texts = Texts(parse_definition(raw), "uz", {"uz": raw_texts}, "uz").field("stay_until")
    for language, _ in settings.LANGUAGES:
        with override(language):
            sentence = sentence_of(Fault(code, facts=dict.fromkeys(names, "7")), texts)
        assert sentence
        assert "%(" not in sentence


def test_the_sentence_of_a_check_is_the_service_s_own(raw: dict[str, Any], raw_texts: Any) -> None:
    texts = Texts(parse_definition(raw), "uz", {"uz": raw_texts}, "uz").field("stay_until")
    assert sentence_of(Fault("check_failed", facts={"check": "stay_ahead"}), texts) == "Choose a day to come."


def test_a_refused_definition_lists_all_problems() -> None:
    problems = (Problem("pages", "empty"), Problem("terms", "no_term", line=3, column=1))
    refusal = DefinitionRefused(problems=problems)
    assert refusal.problems == problems
    assert "definition.yaml:3:1 terms no_term" in str(refusal)
    assert "definition.yaml pages empty" in str(refusal)
