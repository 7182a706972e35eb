from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.calendars import (
    CalendarProblem,
    NoWorkingDay,
    OfficeCalendar,
    Override,
    add_working_days,
    closing_moment,
    explain_day,
    first_working_day,
    holiday_on,
    is_working_day,
    next_open_moment,
    next_working_day,
    office_calendar,
    register_day,
)

SEOUL = OfficeCalendar(zone="Asia/Seoul", host_country="KR")
RIYADH = OfficeCalendar(zone="Asia/Riyadh", host_country="SA", weekend=frozenset({4, 5}))
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
calendars = st.builds(
    OfficeCalendar,
    zone=st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Asia/Riyadh"]),
    host_country=st.sampled_from(["KR", "DE", "US", "SA", "RU"]),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6})]),
    overrides=st.lists(st.builds(Override, days, st.booleans(), st.just("an order")), max_size=5).map(tuple),
)


@pytest.mark.parametrize(
    ("day", "code", "works"),
    [
        (date(2026, 11, 23), "working", True),
        (date(2026, 11, 22), "weekend", False),
        (date(2026, 10, 9), "host_holiday", False),  # Hangul Day
        (date(2026, 12, 8), "uzbek_holiday", False),  # Constitution Day
        (date(2026, 12, 12), "swapped", True),  # Saturday worked for 31 December
        (date(2026, 12, 31), "uzbek_holiday", False),
    ],
)
def test_a_post_keeps_both_calendars(day, code, works):
    explained = explain_day(SEOUL, day)
    assert (explained.code, explained.works) == (code, works)
    assert is_working_day(SEOUL, day) == works


def test_the_weekend_is_the_post_s_own():
    assert explain_day(RIYADH, date(2026, 11, 20)).code == "weekend"
    assert explain_day(RIYADH, date(2026, 11, 22)).code == "working"


def test_holidays_are_named_in_the_language_asked_for():
    constitution_day = date(2026, 12, 8)
    assert explain_day(SEOUL, constitution_day, "uz").facts["name"] == "Oʻzbekiston Respublikasi Konstitutsiyasi kuni"
    assert explain_day(SEOUL, constitution_day, "kaa").facts["name"] == "Constitution Day"
    assert explain_day(SEOUL, constitution_day).facts["country"] == "UZ"


def test_a_date_by_the_moon_is_marked_as_estimated_in_every_language():
    ramadan_ends = date(2028, 2, 26)
    berlin = OfficeCalendar(zone="Europe/Berlin", host_country="DE")
    assert [explain_day(berlin, ramadan_ends, language).facts["estimated"] for language in ("en", "uz")] == [True, True]
    assert explain_day(berlin, date(2026, 12, 8)).facts["estimated"] is False


def test_regions_of_the_host_country_count():
    munich = OfficeCalendar(zone="Europe/Berlin", host_country="DE", host_region="BY")
    epiphany = date(2026, 1, 6)
    assert explain_day(munich, epiphany).code == "host_holiday"
    assert explain_day(replace(munich, host_region="BE"), epiphany).code == "working"
    assert explain_day(replace(munich, host_region="no such"), epiphany).code == "working"


@given(calendars, days, st.booleans())
def test_an_override_has_the_last_word(calendar, day, works):
    overridden = replace(calendar, overrides=(*calendar.overrides, Override(day, works, "decree 7")))
    explained = explain_day(overridden, day)
    assert (explained.code, explained.works) == ("opened" if works else "closed", works)
    assert explained.facts == {"source": "decree 7"}


@given(calendars, days, st.integers(0, 40))
def test_working_days_are_counted_one_by_one(calendar, day, count):
    end = add_working_days(calendar, day, count)
    between = [day + timedelta(days=later) for later in range(1, (end - day).days + 1)]
    assert sum(is_working_day(calendar, one) for one in between) == count
    assert count == 0 or is_working_day(calendar, end)
    assert next_working_day(calendar, end) == add_working_days(calendar, day, count + 1)


@given(calendars, days)
def test_the_first_working_day_is_the_day_itself_if_it_works(calendar, day):
    first = first_working_day(calendar, day)
    assert is_working_day(calendar, first)
    assert (first == day) == is_working_day(calendar, day)


def test_counting_back_is_refused():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(SEOUL, date(2026, 1, 1), -1)


