"""How a file of a post says that people are received by appointment, and that every mistake in it is named."""

import pytest
from django.conf import settings

from watandoshlar.capabilities.posts.rules.post_file import PostFile, PostProblems, parse_post_file, unknown_overrides

SEOUL = (settings.POSTS_DIRECTORY / "seoul.yaml").read_text(encoding="utf-8")
SERVICES = """\
  services:
    biometric-passport: {windows: [2, 1], hours: {monday: "10:00-12:00"}, source: usual_visits}
    legalisation: {source: usual_visits}
"""
PLAN = "\nvisits:\n"


def with_services(text: str = SEOUL) -> str:
    return text.replace(PLAN, PLAN + SERVICES, 1)


def parsed(text: str) -> PostFile:
    return parse_post_file(text, "seoul.yaml")


def codes(text: str) -> list[str]:
    with pytest.raises(PostProblems) as refused:
        parsed(text)
    return [problem.code for problem in refused.value.problems]


def test_the_plan_is_read_with_the_state_of_its_sources() -> None:
    visits = parsed(with_services()).visits
    assert visits["windows"]["slot"] == 10
    assert visits["windows"]["state"] == "to_be_confirmed"
    assert visits["services"]["biometric-passport"]["windows"] == [1, 2]
    assert visits["services"]["biometric-passport"]["hours"] == {"monday": ["10:00-12:00"]}
    assert visits["services"]["legalisation"]["hours"] == {}


def test_without_a_plan_nobody_is_received() -> None:
    begin = SEOUL.index(PLAN) + 1
    assert parsed(SEOUL[:begin] + SEOUL[SEOUL.index("districts:") :]).visits == {}


def test_every_post_with_a_district_says_how_it_receives() -> None:
    for path in settings.POSTS_DIRECTORY.glob("*.yaml"):
        post = parse_post_file(path.read_text(encoding="utf-8"), path.name)
        assert bool(post.visits) == bool(post.districts), path.name


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("slot: 10", "slot: 1", "bad_number"),
        ("break: 13:00-14:00", "break: 14:00-13:00", "bad_hours"),
        ("{day: monday, hours: 18:00-20:00", "{day: mon, hours: 18:00-20:00", "unknown_weekday"),
        ("hours: 18:00-20:00", "hours: 18-20", "bad_hours"),
        ("ahead: 60", "ahead: 3", "bad_number"),
        ("answer_hours: 48", "answer_hours: 200", "bad_number"),
        ("person: 2, ", "", "missing_key"),
        ("share: 20", "share: 120", "bad_number"),
        ("tickets: 40", "tickets: many", "bad_number"),
        ("tickets: 40, source: usual_visits", "tickets: 40, source: hearsay", "unknown_source"),
        ("staff: {friday: ", "staff: {feierabend: ", "unknown_weekday"),
    ],
)
def test_a_mistake_is_named(right: str, wrong: str, code: str) -> None:
    assert right in SEOUL
    assert codes(SEOUL.replace(right, wrong, 1)) == [code]


def test_a_window_that_there_is_not() -> None:
    assert codes(with_services().replace("windows: [2, 1]", "windows: [2, 9]")) == ["bad_number"]


def test_a_service_that_there_is_not() -> None:
    tariffs = {
        service: set() for service in ("legalisation", *parsed(SEOUL).overrides) if service != "biometric-passport"
    }
    found = unknown_overrides(parsed(with_services()), tariffs)
    assert ("visits.services.biometric-passport", "unknown_service") in [(one.path, one.code) for one in found]
