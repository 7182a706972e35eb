from itertools import product

import pytest

from tests.worked_examples import examples
from watandoshlar.domains.appeals.rules.bodies import MINISTRY, shipped_bodies
from watandoshlar.domains.appeals.rules.reading import REQUIRED_LANGUAGES
from watandoshlar.domains.appeals.rules.routing import (
    APPEAL_KINDS,
    HERE,
    against_values,
    may_go_to,
    read_routes,
    route,
    shipped_routes,
)
from watandoshlar.domains.appeals.rules.themes import shipped_themes
from watandoshlar.foundation.countries import countries
from watandoshlar.foundation.yaml_files import TableProblems

PAGE = "appeal-routes.md"
BODIES = shipped_bodies()
ROUTES = shipped_routes()
COUNTRIES = [code for code, _name in countries("en")]
HEAD = "sources:\n  own: {title: Invented, state: to_be_confirmed, as_of: 2026-11-01}\nroutes:\n"
WHY = "why: {uz: Sabab, ru: Причина, en: Reason}, source: own"
LAST = f"  last: {{to: here, {WHY}}}\n"
COMPLAINTS = (
    f"  own: {{match: {{against: [post, officer]}}, to: ministry, {WHY}}}\n"
    f"  above: {{match: {{against: [ministry]}}, to: ombudsman, {WHY}}}\n"
)


def read(rules):
    return read_routes(HEAD + rules, "routes.yaml", themes=shipped_themes(), bodies=BODIES)


def problems(rules):
    with pytest.raises(TableProblems) as refused:
        read(rules)
    return [(problem.line, problem.path, problem.code) for problem in refused.value.problems]


def one(match, to="here"):
    return f"{COMPLAINTS}  one: {{match: {{{match}}}, to: {to}, {WHY}}}\n{LAST}"


@pytest.mark.parametrize(("kind", "theme", "country", "against", "to", "rule"), examples(PAGE, "Worked examples"))
def test_worked_examples(kind, theme, country, against, to, rule):
    routed = route(ROUTES, kind=kind, theme=theme, country=country, against=against.replace("nobody", ""))
    assert (routed.to, routed.rule) == (to, rule)


def test_every_appeal_has_an_answer_and_none_goes_to_whom_it_complains_of():
    # Countries that no rule names are all alike to the rules.
    named = {country for rule in ROUTES.rules for country in rule.countries}
    for kind, theme, country, against in product(
        APPEAL_KINDS, ("", *shipped_themes().by_code), (*named, "DE"), against_values(BODIES)
    ):
        routed = route(ROUTES, kind=kind, theme=theme, country=country, against=against)
        assert routed.to in (HERE, *BODIES)
        assert routed.to != against
        assert may_go_to(routed.to, against)
        assert set(routed.why) >= set(REQUIRED_LANGUAGES)
        if against in ("post", "officer"):
            assert routed.to == MINISTRY
        if against == MINISTRY:
            assert BODIES[routed.to].is_outside


def test_every_rule_is_used():
    used = {
        route(ROUTES, kind=kind, theme=theme, country=country, against=against).rule
        for kind, theme, country, against in product(
            APPEAL_KINDS, shipped_themes().by_code, ("KR", "DE"), against_values(BODIES)
        )
    }
    assert used == {rule.code for rule in ROUTES.rules}


def test_every_country_is_answered():
    answers = {route(ROUTES, kind="complaint", theme="labour", country=code, against="").to for code in COUNTRIES}
    assert answers == {HERE, "migration-agency"}


@pytest.mark.parametrize(
    ("to", "against", "allowed"),
    [
        ("here", "", True),
        ("seoul", "", True),
        ("tax", "", True),
        ("here", "post", False),
        ("here", "officer", False),
        ("seoul", "post", False),
        ("ministry", "post", True),
        ("ombudsman", "officer", True),
        ("here", "ministry", False),
        ("seoul", "ministry", False),
        ("ministry", "ministry", False),
        ("ombudsman", "ministry", True),
        ("tax", "tax", False),
        ("here", "tax", True),
        ("ministry", "tax", True),
    ],
)
def test_may_go_to(to, against, allowed):
    assert may_go_to(to, against) == allowed


def test_the_first_rule_that_may_take_the_appeal_decides():
    routes = read(one("kinds: [complaint], countries: [KR]", to="tax"))
    asked = {"kind": "complaint", "theme": "other", "country": "KR"}
    assert route(routes, **asked, against="").rule == "one"
    assert route(routes, **asked, against="tax").rule == "last"
    assert route(routes, **asked | {"country": "JP"}, against="").rule == "last"
    assert route(routes, **asked, against="officer").rule == "own"


def test_unknown_questions_are_refused():
    with pytest.raises(AssertionError):
        route(ROUTES, kind="letter", theme="", country="KR", against="")
    with pytest.raises(AssertionError):
        route(ROUTES, kind="complaint", theme="", country="KR", against="nobody")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (one("kinds: [letter]"), (6, "routes.one.match.kinds[0]", "unknown_kind")),
        (one("themes: [weather]"), (6, "routes.one.match.themes[0]", "unknown_theme")),
        (one("countries: [XX]"), (6, "routes.one.match.countries[0]", "unknown_country")),
        (one("countries: []"), (6, "routes.one.match.countries", "empty_list")),
        (one("themes: []"), (6, "routes.one.match.themes", "empty_list")),
        (one("against: [nobody]"), (6, "routes.one.match.against[0]", "unknown_body")),
        (one("post: [seoul]"), (6, "routes.one.match.post", "unknown_key")),
        (one("kinds: complaint"), (6, "routes.one.match.kinds", "not_a_list")),
        (one("kinds: [complaint]", to="nowhere"), (6, "routes.one.to", "unknown_body")),
        (one("kinds: [complaint]").replace(", en: Reason", ""), (6, "routes.one.why", "missing_key")),
        (COMPLAINTS, (4, "routes", "last_rule_has_conditions")),
        (LAST, (4, "routes", "no_answer")),
        (COMPLAINTS.replace("ombudsman", "ministry") + LAST, (4, "routes", "no_answer")),
        (f"{COMPLAINTS}  Last: {{to: here, {WHY}}}\n", (6, "routes.Last", "bad_code")),
    ],
)
def test_problems_have_code_and_line(rules, expected):
    assert expected in problems(rules)
