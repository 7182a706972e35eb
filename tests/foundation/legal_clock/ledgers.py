"""Ledgers for the tests of the legal clock: by hand for one office, and as a strategy for all that may happen."""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product

from hypothesis import strategies as st

from watandoshlar.foundation.calendars import OfficeCalendar
from watandoshlar.foundation.legal_clock import Duty, Entry, Rung, Term, due

START = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
MUCH_LATER = datetime(2035, 1, 1, tzinfo=UTC)
CALENDARS = {
    "seoul": OfficeCalendar(zone="Asia/Seoul", host_country="KR"),
    "berlin": OfficeCalendar(zone="Europe/Berlin", host_country="DE"),
    "new_york": OfficeCalendar(zone="America/New_York", host_country="US"),
    "riyadh": OfficeCalendar(zone="Asia/Riyadh", host_country="SA", weekend=frozenset({4, 5})),
}
PAIRS = tuple(permutations(CALENDARS, 2))


# --- by hand --------------------------------------------------------------------------------------------------------


def pause(begins, ends=None):
    """The entries of one pause; open if it has no end."""
    return [Entry("paused", begins), *([Entry("resumed", ends)] if ends else [])]


def reckon(term, start, calendar, pauses=()):
    """A term of one office with nothing but pauses."""
    entries = [Entry(term.starts, start), *(entry for one in pauses for entry in one)]
    return due(term, entries, {"": calendar}, MUCH_LATER)


# --- whatever may happen --------------------------------------------------------------------------------------------


def rule(unit, length, rolls, may_pause):
    more = "hours" if unit == "hours" else "months"
    return Term(
        "term",
        length,
        unit,
        "article 28",
        rolls,
        may_pause,
        ends=("answered",),
        ladder=(
            Rung("further_study", 30 if more == "hours" else 1, more, "start", ("officer", "head")),
            Rung("exceptional", 1, more, "end", ("head",)),
        ),
        duties=(
            Duty("forward", "received", 5, "calendar_days", ("forwarded", "accepted")),
            Duty("tell", "extended", 3, "working_days", ("told",)),
        ),
    )


# The extension from the start is shorter than the last of them, and must not shorten it.
LENGTHS = [
    ("hours", 24),
    ("calendar_days", 15),
    ("working_days", 12),
    ("months", 1),
    ("months", 0),
    ("calendar_days", 40),
]
RULES = [
    rule(unit, length, rolls, may_pause)
    for unit, length in LENGTHS
    for rolls, may_pause in product(("forward", "none"), (True, True, False))
]
KINDS = [
    ("paused", {}),
    ("resumed", {}),
    ("paused", {}),
    ("resumed", {}),
    ("extended", {"rung": "further_study", "by": "officer"}),
    ("extended", {"rung": "exceptional", "by": "head"}),
    ("extended", {"rung": "exceptional", "by": "officer"}),
    ("day_changed", {"works": False, "source": "decree"}),
    ("day_changed", {"works": True, "source": "decree"}),
    ("forwarded", {"to": "berlin"}),
    ("received", {}),
    ("answered", {}),
    ("accepted", {}),
    ("told", {}),
    ("noted", {}),
]
# Everything happens at one of fifty moments, so that entries meet now and then.
MOMENTS = [START + timedelta(hours=36 * number) for number in range(-2, 48)]
times = st.sampled_from(MOMENTS)
# Drawn as one number each, which is three times as fast: kind, moment, office, changed day.
PLACES, DAYS = 3, 66
_numbers = st.lists(st.integers(0, len(KINDS) * len(MOMENTS) * PLACES * DAYS - 1), max_size=7)


def _happened(number):
    number, kind = divmod(number, len(KINDS))
    number, moment = divmod(number, len(MOMENTS))
    days, place = divmod(number, PLACES)
    return KINDS[kind], MOMENTS[moment], place, days - 5


@st.composite
def matters(draw, one_start_for_each=False):
    """A rule and a ledger of up to two offices in which anything may happen, in any order."""
    kind_of_rule, (first, second) = draw(st.sampled_from(RULES)), draw(st.sampled_from(PAIRS))
    ledger = [Entry("received", draw(times), first)]
    for (code, facts), at, place, days in map(_happened, draw(_numbers)):
        # Extensions and receipts are an office's own; the rest may name none.
        office = (first, second, "" if code not in ("extended", "received") else first)[place]
        if code == "day_changed":
            facts = {"day": (START + timedelta(days=days)).date().isoformat(), **facts}
        if code != "received" or not one_start_for_each or office not in starts_of(ledger):
            ledger.append(Entry(code, at, office, facts))
    return kind_of_rule, ledger


def starts_of(ledger):
    return [entry.office for entry in ledger if entry.code == "received"]
