"""The day by which somebody looks again, for sources of any room."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.domains.guides.rules.staleness import (
    DUE,
    FRESH,
    OFF,
    STALE,
    first_review_day,
    freshness,
    review_passed,
)

DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))


@dataclass(frozen=True)
class Cited:
    as_of: date | str | None
    review_by: date | str | None = None


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=1), DAYS)
def test_a_page_says_so_exactly_when_the_first_of_its_sources_is_no_longer_looked_at(said, today):
    sources = [Cited(*days) for days in said]
    late = {freshness(one.as_of, one.review_by, today) for one in sources} & {STALE, OFF}
    assert bool(review_passed(sources, today)) == bool(late)
    first = first_review_day(sources)
    assert freshness(first, first, first) == DUE
    assert freshness(first, first, first - timedelta(days=31)) == FRESH


@given(DAYS, st.none() | DAYS)
def test_days_that_are_written_as_text_count_alike(as_of, review_by):
    text = Cited(str(as_of), str(review_by or ""))
    assert first_review_day([text]) == first_review_day([Cited(as_of, review_by)])


def test_without_sources_nothing_is_late():
    assert first_review_day([Cited(None)]) is None
    assert review_passed([], date(2040, 1, 1)) is None
