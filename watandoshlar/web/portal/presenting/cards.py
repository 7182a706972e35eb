"""Drafts and cases as cards of the applicant's own page."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import Case, Draft, service_of
from watandoshlar.web.presenting.cases import case_heading, local_time


def draft_card(draft: Draft, language: str) -> dict:
    saved = date_format(local_time(draft.saved_at, draft), "DATETIME_FORMAT")
    return {
        "url": reverse("portal:draft", args=[draft.pk]),
        "title": service_of(draft).texts(language).title,
        "tone": "waiting",
        "state": _("Draft"),
        "text": _("Saved %(moment)s. Nobody but you can see it.") % {"moment": saved},
    }


def case_card(case: Case, language: str) -> dict:
    heading = case_heading(case, service_of(case).texts(language))
    return {
        "url": reverse("portal:case", args=[case.reference]),
        "title": heading["title"],
        "reference": case.reference,
        "tone": heading["tone"],
        "state": heading["state"],
        "text": heading["meaning"],
    }
