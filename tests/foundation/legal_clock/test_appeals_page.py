"""Every row of docs/rules/appeals.md."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.worked_examples import examples
from watandoshlar.foundation.calendars import office_calendar, register_day
from watandoshlar.foundation.legal_clock import Duty, Entry, Rung, Term, due, replay

PAGE = "appeals.md"
TABLES = (
    "Fifteen days",
    "Weekend on Friday and Saturday",
    "Month ends and leap days",
    "New Year",
    "Navruz",
    "Summer and winter time",
    "Extension",
    "Forwarding",
    "Holidays moved late",
    "Pauses",
    "Hours",
)
MUCH_LATER = datetime(2030, 1, 1, tzinfo=UTC)
MOMENT = r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)"
SENTENCES = [
    rf"(?P<code>received) at (?P<office>\w+) {MOMENT}",
    rf"(?P<code>forwarded) to (?P<to>\w+) {MOMENT}",
    rf"(?P<code>extended) (?P<rung>\w+) by (?P<by>\w+) {MOMENT}",
    rf"(?P<kind>closed|working) day (?P<day>[\d-]+)(?: at (?P<office>\w+))? by (?P<source>.+) known {MOMENT}",
    rf"(?P<code>\w+) {MOMENT}",
]
DUTIES = {
    "ariza": (Duty("forward", "received", 5, "calendar_days", ("forwarded", "accepted"), source="article 25"),),
    "taklif": (Duty("notice", "received", 10, "calendar_days", ("notice_given", "answered"), source="article 28"),),
}


def calendar_of(zone, country, weekend, opens, closes):
    names = {"zone": zone, "host_country": country, "opens": opens, "closes": closes}
    return office_calendar({**names, "weekend": weekend.split()})


CALENDARS = {office: calendar_of(*rest) for office, *rest in examples(PAGE, "Posts")}


def rung_of(written):
    found = re.fullmatch(r"(\w+): (\d+) (\w+) from (start|end) by ([\w ]+)", written)
    code, length, unit, counts_from, by = found.groups()
    return Rung(code, int(length), unit, counts_from, tuple(by.split(" or ")), source="article 28")


def rule_of(name, length, rolls, may_pause, extensions, article):
    number, unit = length.split()
    ladder = () if extensions == "–" else tuple(rung_of(one) for one in extensions.split("; "))
    pausing = {"may_pause": may_pause == "yes", "ends": ("answered",)}
    return Term(name, int(number), unit, article, rolls, ladder=ladder, duties=DUTIES.get(name, ()), **pausing)


RULES = {row[0]: rule_of(*row) for row in examples(PAGE, "Rules")}


def at_office(office, written):
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(CALENDARS[office].zone))


def read_events(written):
    """The ledger, when it is looked at, and the office that has the matter last."""
    ledger, office, seen = [], "", MUCH_LATER
    for sentence in written.split("; "):
        found = next(match for one in SENTENCES if (match := re.fullmatch(one, sentence))).groupdict()
        if found.get("code") == "received":
            office = found["office"]
        at = at_office(office, found["at"])
        if found.get("code") == "seen":
            seen = at
        elif kind := found.get("kind"):
            facts = {"day": found["day"], "works": kind == "working", "source": found["source"]}
            ledger.append(Entry("day_changed", at, found["office"] or "", facts))
        else:
            facts = {key: found[key] for key in ("to", "rung", "by") if found.get(key)}
            ledger.append(Entry(found["code"], at, office, facts))
    return ledger, seen, office


def reckoned(rule, events):
    ledger, seen, office = read_events(events)
    return due(RULES[rule], ledger, CALENDARS, seen), office


@pytest.mark.parametrize(
    ("rule", "events", "ends", "steps", "why"), [row for table in TABLES for row in examples(PAGE, table)]
)
def test_a_term_ends_as_the_page_says(rule, events, ends, steps, why):
    found, office = reckoned(rule, events)
    if ends.startswith("waiting"):
        assert found.moment is None
        assert found.earliest == at_office(office, re.search(r"[\d-]{10} [\d:]{5}", ends)[0]), why
    else:
        assert found.moment == at_office(office, ends), why
    said = [step.code for step in found.steps if step.code not in ("start", "counted", "ends")]
    assert said == ([] if steps == "–" else steps.split()), why
    assert found.clocks[-1].office == office
    assert replay(found.steps) == found.moment


@pytest.mark.parametrize(
    ("rule", "events", "duty", "due_at", "fulfilled", "late", "why"), examples(PAGE, "Duties on the way")
)
def test_a_duty_is_due_as_the_page_says(rule, events, duty, due_at, fulfilled, late, why):
    code, office = duty.split(" at ")
    found, _last = reckoned(rule, events)
    [owed] = [one for one in found.duties if (one.code, one.office) == (code, office)]
    assert owed.moment == at_office(office, due_at), why
    assert owed.fulfilled_at == (None if fulfilled == "–" else at_office(office, fulfilled)), why
    assert owed.is_late == (late == "yes"), why
    assert replay(owed.steps) == owed.moment


@pytest.mark.parametrize(("office", "arrives", "registered", "why"), examples(PAGE, "Registration"))
def test_what_arrives_is_registered_as_the_page_says(office, arrives, registered, why):
    assert register_day(CALENDARS[office], at_office(office, arrives)) == date.fromisoformat(registered), why


def test_the_page_is_worth_its_name():
    assert sum(len(examples(PAGE, table)) for table in TABLES) >= 60
