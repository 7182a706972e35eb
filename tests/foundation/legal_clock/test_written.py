"""Rules and ledgers as JSON are read strictly; what is reckoned comes out as plain values."""

import json
from copy import deepcopy
from datetime import UTC, datetime, time

import pytest

from tests.foundation.legal_clock.ledgers import CALENDARS, MUCH_LATER
from watandoshlar.foundation.calendars import Override
from watandoshlar.foundation.legal_clock import (
    Duty,
    Entry,
    NotReadable,
    Rung,
    Term,
    due,
    read_calendars,
    read_ledger,
    read_term,
    written,
)

RULE = {
    "id": "ariza",
    "length": 15,
    "unit": "calendar_days",
    "source": "article 28",
    "rolls": "none",
    "may_pause": True,
    "starts": "registered",
    "ends": ["answered"],
    "ladder": [{"code": "further_study", "length": 1, "unit": "months", "by": ["head"], "tells": ["applicant"]}],
    "duties": [
        {"code": "tell", "starts": "registered", "length": 3, "unit": "working_days", "fulfilled_by": ["told"]},
    ],
}
LEDGER = [
    {"code": "registered", "at": "2026-11-02T10:00:00+09:00", "office": "seoul", "known_at": None},
    {
        "code": "extended",
        "at": "2026-11-12T10:00:00Z",
        "office": "seoul",
        "facts": {"rung": "further_study", "by": "head"},
        "known_at": "2026-11-13T10:00:00Z",
    },
    {
        "code": "day_changed",
        "at": "2026-11-12T10:00:00Z",
        "facts": {"day": "2026-12-02", "works": False, "source": "d"},
    },
]
CALENDAR = {
    "zone": "Asia/Seoul",
    "host_country": "KR",
    "closes": "17:00",
    "overrides": [{"date": "2026-11-17", "works": False, "source": "order", "entered_at": "2026-11-16T09:00:00+00:00"}],
}


def test_a_rule_is_read_whole():
    assert read_term(RULE) == Term(
        "ariza",
        15,
        "calendar_days",
        "article 28",
        "none",
        True,
        "registered",
        ("answered",),
        (Rung("further_study", 1, "months", by=("head",), tells=("applicant",)),),
        (Duty("tell", "registered", 3, "working_days", ("told",)),),
    )
    assert read_term({key: RULE[key] for key in ("id", "length", "unit", "source")}).starts == "received"


def test_a_ledger_is_read_whole():
    first, second, _third = read_ledger(LEDGER)
    assert first == Entry("registered", datetime(2026, 11, 2, 1, tzinfo=UTC), "seoul")
    assert second.facts == {"rung": "further_study", "by": "head"}
    assert second.known_at == datetime(2026, 11, 13, 10, tzinfo=UTC)


def test_calendars_are_read_whole():
    calendar = read_calendars({"seoul": CALENDAR})["seoul"]
    assert (calendar.zone, calendar.closes) == ("Asia/Seoul", time(17))
    [override] = calendar.overrides
    assert isinstance(override, Override)
    assert override.entered_at == datetime(2026, 11, 16, 9, tzinfo=UTC)