def test_an_office_that_never_works_is_a_mistake():
    with pytest.raises(NoWorkingDay):
        next_working_day(replace(SEOUL, weekend=frozenset(range(7))), date(2027, 1, 1))


def test_a_day_ends_when_the_office_closes_there():
    new_york = OfficeCalendar(zone="America/New_York", host_country="US", closes=time(17, 30))
    assert closing_moment(new_york, date(2026, 7, 1)) == datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
    assert closing_moment(new_york, date(2026, 12, 1)) == datetime(2026, 12, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (datetime(2026, 11, 20, 3, 0, tzinfo=UTC), datetime(2026, 11, 20, 3, 0, tzinfo=UTC)),
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)),
        (datetime(2026, 11, 20, 9, 1, tzinfo=UTC), datetime(2026, 11, 23, 0, 0, tzinfo=UTC)),
        (datetime(2026, 11, 21, 3, 0, tzinfo=UTC), datetime(2026, 11, 23, 0, 0, tzinfo=UTC)),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_next_moment_the_office_is_open(moment, opening):
    assert next_open_moment(SEOUL, moment) == opening


@given(calendars, st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)))
def test_what_arrives_is_registered_that_day_or_on_the_next_working_day(calendar, moment):
    local = moment.astimezone(calendar.timezone)
    registered = register_day(calendar, moment)
    in_time = is_working_day(calendar, local.date()) and local.time() < calendar.closes
    assert registered == (local.date() if in_time else next_working_day(calendar, local.date()))


WRITTEN = {
    "zone": "Asia/Riyadh",
    "host_country": "SA",
    "weekend": ["friday", "saturday"],
    "opens": "08:30",
    "closes": "16:00",
    "overrides": [{"date": "2026-11-25", "works": False, "source": "order of the head of the post"}],
}


def test_a_calendar_is_built_from_the_data_of_a_post():
    assert office_calendar(WRITTEN) == OfficeCalendar(
        zone="Asia/Riyadh",
        host_country="SA",
        weekend=frozenset({4, 5}),
        opens=time(8, 30),
        closes=time(16),
        overrides=(Override(date(2026, 11, 25), False, "order of the head of the post"),),
    )
    assert office_calendar({"zone": "Asia/Seoul", "host_country": "KR"}) == SEOUL


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Asia/Nowhere"),
        ("zone", None),
        ("host_country", "XX"),
        ("host_country", 7),
        ("weekend", ["freeday"]),
        ("opens", "25:00"),
        ("closes", 960),
        ("closes", "08:00"),
        ("overrides", [{"date": "2026-02-30", "works": True, "source": "decree"}]),
        ("overrides", [{"date": "2026-02-03", "works": "no", "source": "decree"}]),
        ("overrides", [{"date": "2026-02-03", "works": True, "source": " "}]),
        ("overrides", [{"works": True, "source": "decree"}]),
    ],
)
def test_data_that_cannot_be_right_is_refused_by_field(field, value):
    with pytest.raises(CalendarProblem) as raised:
        office_calendar({**WRITTEN, field: value})
    assert raised.value.code == field


def test_an_override_may_say_since_when_it_is_known():
    late = {"date": "2026-11-25", "works": False, "source": "order", "entered_at": "2026-11-20T09:00:00+03:00"}
    [override] = office_calendar({**WRITTEN, "overrides": [late]}).overrides
    assert override.entered_at == datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    for wrong in ("2026-11-20T09:00:00", "soon", 7, "2026-11-20"):
        with pytest.raises(CalendarProblem):
            office_calendar({**WRITTEN, "overrides": [{**late, "entered_at": wrong}]})


def test_the_holidays_of_uzbekistan_have_russian_names():
    told = [holiday_on(date(2026, 1, 1) + timedelta(days=number), "UZ", language="ru") for number in range(730)]
    found = [one for one in told if one]
    assert len(found) > 15
    assert {one.language for one in found} == {"ru"}
    assert not any(letter.isascii() and letter.isalpha() for one in found for letter in one.name)
    assert holiday_on(date(2026, 12, 31), "UZ", language="ru").name == "Выходной день (перенос с 12.12.2026)"


def test_a_name_that_we_lack_stays_in_english():
    found = holiday_on(date(2027, 2, 6), "KR", language="ru")
    assert (found.language, found.name.isascii()) == ("en", True)
