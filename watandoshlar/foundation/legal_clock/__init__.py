"""When a legal term ends, and why on that day.

Words of the room:

* *term*: a length of time that a law or charter gives an office, with its source; a rule, kept as data;
* *ledger*: the facts of one matter, each an *entry* with its moment and its office; dates follow from it and are never
  kept as truth (docs/decisions/0015-the-legal-clock.md);
* *pause*: a time in which the clock stands, because something is asked of the applicant; not every term may pause;
* *ladder*, *rung*: the extensions that the law allows, one after the other;
* *duty*: what an office owes on the way, such as forwarding within five days;
* *resting*: the days of a calendar for which a reckoning asked; a change of any other day moves nothing;
* *step*: one line of the "why this date" sheet, as a code and facts; the rooms above make the sentence.

How days are counted. The day of the start is not counted. A counted day ends when the post's office closes. A day
is paused if its midnight falls into a pause, so a pause that begins and ends on one day costs nothing. A month ends on
the same day number, or on the last day of a shorter month; paused, it is counted as if it had started later by the
paused days. A term that rolls moves from a closed day to the next working day and never to an earlier one. Hours run by
day and night; hours that roll and end while the office is closed end when it next opens. Worked examples:
docs/rules/terms.md and docs/rules/appeals.md.
"""

from .reckoning import due
from .replaying import replay
from .resting import Resting, resting
from .terms import DueDate, Duty, DutyDue, Entry, OfficeClock, Rung, Step, Term
from .written import NotReadable, read_calendars, read_ledger, read_term, written

__all__ = [
    "DueDate",
    "Duty",
    "DutyDue",
    "Entry",
    "NotReadable",
    "OfficeClock",
    "Resting",
    "Rung",
    "Step",
    "Term",
    "due",
    "read_calendars",
    "read_ledger",
    "read_term",
    "replay",
    "resting",
    "written",
]
