"""A date reads the same day in every language, in the letters of that language."""

import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from watandoshlar.web.message_catalogues import compile_all

MOMENT = datetime.datetime(2026, 12, 5, 18, 0)


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("uz", "2026-yil 5-dekabr", "2026-yil 5-dekabr, 18:00"),
        ("uz-cyrl", "2026 йил 5 декабрь", "2026 йил 5 декабрь, 18:00"),
        ("uz-arab", "2026 ییل 5 دسمبر", "2026 ییل 5 دسمبر, 18:00"),
        ("ru", "5 декабря 2026 г.", "5 декабря 2026 г. 18:00"),
        ("en", "5 December 2026", "5 December 2026, 18:00"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, day: str, moment: str) -> None:
    with override(language):
        assert date_format(MOMENT, "DATE_FORMAT") == day
        assert date_format(MOMENT, "DATETIME_FORMAT") == moment


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_the_short_date_cannot_be_taken_for_another_day(language: str) -> None:
    with override(language):
        short = date_format(MOMENT, "SHORT_DATE_FORMAT")
    assert short in ("05.12.2026", "5 Dec 2026")
