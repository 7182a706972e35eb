"""What a definition says before anybody applies: from the answers to common questions, and from nothing else."""

from datetime import date
from typing import Any

import pytest

from watandoshlar.domains.catalogue.rules import foreseeing
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.foreseeing import Foreseen, Prospects
from watandoshlar.domains.catalogue.rules.parsing import parse_definition

FACTS = Facts(date(2026, 11, 26))


def definition(**changed: Any) -> dict[str, Any]:
    return {
        "service": "invented",
        "sources": {"law": {"url": "", "state": "confirmed", "as_of": "2026-01-01"}},
        "pages": [
            {
                "id": "who",
                "fields": [
                    {"id": "status", "kind": "choice", "choices": ["citizen", "stateless", "other"]},
                    {"id": "born", "kind": "date", "maximum": "today"},
                ],
            },
            {
                "id": "grown",
                "show_if": "years_between(born, today) >= 18",
                "fields": [
                    {"id": "married", "kind": "yes_no"},
                    {"id": "marriage_scan", "kind": "file", "show_if": "married"},
                    {"id": "from_where", "kind": "country"},
                ],
            },
        ],
        "eligibility": [
            {"id": "ours", "page": "who", "require": "status != 'other'", "source": "law"},
            {"id": "not_married", "page": "grown", "require": "!married", "source": "law"},
            {"id": "not_from_here", "page": "grown", "require": "!(from_where in ['UZ', 'KZ'])", "source": "law"},
        ],
        "fees": [{"id": "child", "when": "years_between(born, today) < 18", "tariff": "child", "source": "law"}],
        "terms": [{"id": "decision", "when": True, "length": "1", "unit": "working_days", "starts": "submitted"}],
        "decision": {"second_officer": False, "refusal_reasons": ["not_eligible"]},
        "asked_before": [
            {"when": {"citizenship": ["uzbek"]}, "then": "status == 'citizen'"},
            {"when": {"citizenship": ["other"]}, "then": "status == 'other'"},
            {"when": {"age": ["child"]}, "then": "years_between(born, today) < 18"},
            {"when": {"age": ["adult"]}, "then": "years_between(born, today) >= 18"},
            {"when": {"family": ["spouse"]}, "then": "married"},
            {"when": {"family": ["alone"], "age": ["adult"]}, "then": "!married"},
        ],
        **changed,
    }


def foresee(raw: dict[str, Any] | None = None, **told: str) -> Foreseen:
    return Prospects(parse_definition(raw or definition())).foresee(told, FACTS)


def test_nothing_told_leaves_everything_open():
    foreseen = foresee()
    assert foreseen.outcome == "open"
    assert foreseen.asks == ("status", "married", "from_where")
    assert foreseen.because == ("citizenship", "age")
    assert foreseen.papers == {"marriage_scan": "open"}
    assert [(one.fee.id, one.outcome) for one in foreseen.fees] == [("child", "open")]


def test_a_rule_that_nobody_can_keep_refuses():
    foreseen = foresee(citizenship="other", age="adult")
    assert (foreseen.outcome, foreseen.refused_by.id, foreseen.because) == ("no", "ours", ("citizenship",))


def test_a_page_that_is_not_asked_refuses_nobody():
    foreseen = foresee(citizenship="uzbek", age="child")
    assert (foreseen.outcome, foreseen.papers) == ("yes", {})
    assert [(one.fee.id, one.outcome) for one in foreseen.fees] == [("child", "yes")]


def test_of_a_question_that_is_not_asked_nothing_is_told():
    """A child with a spouse is asked nothing about a marriage: the answer must not make everything impossible."""
    assert foresee(citizenship="uzbek", age="child", family="spouse").outcome == "yes"


def test_an_answer_may_need_another_to_speak():
    assert {rule.id for rule in foresee(citizenship="uzbek", family="alone").undecided} == {
        "not_married",
        "not_from_here",
    }
    told = foresee(citizenship="uzbek", family="alone", age="adult")
    assert [rule.id for rule in told.undecided] == ["not_from_here"]
    assert told.papers == {}


def test_what_decides_is_needed_too():
    assert foresee(citizenship="uzbek", age="adult", family="spouse").papers == {"marriage_scan": "yes"}


def test_answers_that_contradict_each_other_decide_nothing():
    raw = definition()
    raw["asked_before"] += [{"when": {"stay": ["permanent"]}, "then": "status == 'other'"}]
    assert foresee(raw, citizenship="uzbek", stay="permanent").outcome == "open"


def test_what_is_too_much_to_try_stays_open(monkeypatch):
    monkeypatch.setattr(foreseeing, "FEW_TRIALS", 1)
    monkeypatch.setattr(foreseeing, "MOST_TRIALS", 1)
    assert foresee(citizenship="uzbek", age="child").outcome == "open"


def test_another_day_is_found_out_anew():
    prospects = Prospects(parse_definition(definition()))
    first, later = Facts(date(2026, 11, 26)), Facts(date(2044, 11, 26))
    assert prospects.foresee({"age": "child"}, first).papers == prospects.foresee({"age": "child"}, later).papers == {}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"when": {}, "then": "married"}, "empty"),
        ({"when": {"age": ["child"]}, "then": "maried"}, "unknown_name"),
        ({"when": {"age": ["child"]}, "then": "born"}, "wrong_result"),
        ({"when": {"age": ["Child!"]}, "then": "married"}, "bad_id"),
        ({"when": {"Age": ["child"]}, "then": "married"}, "bad_id"),
        ({"when": {"age": []}, "then": "married"}, "empty"),
        ({"then": "married"}, "missing_key"),
    ],
    ids=["nothing", "no_such_field", "no_truth", "no_answer", "no_question", "no_answers", "no_when"],
)
def test_what_cannot_be_meant_is_refused(entry, code):
    with pytest.raises(DefinitionProblems) as refused:
        parse_definition(definition(asked_before=[entry]))
    assert code in {problem.code for problem in refused.value.problems}
