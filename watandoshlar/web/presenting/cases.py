"""A case as applicant and officer see it: heading, course, term, decision."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import get_post, moment_at
from watandoshlar.domains.cases.api import (
    Case,
    CaseEvent,
    Draft,
    due_date,
    final_decision,
    hand_over_states,
    note_of,
    office_title,
    proposal_of,
    service_of,
    states,
    term_of,
)
from watandoshlar.domains.certificates.api import Certificate, Status, reason_of_status
from watandoshlar.foundation import clock

TONES = {
    "submitted": "active",
    "in_review": "active",
    "waiting_for_applicant": "waiting",
    "referred": "active",
    "proposed": "active",
    "approved": "good",
    "issued": "good",
    "refused": "bad",
    "forwarded": "active",
    "answered": "good",
    "not_considered": "bad",
    "withdrawn": "",
}
Wording = Mapping[str, Mapping[str, str]]
"""Words by register and code; what stands under "" is said in every register that does not say it otherwise."""

# What an event is called in the course of a case.
EVENT_TITLES: Wording = {
    "": {
        "submit": gettext_lazy("Application submitted"),
        "take": gettext_lazy("An officer began to check it"),
        "release": gettext_lazy("Put back into the queue"),
        "request_items": gettext_lazy("The officer asked for something"),
        "answer_request": gettext_lazy("You sent what was asked"),
        "close_request": gettext_lazy("You did not answer by the day; the officer goes on with what is there"),
        "propose": gettext_lazy("Checked once; a second officer checks it"),
        "return": gettext_lazy("Returned to the officer by the second officer"),
        "approve": gettext_lazy("Approved"),
        "refuse": gettext_lazy("Refused"),
        "refer": gettext_lazy("Sent to another office for a check"),
        "take_referral": gettext_lazy("An officer of that office began the check"),
        "release_referral": gettext_lazy("The check was put back into the queue of that office"),
        "report": gettext_lazy("That office has answered"),
        "recall": gettext_lazy("The post took the application back from that office"),
        "referral_due_moved": gettext_lazy("The day of that office moved, because a working day changed"),
        "issue": gettext_lazy("The result is ready"),
        "reopen_approval": gettext_lazy("It cannot be issued as it was approved; the officer goes on with it"),
        "choose_way": gettext_lazy("You chose how you get the result"),
        "result_collect": gettext_lazy("The result was collected at the post"),
        "result_send": gettext_lazy("The result was sent to you"),
        "result_come_back": gettext_lazy("The parcel came back to the post"),
        "result_receive": gettext_lazy("You told that the result has come"),
        "result_download": gettext_lazy("You downloaded the document"),
        "result_tell": gettext_lazy("The post told you what was done"),
        "result_chase": gettext_lazy("You were reminded of the result"),
        "result_return": gettext_lazy("The post sent the result back"),
        "name_second_officer": gettext_lazy("A second officer was named"),
        "withdraw": gettext_lazy("Withdrawn by the applicant"),
        "withdraw_document": gettext_lazy("Document withdrawn by the post"),
        "suspend_document": gettext_lazy("Document paused by the post"),
        "reinstate_document": gettext_lazy("The document counts again"),
        "document_follows": gettext_lazy("The document followed the one on which it rests"),
        "ask_consent": gettext_lazy("Another person was asked to agree"),
        "give_consent": gettext_lazy("The other person agreed"),
        "refuse_consent": gettext_lazy("The other person did not agree"),
        "withdraw_consent": gettext_lazy("The other person took the consent back"),
        "expire_consent": gettext_lazy("Nobody answered the letter for the consent"),
        "show_consent_paper": gettext_lazy("A notarised consent was sent"),
        "confirm_mandate": gettext_lazy("The paper of authority was confirmed"),
        "end_mandate": gettext_lazy("The paper of authority counts no more"),
        "come_of_age": gettext_lazy("The child came of age"),
        "take_over": gettext_lazy("The person took the case over"),
        "transfer": gettext_lazy("Sent to the competent post"),
        "forward": gettext_lazy("Sent to the competent body"),
        "come_back": gettext_lazy("The body sent it back; the post goes on"),
        "give_answer": gettext_lazy("Answered"),
        "not_consider": gettext_lazy("Not considered"),
        "reopen": gettext_lazy("Reopened; another officer takes it"),
        "extend": gettext_lazy("The term was extended"),
        "due_moved": gettext_lazy("The term moved, because a working day changed"),
        "tell_proposer": gettext_lazy("You were told that the proposal is being studied"),
        "hand_over": gettext_lazy("Another post stands in and goes on"),
        "classify": gettext_lazy("Theme confirmed"),
        "find_link": gettext_lazy("A similar appeal was found"),
        "judge_link": gettext_lazy("A similar appeal was judged"),
        "bar_officer": gettext_lazy("An officer may not take it"),
        "rate": gettext_lazy("The applicant rated the answer"),
        "ask_recommendation": gettext_lazy("An institution was asked for its recommendation"),
        "recommendation_supported": gettext_lazy("An institution recommends"),
        "recommendation_declined": gettext_lazy("An institution declined to recommend"),
        "recommendation_expired": gettext_lazy("An institution did not answer in time"),
        "put_before_commission": gettext_lazy("Put before the commission"),
        "list_matter": gettext_lazy("On the agenda of a sitting of the commission"),
        "put_off_matter": gettext_lazy("The commission put it off to another sitting"),
        "resolve_matter": gettext_lazy("The commission resolved"),
        "withdraw_matter": gettext_lazy("Taken back from the commission"),
        "propose_cancellation": gettext_lazy("The ministry put the cancellation of the document before the commission"),
        "answer_hearing": gettext_lazy("You answered what speaks for the cancellation"),
        "take_back_cancellation": gettext_lazy("The ministry took the cancellation back"),
        "visit_wished": gettext_lazy("On the waiting list for a visit"),
        "visit_offered": gettext_lazy("A time for the visit was held"),
        "visit_confirmed": gettext_lazy("Visit confirmed"),
        "visit_asked": gettext_lazy("Asked to confirm the visit"),
        "visit_lapsed": gettext_lazy("The visit was not confirmed in time and was released"),
        "visit_cancelled": gettext_lazy("Visit cancelled"),
        "visit_moved": gettext_lazy("Visit moved to another time"),
        "visit_displaced": gettext_lazy("The post took the visit away, and offers another"),
        "visit_attended": gettext_lazy("Received at the post"),
        "visit_missed": gettext_lazy("Did not come to the visit"),
        "visit_given_up": gettext_lazy("No longer on the waiting list for a visit"),
    },
    "appeals": {
        "submit": gettext_lazy("Appeal registered"),
        "take": gettext_lazy("An officer began to work on it"),
        "propose": gettext_lazy("An officer proposed not to consider it; the head of the post checks that"),
        "return": gettext_lazy("Returned to the officer by the head of the post"),
    },
}
# What a decision is called while it is proposed, and when it is made.
DECISION_TITLES = {
    "approve": (gettext_lazy("Proposal: approve"), gettext_lazy("Approved")),
    "refuse": (gettext_lazy("Proposal: refuse"), gettext_lazy("Refused")),
    "not_consider": (gettext_lazy("Proposal: not to consider it"), gettext_lazy("Not considered")),
}
# What comes next, in each state in which something does.
NEXT_STEPS: Wording = {
    "": {
        "submitted": gettext_lazy("An officer opens your application"),
        "in_review": gettext_lazy("The officer decides or asks you for something"),
        "waiting_for_applicant": gettext_lazy("You send what is asked; then the officer goes on"),
        "proposed": gettext_lazy("The second officer confirms the decision or returns it"),
        "referred": gettext_lazy("The other office answers; then the officer of the post goes on"),
        "approved": gettext_lazy("The post prepares the result"),
        "forwarded": gettext_lazy("The body answers each of your demands"),
    },
    "appeals": {
        "submitted": gettext_lazy("An officer opens your appeal"),
        "in_review": gettext_lazy("The officer answers, asks you for something or sends it to the competent body"),
        "proposed": gettext_lazy("The head of the post confirms the decision or returns it"),
    },
}


def worded(code: str, register: str, *wordings: Wording) -> str:
    """The words for a code; an earlier wording counts before a later one."""
    return next(words[code] for one in wordings for key in (register, "") if code in (words := one.get(key, {})))


def case_heading(case: Case, texts) -> dict:
    label, meaning = _of_result(case) or states.STATES[case.state].words(register_of(case))
    return {
        "title": texts.title,
        "listed": listed_title(case),
        "state": label,
        "meaning": meaning,
        "tone": TONES[case.state],
    }


def _of_result(case: Case) -> tuple[str, str] | None:
    """Label and meaning of a case whose result is further than ready. Lists bring the row with `access_cases`."""
    hand_over = getattr(case, "hand_over", None) if case.state == "issued" else None
    if hand_over is None or hand_over.state in ("expected", "ready"):
        return None
    state = hand_over_states.HAND_OVER_STATES[hand_over.state]
    return state.label, state.meaning


def listed_title(application: Case | Draft) -> str:
    """The name of the service for lists and titles of windows; of what is confidential they say nothing."""
    if is_unnamed(application):
        return _("Confidential application")
    return service_of(application).texts(get_language()).title


def is_unnamed(application: Case | Draft) -> bool:
    """A draft counts as confidential where some answers would make it so: a list opens no answers."""
    if isinstance(application, Case):
        return application.is_confidential
    return service_of(application).definition.confidential is not False


def register_of(case: Case) -> str:
    return service_of(case).definition.register


def document_shown(certificate: Certificate | None) -> dict | None:
    """What the register says of the document of a case; None while there is none."""
    if certificate is None:
        return None
    titles = {
        Status.VALID: _("Your document"),
        Status.SUSPENDED: _("The document does not count for the time being"),
        Status.REVOKED: _("The document is withdrawn and no longer counts"),
        Status.SUPERSEDED: _("A newer document has taken its place; this one no longer counts"),
    }
    tones = {Status.VALID: "success", Status.SUSPENDED: "warning"}
    status = Status(certificate.status)
    return {
        "number": certificate.number,
        "counts": status is Status.VALID,
        "title": titles[status],
        "tone": tones.get(status, "error"),
        "reason": "" if status is Status.VALID else reason_of_status(certificate),
    }


def due_shown(case: Case, texts) -> dict | None:
    """The moment by which the post decides, in the post's own time, and why; None once the post has nothing to do."""
    if case.state not in (*states.POST_STATES, "waiting_for_applicant"):
        return None
    term = term_of(case)
    if term is None:
        return None
    due = due_date(case, term)
    return {
        "moment": local_time(due.moment, case) if due.moment else None,
        "term": texts.term(term.id),
        "source": texts.source(term.source),
        "overdue": due.moment is not None and due.moment < clock.now(),
    }


