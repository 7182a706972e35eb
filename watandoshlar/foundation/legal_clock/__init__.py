"""When a legal term ends, and why on that day.

Words of the room:

* *term*: a length of time that a law or charter gives somebody, with its source;
* *pause*: a time in which the clock stands, because something is asked of the applicant; not every term may pause;
* *step*: one line of the "why this date" sheet, as a code and facts; the rooms above make the sentence.

How days are counted. The day of the start is not counted. A counted day ends when the post's office closes. A day
is paused if its midnight falls into a pause, so a pause that begins and ends on one day costs nothing. A month ends on
the same day number, or on the last day of a shorter month. A term that rolls moves from a closed day to
the next working day and never to an earlier one. Hours run by day and night; hours that roll and end while the
office is closed end when it next opens. Worked examples: docs/rules/terms.md.
"""

from .counting import due
from .terms import DueDate, Pause, Step, Term

__all__ = ["DueDate", "Pause", "Step", "Term", "due"]