def edited(raw, path, value):
    """A copy of `raw` in which the place `path` holds `value`; without a value it is taken away."""
    copy = deepcopy(raw)
    *way, last = path
    place = copy
    for key in way:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return copy


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["length"], None, "rule: length is missing"),
        (["length"], "15", "rule.length: a whole number"),
        (["length"], True, "rule.length: a whole number"),
        (["length"], -1, "rule.length: a whole number"),
        (["unit"], "moons", "rule.unit: one of hours, calendar_days"),
        (["unit"], ["months"], "rule.unit: one of"),
        (["rolls"], "back", "rule.rolls: one of forward, none"),
        (["may_pause"], "yes", "rule.may_pause: true or false"),
        (["source"], 28, "rule.source: a text"),
        (["ends"], "answered", "rule.ends: a list"),
        (["ends"], [7], r"rule.ends\[0\]: a text"),
        (["when"], "always", "rule.when: unknown"),
        (["ladder", 0], "more", r"rule.ladder\[0\]: keys with values"),
        (["ladder", 0, "counts_from"], "middle", r"rule.ladder\[0\].counts_from: one of start, end"),
        (["ladder", 0, "by"], "head", r"rule.ladder\[0\].by: a list"),
        (["ladder", 0, "unit"], "hours", "rule: term ariza mixes"),
        (["duties", 0, "fulfilled_by"], None, r"rule.duties\[0\]: fulfilled_by is missing"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_with_its_place(path, value, says):
    with pytest.raises(NotReadable, match=f"^{says}"):
        read_term(edited(RULE, path, value))


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ([0, "at"], "tomorrow", r"ledger\[0\].at: a moment with its offset"),
        ([0, "at"], "2026-11-02T10:00:00", r"ledger\[0\].at: a moment with its offset"),
        ([0, "at"], 7, r"ledger\[0\].at: a moment with its offset"),
        ([0, "code"], None, r"ledger\[0\]: code is missing"),
        ([0, "post"], "seoul", r"ledger\[0\].post: unknown"),
        ([0, "facts"], [], r"ledger\[0\].facts: keys with values"),
        ([0, "facts"], {"to": None}, r"ledger\[0\].facts.to: a text, a number"),
        ([1, "facts"], {"by": "head"}, r"ledger\[1\].facts: rung is missing"),
        ([1, "known_at"], "later", r"ledger\[1\].known_at: a moment"),
        ([2, "facts", "day"], "2026-02-30", r"ledger\[2\].facts.day: a day"),
        ([2, "facts", "works"], "no", r"ledger\[2\].facts.works: true or false"),
        ([2, "facts", "source"], None, r"ledger\[2\].facts: source is missing"),
    ],
)
def test_what_is_wrong_with_a_ledger_is_said_with_its_place(path, value, says):
    with pytest.raises(NotReadable, match=f"^{says}"):
        read_ledger(edited(LEDGER, path, value))


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["seoul"], "KR", "calendars.seoul: keys with values"),
        (["seoul", "zone"], "Asia/Seul", "calendars.seoul.zone: 'Asia/Seul' cannot be used"),
        (["seoul", "overrides", 0, "entered_at"], "2026-11-16", "calendars.seoul.overrides"),
        (["seoul", "overrides", 0, "entered_at"], "soon", "calendars.seoul.overrides"),
    ],
)
def test_what_is_wrong_with_a_calendar_is_said_with_its_place(path, value, says):
    with pytest.raises(NotReadable, match=f"^{says}"):
        read_calendars(edited({"seoul": CALENDAR}, path, value))


def test_lists_are_lists():
    with pytest.raises(NotReadable, match=r"^ledger: a list"):
        read_ledger({"code": "received"})
    with pytest.raises(NotReadable, match=r"^rule: keys with values"):
        read_term([])


def test_what_is_reckoned_is_written_as_plain_values():
    found = due(read_term(RULE), read_ledger(LEDGER), CALENDARS, MUCH_LATER)
    plain = json.loads(json.dumps(written(found)))
    assert plain["moment"] == plain["earliest"] == "2026-12-02T09:00:00+00:00"
    assert [step["code"] for step in plain["steps"]] == ["start", "counted", "extended", "ends"]
    assert plain["clocks"][0]["started"] == "2026-11-02T01:00:00+00:00"
    assert plain["clocks"][0]["stopped"] is None
    assert (plain["duties"][0]["code"], plain["duties"][0]["is_late"]) == ("tell", True)
    nothing = written(due(read_term(RULE), [], CALENDARS, MUCH_LATER))
    assert nothing == {
        "moment": None,
        "earliest": None,
        "steps": [{"code": "not_started", "facts": {}}],
        "duties": [],
        "clocks": [],
    }
