"""Whether an account may act on a day: it fails closed, and birthdays are birthdays, on 29 February too."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.people.rules.acting import Authority, Paper, latest_day, scope_of, why_not
from watandoshlar.capabilities.people.rules.coming_of_age import ADULT_AT, comes_of_age_on, last_day_as_child
from watandoshlar.foundation.conditions import years_between

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
CASE, SERVICE = "WD-26-AAAA-BBBB-C", "passport"
SCOPES = st.sampled_from(
    [scope_of(CASE), scope_of(services=[SERVICE]), scope_of("WD-26-XXXX-YYYY-Z"), scope_of(services=["other"])]
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    begins = draw(DAYS)
    return Paper(
        frozenset(draw(SCOPES)), begins, begins + timedelta(days=draw(st.integers(0, 900))), draw(st.booleans())
    )


@st.composite
def authorities(draw: st.DrawFn) -> Authority:
    return Authority(
        relation=draw(st.sampled_from(["child", "ward", "other"])),
        valid_from=draw(DAYS),
        valid_until=draw(st.none() | DAYS),
        is_ended=draw(st.booleans()),
        of_age_on=draw(st.none() | DAYS),
        papers=tuple(draw(st.lists(papers(), max_size=4))),
    )


@given(DAYS)
def test_the_birthday_is_the_first_day_of_full_age(born: date) -> None:
    day = comes_of_age_on(born)
    assert years_between(born, day) == ADULT_AT
    assert years_between(born, day - timedelta(days=1)) == ADULT_AT - 1
    assert last_day_as_child(born) == day - timedelta(days=1)


@given(st.integers(1952, 2040).filter(lambda year: year % 4 == 0 and year % 100))
def test_who_was_born_on_the_leap_day_comes_of_age_on_the_last_of_february(year: int) -> None:
    day = comes_of_age_on(date(year, 2, 29))
    assert (day.month, day.day) == ((2, 29) if (year + ADULT_AT) % 4 == 0 and (year + ADULT_AT) % 100 else (2, 28))


@given(authorities(), DAYS)
def test_an_authority_that_is_over_stays_over(authority: Authority, day: date) -> None:
    if why_not(authority, day, CASE, SERVICE) in ("came_of_age",):
        for later in (1, 30, 4000):
            assert why_not(authority, day + timedelta(days=later), CASE, SERVICE) == "came_of_age"


@given(authorities(), DAYS)
def test_whoever_may_act_has_begun_is_not_ended_and_acts_for_nobody_of_age(authority: Authority, day: date) -> None:
    if why_not(authority, day, CASE, SERVICE):
        return
    assert not authority.is_ended
    assert authority.valid_from <= day
    assert authority.of_age_on is None or day < authority.of_age_on


@given(authorities(), DAYS)
def test_where_papers_were_shown_one_of_them_must_be_good(authority: Authority, day: date) -> None:
    shown = [paper for paper in authority.papers if paper.covers(CASE, SERVICE)]
    if shown and not why_not(authority, day, CASE, SERVICE):
        assert any(paper.is_good_on(day) for paper in shown)


@given(authorities(), DAYS)
def test_to_end_a_paper_never_lets_anybody_act(authority: Authority, day: date) -> None:
    ended = tuple(Paper(one.scope, one.valid_from, one.valid_until, is_ended=True) for one in authority.papers)
    before = why_not(authority, day, CASE, SERVICE)
    without = Authority(
        authority.relation, authority.valid_from, authority.valid_until, authority.is_ended, authority.of_age_on, ended
    )
    assert not before or why_not(without, day, CASE, SERVICE)


def test_nobody_acts_without_authority() -> None:
    assert why_not(None, date(2026, 11, 2), CASE, SERVICE) == "acting_ended"


@given(st.lists(papers(), max_size=5))
def test_the_latest_day_is_that_of_a_paper_that_counts(shown: list[Paper]) -> None:
    day = latest_day(shown)
    assert (day is None) == all(paper.is_ended for paper in shown)
    assert all(paper.is_ended or paper.valid_until <= day for paper in shown)


@given(authorities(), DAYS)
def test_the_last_day_is_the_last(authority: Authority, day: date) -> None:
    last = authority.last_day
    if last is not None and day > last:
        assert not authority.holds_on(day)
