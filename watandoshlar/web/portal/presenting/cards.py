"""Drafts and cases as cards of the applicant's own page."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watandoshlar.domains.cases.api import Case, Draft, service_of
from watandoshlar.web.presenting.cases import case_heading, listed_title, local_time

ENDED = {
    "acting_ended": gettext_lazy("You do not act for this person any more. What you sent stays for you to read."),
    "came_of_age": gettext_lazy("The person is of age and acts for themselves. What you sent stays for you to read."),
    "mandate_over": gettext_lazy(
        "Your paper for this person is not valid any more. Show the post a new one. "
        "What you sent stays for you to read."
    ),
}


def draft_card(draft: Draft, language: str, people: int = 1) -> dict:
    """A draft; the first application of a family stands for all of its people."""
    saved = date_format(local_time(draft.saved_at, draft), "DATETIME_FORMAT")
    text = _("Saved %(moment)s. Nobody but you can see it.") % {"moment": saved}
    if people > 1:
        text = ngettext("For %(people)s person.", "For %(people)s people.", people) % {"people": people} + " " + text
    return {
        "url": reverse("portal:family" if people > 1 else "portal:draft", args=[draft.pk]),
        "title": listed_title(draft),
        "tone": "waiting",
        "state": _("Draft"),
        "text": text,
    }


def case_card(case: Case, language: str, ended_by: str = "") -> dict:
    """A case; where the account does not act for the person any more, with nothing new of it."""
    if ended_by:
        return {
            "url": reverse("portal:answers", args=[case.reference]),
            "title": listed_title(case),
            "reference": case.reference,
            "tone": "",
            "state": _("Not yours any more"),
            "text": ENDED[ended_by],
        }
    heading = case_heading(case, service_of(case).texts(language))
    return {
        "url": reverse("portal:case", args=[case.reference]),
        "title": heading["listed"],
        "reference": case.reference,
        "tone": heading["tone"],
        "state": heading["state"],
        "text": heading["meaning"],
    }
