"""The queue as officers see it: nothing personal, only what tells which case to take next."""

from django.urls import reverse
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import Case
from watandoshlar.web.presenting.cases import TONES, listed_title, local_time
from watandoshlar.web.workspace.presenting.words import asked_until, is_overdue, state_label, time_left

STATES_SHOWN = ("submitted", "in_review", "waiting_for_applicant", "referred", "proposed", "approved", "forwarded")


def queue_row(case: Case) -> dict:
    """A case of `queue_of`. Days are those of the post."""
    due = local_time(case.due_at, case) if case.due_at else None
    return {
        "url": reverse("workspace:case", args=[case.reference]),
        "reference": case.reference,
        "title": listed_title(case),
        "tone": TONES[case.state],
        "state": state_label(case.state),
        "submitted": local_time(case.submitted_at, case),
        "due": due,
        "left": time_left(case, due),
        "asked": asked_until(case, case.asked_until),
        "overdue": is_overdue(case),
        "officer": case.officer.email if case.officer else "",
    }


def queue_tabs(counts: dict[str, int], state: str, mine: bool) -> list[dict]:
    """Links to the parts of the queue, each with how many cases it holds."""
    here = reverse("workspace:queue")
    tabs = [
        {"url": here, "label": _("All open"), "current": not state and not mine, "count": counts["all"]},
        {"url": f"{here}?mine=1", "label": _("Mine"), "current": mine, "count": counts["mine"]},
    ]
    for code in STATES_SHOWN:
        url = f"{here}?state={code}"
        tabs.append({"url": url, "label": state_label(code), "current": state == code, "count": counts.get(code, 0)})
    return tabs
