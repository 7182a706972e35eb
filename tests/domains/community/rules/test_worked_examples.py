"""The rules say what docs/rules/community.md says, and hold for whatever is asked."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worked_examples import examples
from watandoshlar.domains.community.api import ends_soon, is_promise_late, shown_count, shown_counts, shown_share
from watandoshlar.domains.community.rules.counting import LEAST
from watandoshlar.domains.community.rules.days import WARNED_BEFORE, counts_on, invitation_days, phase_of
from watandoshlar.domains.community.states import SET_ASIDE

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 400)


@pytest.mark.parametrize("row", examples("community.md", "Phases"), ids=" ".join)
def test_phases(row: tuple[str, ...]) -> None:
    state, *days, phase = row
    assert phase_of(state, *map(date.fromisoformat, days)) == phase


@pytest.mark.parametrize("row", examples("community.md", "Until a day"), ids=" ".join)
def test_until_a_day(row: tuple[str, ...]) -> None:
    until, day, counts, warned = row
    last = None if until == "–" else date.fromisoformat(until)
    assert counts_on(last, date.fromisoformat(day)) is (counts == "yes")
    assert (last is not None and ends_soon(last, date.fromisoformat(day), WARNED_BEFORE)) is (warned == "yes")


@pytest.mark.parametrize("row", examples("community.md", "Invitations"), ids=" ".join)
def test_invitations(row: tuple[str, ...]) -> None:
    invited, over_somebody, *days = row
    moment = datetime.fromisoformat(f"{invited}T10:00+05:00")
    found = invitation_days(moment, over_somebody=over_somebody == "yes")
    assert [one.date().isoformat() for one in found] == days


@pytest.mark.parametrize("row", examples("community.md", "Themes"), ids=" ".join)
def test_themes(row: tuple[str, ...]) -> None:
    part, whole, shown = row
    assert shown_share(int(part), int(whole)) == (None if shown == "–" else int(shown))


@given(st.integers(0, 400), st.data())
def test_no_theme_tells_of_fewer_than_five(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    shown = shown_share(part, whole)
    assert shown is None or (shown == part and LEAST <= part <= whole - LEAST)


@given(st.dictionaries(st.sampled_from(sorted(SET_ASIDE)), COUNTS))
def test_no_reason_tells_of_fewer_than_five(counts: dict[str, int]) -> None:
    shown = shown_counts(counts)
    assert shown.keys() == counts.keys()
    assert all(number is None or number == counts[code] >= LEAST for code, number in shown.items())
    assert shown_count(LEAST - 1) is None


@given(first=DAYS, length=st.integers(1, 60), wait=st.integers(1, 60), day=DAYS)
def test_one_phase_follows_the_other(first: date, length: int, wait: int, day: date) -> None:
    last = first + timedelta(days=length)
    asked = (first, last, last + timedelta(days=wait))
    order = ["ahead", "open", "closed", "late"]
    now, tomorrow = (phase_of("published", *asked, one) for one in (day, day + timedelta(days=1)))
    assert order.index(tomorrow) - order.index(now) in (0, 1)
    assert phase_of("replied", *asked, day) == "replied"


@given(due=DAYS, day=DAYS)
def test_only_what_is_still_to_be_done_is_late(due: date, day: date) -> None:
    assert is_promise_late("planned", due, day) is is_promise_late("in_work", due, day) is (due < day)
    assert not is_promise_late("done", due, day)
    assert not is_promise_late("not_done", due, day)
