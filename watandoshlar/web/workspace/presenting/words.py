"""States and events in the words of staff; the words for applicants say “you” to somebody else."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.api import Case, states
from watandoshlar.foundation import clock
from watandoshlar.web.presenting.cases import Wording

STATE_LABELS = {
    "submitted": gettext_lazy("New"),
    "waiting_for_applicant": gettext_lazy("Waiting for the applicant"),
    "proposed": gettext_lazy("For confirmation"),
    "approved": gettext_lazy("To be made ready"),
    "forwarded": gettext_lazy("With another body"),
}
EVENT_TITLES: Wording = {
    "": {
        "answer_request": gettext_lazy("The applicant sent what was asked"),
        "close_request": gettext_lazy("The applicant did not answer by the day; the case goes on"),
        "choose_way": gettext_lazy("The applicant chose how they get the result"),
        "result_send": gettext_lazy("The result was sent to the applicant"),
        "result_receive": gettext_lazy("The applicant told that the result has come"),
        "result_download": gettext_lazy("The applicant downloaded the document"),
        "result_tell": gettext_lazy("The applicant was told what was done"),
        "result_chase": gettext_lazy("The applicant was reminded of the result"),
        "answer_hearing": gettext_lazy("The holder answered what speaks for the cancellation"),
        "tell_proposer": gettext_lazy("The proposer was told that it is being studied"),
    }
}
NEXT_STEPS: Wording = {
    "": {
        "submitted": gettext_lazy("An officer of the post takes the case"),
        "in_review": gettext_lazy("The officer decides or asks the applicant for something"),
        "waiting_for_applicant": gettext_lazy("The applicant sends what is asked; then the officer goes on"),
        "referred": gettext_lazy("The other office answers; then the officer goes on"),
        "approved": gettext_lazy("The post makes the result ready"),
        "forwarded": gettext_lazy("The body answers, or sends it back"),
    },
    "appeals": {
        "in_review": gettext_lazy(
            "The officer answers each demand, asks the applicant or sends it to the competent body"
        ),
    },
}


def state_label(code: str) -> str:
    return STATE_LABELS.get(code, states.STATES[code].label)


def time_left(case: Case, due: datetime | None) -> str:
    """How long the post still has, in plain words; empty without a term, and while an applicant holds it."""
    if due is None or case.state not in states.OPEN_STATES:
        return ""
    return days_left((due.date() - today_at(case.post)).days, is_over=is_overdue(case))


def days_left(days: int, *, is_over: bool) -> str:
    """So many days until the end of a term, in plain words."""
    if is_over:
        return _late(-days)
    if days < 2:
        return _("due tomorrow") if days else _("due today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def _late(days: int) -> str:
    if days == 0:
        return _("overdue since today")
    return ngettext("overdue by %(days)s day", "overdue by %(days)s days", days) % {"days": days}


def is_overdue(case: Case) -> bool:
    return bool(case.due_at and case.due_at < clock.now() and case.state in states.OPEN_STATES)


def has_passed(case: Case, day: date | None) -> bool:
    """Whether the whole day is over at the post."""
    return day is not None and day < today_at(case.post)


def asked_until(case: Case, day: date | None) -> str:
    """Until when the applicant was asked for something; empty where nothing is asked."""
    if day is None:
        return ""
    sentence = _("no answer by %(day)s") if has_passed(case, day) else _("the applicant has until %(day)s")
    return sentence % {"day": date_format(day, "SHORT_DATE_FORMAT")}