def local_time(moment: datetime, application: Case | Draft) -> datetime:
    """The clock on the wall of the post, without a zone, so that templates leave it as it is."""
    return moment_at(application.post, moment).replace(tzinfo=None)


def timeline(
    case: Case,
    due: dict | None,
    audience: str,
    titles: Wording = MappingProxyType({}),
    next_steps: Wording = MappingProxyType({}),
) -> list[dict]:
    """The course of a case: what happened, where it stands, what comes next and by when.

    An officer also sees which account acted. `titles` and `next_steps` replace words that are meant for applicants.
    """
    register = register_of(case)
    for_officer = audience == "officer"
    events = case.events.select_related("account").order_by("pk") if for_officer else case.events.filter(is_public=True)
    shown = [
        {
            "state": "past",
            "title": worded(event.name, register, titles, EVENT_TITLES),
            "at": local_time(event.at, case),
            "text": _moved(event, case) or _office(event) or (_actor(event, case) if for_officer else ""),
            "due": None,
        }
        for event in events.order_by("pk")
    ]
    shown[-1]["state"] = "now"
    if case.state in NEXT_STEPS[""]:
        shown.append(
            {
                "state": "next",
                "title": worded(case.state, register, next_steps, NEXT_STEPS),
                "at": None,
                "text": "",
                "due": due["moment"] if due else None,
            }
        )
    return shown


