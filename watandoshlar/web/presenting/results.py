"""The result of a case on its way to the applicant, as both sides see it."""

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.cases.api import (
    Case,
    HandOver,
    hand_over_of,
    hand_over_rule,
    hand_over_states,
    ways_to_choose,
    words_of_result,
)
from watandoshlar.domains.catalogue.api import Texts
from watandoshlar.web.presenting.cases import local_time

WAYS = {
    "collect": gettext_lazy("Collect it at the post"),
    "send": gettext_lazy("Have it sent to an address"),
    "download": gettext_lazy("Download it from this page"),
    "told": gettext_lazy("Read on this page what was done"),
}
COLLECTORS = {
    "applicant": gettext_lazy("The applicant"),
    "mandate": gettext_lazy("Somebody with a mandate that is confirmed here"),
    "authority": gettext_lazy("Somebody with a written paper of authority"),
}
DOCUMENTS_SEEN = {
    "passport": gettext_lazy("Passport of Uzbekistan"),
    "id_card": gettext_lazy("Identity card of Uzbekistan"),
    "return_certificate": gettext_lazy("Certificate of return"),
    "foreign_passport": gettext_lazy("Passport of another country"),
    "other": gettext_lazy("Another document with a photo"),
}
TITLES = {
    "ready": gettext_lazy("%(result)s: ready"),
    "sent": gettext_lazy("%(result)s: on its way to you"),
    "collected": gettext_lazy("%(result)s: collected"),
    "received": gettext_lazy("%(result)s: you have it"),
    "downloaded": gettext_lazy("%(result)s: downloaded"),
    "told": gettext_lazy("What was done for you"),
    "returned": gettext_lazy("%(result)s: sent back"),
}
TONES = {"ready": "success", "sent": "info", "returned": "warning"}


def result_shown(case: Case, texts: Texts) -> dict | None:
    """Where the result is, for its applicant; None before it is ready, and where a document is all there is."""
    hand_over = hand_over_of(case)
    rule = hand_over_rule(case)
    if hand_over is None or hand_over.state == "expected" or rule.ways == ("download",):
        return None
    words = words_of_result(hand_over)
    result = texts.hand_over("result")
    return {
        "state": hand_over.state,
        "title": TITLES[hand_over.state] % {"result": result},
        "tone": TONES.get(hand_over.state, "success"),
        "how": _how(hand_over, case),
        "advice": texts.hand_over("advice") if hand_over.state == "ready" else "",
        "kept_until": hand_over.keep_until if hand_over.state == "ready" else None,
        "parcel": words.parcel if hand_over.state in ("sent", "received") else {},
        "told": words.told,
        "ended_at": local_time(hand_over.ended_at, case) if hand_over.ended_at else None,
        "may_receive": hand_over.state == "sent",
    }


def _how(hand_over: HandOver, case: Case) -> str:
    """What the applicant does now, in one sentence."""
    if hand_over.state == "sent":
        day = date_format(local_time(hand_over.sent_at, case), "DATE_FORMAT")
        return _("The post sent it on %(day)s. Tell us when it has come.") % {"day": day}
    if hand_over.state != "ready":
        return str(hand_over_states.HAND_OVER_STATES[hand_over.state].meaning)
    where = {"city": post_name(case.post, get_language())}
    match hand_over.way:
        case "collect":
            return _("Collect it at the post (%(city)s) with a document that proves who you are.") % where
        case "send":
            return _("The post sends it to the address that you gave.")
        case "download":
            return _("Download it below.")
        case "" if ways_to_choose(case):
            return _("Choose below how you want to get it.")
    return _("The post writes here what was done, or hands it over at the post (%(city)s).") % where


def download_shown(case: Case, is_held_back: bool) -> str:
    """How the applicant gets the document as a file: "send", a form that notes it; later a "link"; or not at all."""
    if "download" not in hand_over_rule(case).ways:
        return ""
    hand_over = hand_over_of(case)
    if hand_over is None or hand_over.state not in ("expected", "ready", "returned"):
        return "link"
    return "" if is_held_back or hand_over.state != "ready" else "send"
