"""Every fault of an answer and every problem of a definition has a sentence that says what to do."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override

from watandoshlar.domains.catalogue import folders, rules
from watandoshlar.domains.catalogue.errors import (
    PROBLEMS,
    SENTENCES,
    DefinitionRefused,
    sentence_of,
    sentence_of_problem,
)
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
# What a condition can be refused for: foundation/conditions.
CONDITION_CODES = ("too_long", "syntax_error", "unknown_name", "type_error", "wrong_result", "evaluation_failed")


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


def codes_of_problems() -> set[str]:
    """Every code that the rules give to something wrong with a definition, found in their source."""
    found = set(CONDITION_CODES)
    for path in [*Path(rules.__path__[0]).glob("*.py"), Path(folders.__file__)]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            given = call.args[1:2] if name == "Problem" else call.args[:1] if name in ("problem", "stop") else []
            found |= {arg.value for arg in given if isinstance(arg, ast.Constant)}
            if any(isinstance(arg, ast.JoinedStr) for arg in given):
                found |= {"page_never_reached", "field_never_reached", "unreachable_page", "unreachable_field"}
    return found


def test_every_problem_of_a_definition_has_a_sentence_and_no_sentence_is_idle() -> None:
    assert codes_of_problems() == set(PROBLEMS)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_the_sentence_of_a_problem_is_filled_with_its_facts(code: str) -> None:
    facts = {name: ["a", "b"] for name in re.findall(r"%\((\w+)\)s", str(PROBLEMS[code]))}
    for language, _ in settings.LANGUAGES:
        with override(language):
            sentence = sentence_of_problem(Problem("pages", code, facts))
        assert "%(" not in sentence
        assert "[" not in sentence
