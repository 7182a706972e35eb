import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.example_day import NOW
from watandoshlar.foundation import clock

NEW_YEAR_IN_TASHKENT = datetime(2026, 12, 31, 19, 30, tzinfo=UTC)


@pytest.mark.passing_time
def test_now_is_aware_utc_and_real():
    before = datetime.now(UTC)
    moment = clock.now()
    assert moment.utcoffset() == timedelta(0)
    assert before <= moment <= datetime.now(UTC)


def test_tests_live_on_the_day_of_the_examples():
    assert clock.now() == NOW


def test_today_depends_on_the_place():
    with clock.fixed(NEW_YEAR_IN_TASHKENT):
        assert clock.today("Asia/Tashkent") == date(2027, 1, 1)
        assert clock.today("America/New_York") == date(2026, 12, 31)
        assert clock.today(UTC) == date(2026, 12, 31)


def test_fixed_moments_nest_and_end():
    with clock.fixed(NEW_YEAR_IN_TASHKENT):
        with clock.fixed(NEW_YEAR_IN_TASHKENT + timedelta(days=1)):
            assert clock.now() == NEW_YEAR_IN_TASHKENT + timedelta(days=1)
        assert clock.now() == NEW_YEAR_IN_TASHKENT
    assert clock.now() != NEW_YEAR_IN_TASHKENT


def test_fixed_moment_ends_when_the_block_fails():
    with pytest.raises(KeyError), clock.fixed(NEW_YEAR_IN_TASHKENT):
        raise KeyError
    assert clock.now() != NEW_YEAR_IN_TASHKENT


def test_fixed_moment_is_given_back_in_utc():
    five_hours_east = timezone(timedelta(hours=5))
    with clock.fixed(datetime(2027, 1, 1, 0, 30, tzinfo=five_hours_east)):
        assert clock.now() == NEW_YEAR_IN_TASHKENT
        assert clock.now().tzinfo is UTC


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"), clock.fixed(datetime(2026, 1, 1)):
        pass


def test_a_fixed_moment_does_not_reach_other_threads():
    seen = []
    with clock.fixed(NEW_YEAR_IN_TASHKENT):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] != NEW_YEAR_IN_TASHKENT
