from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.domains.appeals.rules.times import shipped_times
from watandoshlar.insight.reports.rules.quarters import (
    SETTLED_AFTER,
    SHOWN,
    Quarter,
    published_quarters,
    quarter_named,
)

QUARTERS = st.builds(Quarter, st.integers(1990, 2200), st.integers(1, 4))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(QUARTERS)
def test_every_day_belongs_to_one_quarter(quarter: Quarter) -> None:
    assert quarter.next().first_day == quarter.last_day + timedelta(days=1)
    assert quarter.next().previous() == quarter < quarter.next()


@given(MOMENTS)
def test_only_settled_quarters_are_published_and_the_newest_is_among_them(now: datetime) -> None:
    published = published_quarters(now)
    assert len(published) == SHOWN
    assert all(quarter.settled_at <= now for quarter in published)
    assert published[0].next().settled_at > now
    assert published[1:] == [quarter.previous() for quarter in published[:-1]]


@given(MOMENTS)
def test_a_quarter_is_named_only_when_it_is_published(now: datetime) -> None:
    published = published_quarters(now)
    assert quarter_named(published[-1].code, published) == published[-1]
    assert quarter_named(published[0].next().code, published) is None
    assert quarter_named("", published) is None


def test_an_answer_can_no_longer_be_disputed_when_its_quarter_is_settled() -> None:
    reopening = shipped_times().reopening
    # Two weeks for holidays, which move the last day.
    assert reopening.unit == "calendar_days"
    assert timedelta(days=reopening.length + 14) <= SETTLED_AFTER
