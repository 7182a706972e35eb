"""A check by another office as applicants and officers see it: who has the case, since when, and until when."""

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import moment_at
from watandoshlar.domains.cases.api import Case, Referral, office_title, referrals_of, words_of_referral
from watandoshlar.domains.catalogue.api import Texts
from watandoshlar.foundation import clock
from watandoshlar.web.presenting.cases import local_time

# What the other office answered, for officers.
OUTCOMES = {
    "nothing_against": gettext_lazy("Nothing stands against it"),
    "against": gettext_lazy("Something stands against it"),
    "cannot_tell": gettext_lazy("The office cannot tell"),
}
OUTCOME_TONES = {"nothing_against": "success", "against": "error", "cannot_tell": "warning"}
ENDINGS = {
    "reported": gettext_lazy("Answered"),
    "recalled": gettext_lazy("Taken back by the post"),
    "withdrawn": gettext_lazy("Ended: the applicant withdrew the application"),
}


def open_referral_shown(case: Case, texts: Texts) -> dict | None:
    """Who has the application now, for its applicant; None while it is at the post."""
    referral = next((row for row in referrals_of(case) if row.ended_at is None), None)
    if referral is None:
        return None
    where = {
        "office": office_title(referral.to_post, get_language()),
        "day": date_format(local_time(referral.sent_at, case), "DATE_FORMAT"),
    }
    return {
        "title": _("With %(office)s since %(day)s") % where,
        "check": texts.referral(referral.rule),
        "taken": local_time(referral.taken_at, case) if referral.taken_at else None,
        "due": at_office(referral),
        "is_late": is_late(referral),
    }


def at_office(referral: Referral):
    """By when the other office answers, by the clock on its wall."""
    return moment_at(referral.to_post, referral.due_at).replace(tzinfo=None) if referral.due_at else None


def is_late(referral: Referral) -> bool:
    return referral.ended_at is None and referral.due_at is not None and referral.due_at < clock.now()


def referrals_shown(case: Case, texts: Texts) -> list[dict]:
    """Every check with what was asked and answered, the newest first, for officers who may read the case."""
    return [_shown(referral, texts) for referral in reversed(referrals_of(case))]


def _shown(referral: Referral, texts: Texts) -> dict:
    words = words_of_referral(referral)
    return {
        "office": office_title(referral.to_post, get_language()),
        "check": texts.referral(referral.rule),
        "tone": OUTCOME_TONES.get(referral.outcome, "info"),
        "sent_at": local_time(referral.sent_at, referral.case),
        "taken_by": referral.taken_by.email if referral.taken_by else "",
        "due": at_office(referral),
        "is_late": is_late(referral),
        "outcome": OUTCOMES.get(referral.outcome, ""),
        "reasons": [texts.refusal_reason(code) for code in referral.reasons],
        "question": words.question,
        "report": words.report,
        "ended_at": local_time(referral.ended_at, referral.case) if referral.ended_at else None,
        "ended_as": ENDINGS.get(referral.ended_as, ""),
    }
