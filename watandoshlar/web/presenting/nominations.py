"""Where a nomination stands, in plain words: for the nominee and for the officer; and cancellations of documents."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import (
    Cancellation,
    Case,
    Recommendation,
    cancellations_of,
    commission_rule,
    nomination_of,
    recommendations_of,
    words_of_cancellation,
)
from watandoshlar.domains.catalogue.api import Texts
from watandoshlar.domains.commissions.api import ZONE, Standing, get_body, get_commission, states, words_of_resolution
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import worded
from watandoshlar.web.presenting.cases import local_time
from watandoshlar.web.presenting.forms import RefusedStep, StepForm

ANSWERS = {
    "asked": (gettext_lazy("not answered yet"), "waiting"),
    "supported": (gettext_lazy("recommends"), "good"),
    "declined": (gettext_lazy("declined"), "bad"),
    "expired": (gettext_lazy("did not answer in time"), "bad"),
}
ENDINGS = {
    "": gettext_lazy("Before the commission"),
    "cancelled": gettext_lazy("Cancelled by the commission"),
    "kept": gettext_lazy("The commission did not cancel"),
    "taken_back": gettext_lazy("Taken back by the ministry"),
}


def body_title(code: str) -> str:
    return worded(get_body(code).names, get_language())


def nomination_shown(case: Case, texts: Texts) -> dict | None:
    """The stages of a nomination; None where no commission decides. The caller may read the case."""
    rule = commission_rule(case)
    if rule is None:
        return None
    standing = nomination_of(case)
    words = texts.commission()
    return {
        "title": words.title,
        "body": words.body,
        "bodies": [body_shown(row) for row in recommendations_of(case)],
        "commission": worded(get_commission(rule.name).names, get_language()),
        "stage": stage_of(standing),
        "delay": states.DELAYS[standing.delay] if standing and standing.delay else "",
        "outcome": resolved_shown(standing, case),
    }


def body_shown(row: Recommendation) -> dict:
    label, tone = ANSWERS[row.state]
    return {
        "name": body_title(row.body),
        "state": label,
        "tone": tone,
        "at": local_time(row.answered_at or row.asked_at, row.case),
    }


def stage_of(standing: Standing | None) -> str:
    """One sentence: who has the nomination now."""
    if standing is None or standing.state == "withdrawn":
        return _("The officer has it. It goes before the commission as soon as it is complete and recommended.")
    if standing.state == "listed" and standing.sitting:
        day = date_format(standing.sitting.planned_for.astimezone(ZONE), "DATETIME_FORMAT")
        return _("It is on the agenda of the sitting of %(day)s (Tashkent).") % {"day": day}
    if standing.state == "voting":
        return _("The commission is in session and decides it now.")
    if standing.state == "resolved":
        return _("The commission has resolved.")
    return _("It is before the commission and waits for a sitting.")


def resolved_shown(standing: Standing | None, case: Case) -> dict | None:
    """The resolution with its reasons; the caller may read the case."""
    resolution = standing.resolution if standing else None
    if resolution is None:
        return None
    rule = get_commission(standing.matter.commission).matters[resolution.kind]
    kept = [rule.words(resolution.outcome, code) for code in resolution.reasons]
    return {
        "label": states.OUTCOMES[resolution.outcome],
        "tone": "success" if resolution.outcome == "in_favour" else "error",
        "reasons": [worded(words, get_language()) for words in kept if words],
        "words": words_of_resolution(resolution),
        "number": resolution.item.reference,
        "at": local_time(resolution.at, case),
    }


def cancellation_shown(case: Case) -> dict | None:
    """The latest cancellation that was put before the commission; None where none ever was."""
    rows = cancellations_of(case) if commission_rule(case) else []
    return _cancellation(rows[0]) if rows else None


def _cancellation(row: Cancellation) -> dict:
    case, words = row.case, words_of_cancellation(row)
    is_open = row.ended_at is None
    return {
        "state": ENDINGS[row.ended_as],
        "ended_as": row.ended_as,
        "ground": ground_title(case, row.ground),
        "why": words.why,
        "answer": words.answer,
        "until": local_time(row.heard_until, case),
        "may_answer": is_open and row.answered_at is None and clock.now() <= row.heard_until,
        "answered_at": local_time(row.answered_at, case) if row.answered_at else None,
        "is_open": is_open,
        "hearing_url": reverse("portal:hearing", args=[case.reference]),
        "appeal_url": reverse("portal:appeal_against", args=[case.reference]),
    }


def ground_title(case: Case, ground: str) -> str:
    """A ground of the closed list, as the commission's table words it."""
    grounds = get_commission(commission_rule(case).name).matters["cancel"].grounds
    return worded(grounds[ground], get_language()) if ground in grounds else ground


def recommendation_form(name: str, refused: RefusedStep | None) -> StepForm:
    """What a body says: on the page of its link, and beside its paper in the workspace."""
    form = StepForm(name, refused)
    choices = [("support", _("We recommend this person")), ("decline", _("We do not recommend"))]
    form.add("choice", "answer", _("Answer of the institution"), choices)
    form.add(
        "long_text",
        "reasons",
        _("Reasons"),
        hint=_("What the institution knows of the merits, or why it declines. The commission reads it."),
        attributes={"maxlength": 4000},
    )
    form.add("short_text", "name", _("Who signs"), attributes={"maxlength": 200})
    form.add("short_text", "position", _("As what (office)"), attributes={"maxlength": 200})
    return form
