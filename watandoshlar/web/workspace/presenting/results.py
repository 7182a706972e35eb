"""Results on their way to applicants: the steps on the page of a case, and the list of a post."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import get_post, today_at
from watandoshlar.domains.cases.api import (
    Case,
    HandOver,
    OfficerView,
    hand_over_of,
    hand_over_rule,
    hand_over_states,
    has_mandate_in_force,
    is_for_account,
    service_of,
    states,
    words_of_result,
)
from watandoshlar.domains.catalogue.api import Texts
from watandoshlar.domains.certificates.api import Certificate
from watandoshlar.web.presenting.cases import listed_title, local_time
from watandoshlar.web.presenting.forms import RefusedStep, StepForm
from watandoshlar.web.presenting.results import COLLECTORS, DOCUMENTS_SEEN, WAYS

SHORT = {"maxlength": 120, "autocomplete": "off"}
PARTS = {
    "waiting": gettext_lazy("Waiting"),
    "chased": gettext_lazy("Reminded"),
    "to_return": gettext_lazy("To send back"),
    "sent": gettext_lazy("Sent"),
}


def result_panel(
    account: Account, view: OfficerView, texts: Texts, certificate: Certificate | None, refused: RefusedStep | None
) -> dict | None:
    """Where the result of a case is and what this officer may do with it; None while there is none to speak of."""
    case = view.case
    hand_over = hand_over_of(case)
    may = not view.is_own_application and (not case.is_confidential or is_for_account(account, case))
    forms = _forms(case, hand_over, refused) if may else {}
    may_mark = may and states.may("issue", case.state, "applications") and _is_marked(case)
    if not may_mark and not forms and (hand_over is None or hand_over.state == "expected"):
        return None
    return {
        "forms": forms,
        "may_mark": may_mark,
        **(_outside(hand_over, texts, certificate) if hand_over and may else {}),
        **(_inside(hand_over) if hand_over and may else {}),
    }


def _is_marked(case: Case) -> bool:
    """Whether the result is made ready by saying so: no document is issued, and more than words reach the applicant."""
    return service_of(case).definition.document is None and hand_over_rule(case).ways != ("told",)


def _outside(hand_over: HandOver, texts: Texts, certificate: Certificate | None) -> dict:
    state = hand_over_states.HAND_OVER_STATES[hand_over.state]
    today = today_at(hand_over.case.post)
    return {
        "state": state.label,
        "result": texts.hand_over("result"),
        "way": WAYS.get(hand_over.way, ""),
        "anew_on": _issued_anew_on(certificate) if hand_over.state == "ready" and hand_over.way != "download" else None,
        "kept_until": hand_over.keep_until if hand_over.state == "ready" else None,
        "chased_on": hand_over.chased_on,
        "may_return": hand_over.is_to_return(today),
        "may_take_back": hand_over.state == "sent",
        "collected_by": COLLECTORS.get(hand_over.collected_by, ""),
        "document_seen": DOCUMENTS_SEEN.get(hand_over.document_seen, ""),
        "handed_by": hand_over.handed_by.email if hand_over.handed_by else "",
    }


def _issued_anew_on(certificate: Certificate | None) -> date | None:
    """The day at the post on which the document of a case took the place of one that the same case gave before: a paper
    that was printed until then and lies ready does not count any more."""
    if certificate is None or certificate.previous is None or certificate.previous.subject != certificate.subject:
        return None
    return today_at(get_post(certificate.post_code), certificate.issued_at)


def _inside(hand_over: HandOver) -> dict:
    """The address while somebody has to write it on a parcel; who came, and what was told, stay on record."""
    words = words_of_result(hand_over)
    return {
        "address": words.address if hand_over.state in ("ready", "sent") else "",
        "identity": words.identity,
        "parcel": words.parcel,
        "told": words.told,
    }


def _forms(case: Case, hand_over: HandOver | None, refused: RefusedStep | None) -> dict[str, StepForm]:
    ways = hand_over_rule(case).ways
    forms = {}
    if hand_over and hand_over.state == "ready":
        if "collect" in ways:
            forms["collect"] = _collect_form(case, refused)
        if "send" in ways and hand_over.way == "send":
            forms["send"] = _send_form(refused)
    is_ready = hand_over is not None and hand_over.state == "ready"
    if "told" in ways and (is_ready or case.state == "approved"):
        forms["tell_result"] = _tell_form(refused)
    return forms


def _collect_form(case: Case, refused: RefusedStep | None) -> StepForm:
    form = StepForm("collect", refused)
    people = [(code, label) for code, label in COLLECTORS.items() if code != "mandate" or has_mandate_in_force(case)]
    form.add("choice", "collected_by", _("Who came?"), people, initial="applicant")
    form.add("choice", "document_seen", _("Which document have you seen?"), list(DOCUMENTS_SEEN.items()))
    form.add("short_text", "number_seen", _("Its number"), attributes=SHORT)
    hint = _("If somebody else than the applicant came")
    form.add("short_text", "name", _("Name of the person who came"), required=False, hint=hint, attributes=SHORT)
    hint = _("Who gave it, and on which day")
    form.add("short_text", "authority", _("Paper of authority"), required=False, hint=hint, attributes=SHORT)
    return form


def _send_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("send", refused)
    form.add("short_text", "carrier", _("Carrier"), attributes=SHORT)
    form.add("short_text", "tracking", _("Number of the parcel"), attributes=SHORT)
    return form


def _tell_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("tell_result", refused)
    hint = _("The applicant reads it on their page; no letter has it.")
    form.add("long_text", "words", _("What was done?"), hint=hint, attributes={"maxlength": 4000})
    return form


def result_row(hand_over: HandOver) -> dict:
    """A result in the list of a post. Nothing personal; of what is confidential not even the service."""
    case = hand_over.case
    return {
        "url": reverse("workspace:case", args=[case.reference]),
        "reference": case.reference,
        "title": listed_title(case),
        "way": WAYS.get(hand_over.way, _("not chosen yet")),
        "ready": local_time(hand_over.ready_at, case),
        "chased_on": hand_over.chased_on,
        "kept_until": hand_over.keep_until,
        "to_return": hand_over.is_to_return(today_at(case.post)),
    }


def result_tabs(counts: dict[str, int], part: str) -> list[dict]:
    here = reverse("workspace:results")
    return [
        {"url": f"{here}?part={code}", "label": label, "current": code == part, "count": counts[code]}
        for code, label in PARTS.items()
    ]
