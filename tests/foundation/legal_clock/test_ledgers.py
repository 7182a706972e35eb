"""What holds for every ledger, whatever happened in whichever order. Together more than ten thousand of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.foundation.legal_clock.ledgers import CALENDARS, MUCH_LATER, RULES, START, matters, times
from watandoshlar.foundation.legal_clock import Entry, Step, due, replay

EACH = 1300
NEVER = datetime.max.replace(tzinfo=UTC)
ledgers = settings(max_examples=EACH, deadline=None)
PROPERTIES = []


def for_all(*strategies):
    """A property that is tried on so many ledgers."""

    def decorate(test):
        PROPERTIES.append(test)
        return ledgers(given(*strategies)(test))

    return decorate


def reckoned(rule, ledger, as_of=MUCH_LATER):
    return due(rule, ledger, CALENDARS, as_of)


def end_of(rule, ledger):
    """The end; while an open pause holds it, later than anything."""
    return reckoned(rule, ledger).moment or NEVER


@for_all(matters(one_start_for_each=True), st.integers(0, 2000))
def test_a_later_start_never_gives_an_earlier_end(matter, hours):
    rule, ledger = matter
    last = max((entry for entry in ledger if entry.code == "received"), key=lambda entry: entry.at)
    later = [replace(entry, at=entry.at + timedelta(hours=hours)) if entry is last else entry for entry in ledger]
    assert end_of(rule, later) >= end_of(rule, ledger)


@for_all(matters(), times, st.sampled_from(["", "seoul", "berlin"]))
def test_a_pause_of_zero_changes_nothing(matter, at, office):
    rule, ledger = matter
    assert reckoned(rule, [*ledger, Entry("paused", at, office), Entry("resumed", at, office)]) == reckoned(
        rule, ledger
    )


@for_all(matters(), st.tuples(times, times, times).map(sorted), st.sampled_from(["", "seoul", "berlin"]))
def test_a_split_pause_equals_the_whole(matter, cuts, office):
    rule, ledger = matter
    first, middle, last = cuts
    whole = [*ledger, Entry("paused", first, office), Entry("resumed", last, office)]
    split = [*whole, Entry("resumed", middle, office), Entry("paused", middle, office)]
    assert reckoned(rule, split) == reckoned(rule, whole)


@for_all(matters(), st.booleans(), st.integers(1, 20), st.booleans())
def test_a_holiday_outside_the_term_changes_nothing(matter, before, days, works):
    rule, ledger = matter
    running = reckoned(rule, ledger).clocks[-1]
    assume(before or running.moment)
    zone = CALENDARS[running.office].timezone
    edge = (running.started if before else running.moment).astimezone(zone).date()
    day = edge - timedelta(days=days) if before else edge + timedelta(days=days)
    facts = {"day": day.isoformat(), "works": works, "source": "late decree"}
    changed = [*ledger, Entry("day_changed", MUCH_LATER, running.office, facts)]
    assert reckoned(rule, changed).steps == running.steps


@for_all(matters())
def test_the_explanation_replayed_step_by_step_gives_the_same_date(matter):
    found = reckoned(*matter)
    for part in (found, *found.clocks, *found.duties):
        assert replay(part.steps) == part.moment


@for_all(matters(), st.randoms(use_true_random=False))
def test_the_order_of_the_ledger_does_not_matter(matter, chance):
    rule, ledger = matter
    shuffled = chance.sample(ledger, len(ledger))
    assert reckoned(rule, shuffled) == reckoned(rule, ledger)


@for_all(matters(), matters(), times, st.booleans())
def test_what_is_not_known_yet_does_not_count(matter, other, as_of, learned_late):
    rule, ledger = matter
    _rule, later = other
    if learned_late:
        unknown = [replace(entry, known_at=as_of + timedelta(seconds=1)) for entry in later]
    else:
        unknown = [entry for entry in later if entry.at > as_of]
    assert reckoned(rule, [*ledger, *unknown], as_of) == reckoned(rule, ledger, as_of)


@for_all(matters(), times, st.sampled_from(["seoul", "berlin"]), st.sampled_from(["further_study", "exceptional"]))
def test_an_extension_never_shortens(matter, at, office, rung):
    rule, ledger = matter
    extended = [*ledger, Entry("extended", at, office, {"rung": rung, "by": "head"})]
    before, after = reckoned(rule, ledger).clocks, reckoned(rule, extended).clocks
    for one, other in zip(before, after, strict=True):
        assert (other.moment or NEVER) >= (one.moment or NEVER)


def test_these_are_ten_thousand_ledgers():
    assert EACH * len(PROPERTIES) >= 10_000


def test_the_ledgers_meet_everything_that_can_happen():
    seen = set()

    @settings(max_examples=1000, deadline=None, database=None, derandomize=True)
    @given(matters())
    def look(matter):
        seen.update(step.code for clock in reckoned(*matter).clocks for step in clock.steps)

    look()
    assert seen == set(Step.__annotations__["code"].__args__) - {"not_started"}


def test_a_false_explanation_is_found_out():
    steps = list(reckoned(RULES[6], [Entry("received", START, "seoul")]).steps)
    number = next(number for number, step in enumerate(steps) if step.code == "counted")
    steps[number] = Step("counted", {**steps[number].facts, "day": "2026-12-24"})
    with pytest.raises(ValueError, match="lead to"):
        replay(steps)