def _actor(event: CaseEvent, case: Case) -> str:
    return event.account.email if event.account_id not in (None, case.account_id) else ""


def _office(event: CaseEvent) -> str:
    """Which office a check went to, or came from."""
    if "office" not in event.facts or not event.is_public:
        return ""
    return office_title(get_post(event.facts["office"]), get_language())


def _moved(event: CaseEvent, case: Case) -> str:
    """From which moment to which a term moved, and by which decree."""
    if event.name != "due_moved":
        return ""
    moments = {name: local_time(datetime.fromisoformat(event.facts[name]), case) for name in ("was", "due_at")}
    shown = {name: date_format(moment, "DATETIME_FORMAT") for name, moment in moments.items()}
    return _("From %(was)s to %(due_at)s: %(source)s") % {**shown, "source": event.facts["source"]}


def decision_shown(case: Case, service, texts) -> dict | None:
    """The decision or proposal with its reasons and the note for the applicant."""
    decision = final_decision(case)
    if decision is None or case.state not in ("proposed", "approved", "refused", "issued", "not_considered"):
        return None
    proposal, decided = DECISION_TITLES[decision.outcome]
    return {
        "title": proposal if case.state == "proposed" else decided,
        "tone": "success" if decision.outcome == "approve" else "error",
        "reasons": [texts.refusal_reason(code) for code in decision.reasons],
        "note": note_of(case, proposal_of(decision)),
        "made_at": local_time(decision.made_at, case),
    }


def requests_shown(case: Case, texts) -> list[dict]:
    """Every request for items, the newest first."""
    return [
        {
            "number": row.number,
            "asked_at": local_time(row.asked_at, case),
            "due_on": row.due_on,
            "answered_at": local_time(row.answered_at, case) if row.answered_at else None,
            "closed_at": local_time(row.closed_at, case) if row.closed_at else None,
            "items": [texts.field(name).label for name in row.items],
            "note": note_of(case, row),
        }
        for row in case.item_requests.order_by("-number")
    ]
