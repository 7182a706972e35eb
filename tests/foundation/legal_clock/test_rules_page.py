from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.foundation.legal_clock.ledgers import pause, reckon
from tests.worked_examples import examples
from watandoshlar.foundation.calendars import OfficeCalendar
from watandoshlar.foundation.legal_clock import Term

SEOUL = OfficeCalendar(zone="Asia/Seoul", host_country="KR")


def in_seoul(written):
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo("Asia/Seoul"))


def pauses_of(written):
    if written == "none":
        return []
    begins, ends = written.split(" to ")
    return [pause(in_seoul(begins), None if ends == "open" else in_seoul(ends))]


@pytest.mark.parametrize(("term", "rolls", "start", "pause", "ends", "why"), examples("terms.md", "Worked examples"))
def test_worked_example(term, rolls, start, pause, ends, why):
    length, unit = term.split()
    reckoned = reckon(
        Term("example", int(length), unit, source="docs/rules/terms.md", rolls=rolls, may_pause=True),
        in_seoul(start),
        SEOUL,
        pauses_of(pause),
    )
    assert reckoned.moment == (None if ends == "waiting" else in_seoul(ends)), why
    assert reckoned.steps[-1].code == ("waiting" if ends == "waiting" else "ends")
