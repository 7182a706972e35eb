"""Commissions as their members see them: sittings, agenda, one item with its papers, and the forms of each step."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import (
    Papers,
    access_nomination,
    access_nominee,
    service_of,
    words_of_recommendation,
)
from watandoshlar.domains.cases.api import errors as case_errors
from watandoshlar.domains.commissions.api import (
    ZONE,
    Commission,
    Item,
    Matter,
    Seat,
    Sitting,
    Turnout,
    access_resolution_words,
    conducts,
    conflict_of,
    conflicts_in,
    count_waits_for,
    errors,
    get_commission,
    has_declared_none,
    has_voted,
    items_of,
    may_lead,
    may_note,
    may_write,
    minutes_of,
    open_votes,
    present_at,
    seats_in,
    sittings_of,
    states,
    turnout_of,
    voted_on,
    waiting_matters,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import worded
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.nominations import body_shown, body_title, cancellation_shown

TONES = {
    "planned": "waiting",
    "opened": "active",
    "closed": "good",
    "cancelled": "",
    "listed": "waiting",
    "voting": "active",
    "counted": "active",
    "resolved": "good",
    "put_off": "bad",
    "dropped": "",
}
WORDS = {"maxlength": 4000}


def commission_name(code: str) -> str:
    return worded(get_commission(code).names, get_language())


def in_tashkent(moment: datetime | None) -> datetime | None:
    """The clock on the wall of the capital, without a zone, so that templates leave it as it is."""
    return moment.astimezone(ZONE).replace(tzinfo=None) if moment else None


def sitting_row(sitting: Sitting) -> dict:
    return {
        "url": reverse("workspace:sitting", args=[sitting.pk]),
        "number": sitting.number,
        "planned_for": in_tashkent(sitting.planned_for),
        "state": states.SITTING_STATES[sitting.state].label,
        "tone": TONES[sitting.state],
    }


def matter_row(matter: Matter) -> dict:
    """Nothing personal: whom it is about opens with the item, for who is not in conflict."""
    return {
        "subject": matter.subject,
        "kind": states.MATTERS[matter.kind],
        "put_at": in_tashkent(matter.put_at),
        "ripe_at": in_tashkent(matter.ripe_at) if matter.ripe_at and matter.ripe_at > clock.now() else None,
    }


def commission_context(seat: Seat, refused: RefusedStep | None) -> dict:
    """The page of a commission: what waits, its sittings, its members, and for who leads it the form of a new one."""
    form = plan_form(refused) if conducts(seat) else None
    return {
        "section": "workspace",
        "title": commission_name(seat.commission),
        "seat": states.OFFICES[seat.office],
        "code": seat.commission,
        "waiting": [matter_row(matter) for matter in waiting_matters(seat.commission)],
        "sittings": [sitting_row(sitting) for sitting in sittings_of(seat.commission)[:20]],
        "members": [member_row(one) for one in seats_in(seat.commission)],
        "form": form,
        "error_summary": summary_of([form] if form else [], refused),
    }


def member_row(seat: Seat) -> dict:
    return {
        "name": seat.name,
        "office": states.OFFICES[seat.office],
        "body": body_title(seat.body) if seat.body else "",
        "until": seat.days.upper,
    }


def plan_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("plan", refused)
    today = in_tashkent(clock.now()).date().isoformat()
    form.add("day", "day", _("Day of the sitting"), attributes={"min": today})
    hint = _("Time of Tashkent, for example 15:00.")
    form.add("short_text", "time", _("Time"), hint=hint, initial="10:00", attributes={"maxlength": 5, "size": 5})
    return form


def sitting_context(account: Account, sitting: Sitting, seat: Seat, refused: RefusedStep | None) -> dict:
    """A sitting: its agenda for every member, the steps for who leads it."""
    leads, there = conducts(seat), present_at(sitting)
    seats = seats_in(sitting.commission)
    forms = _sitting_forms(sitting, seats, refused) if leads else {}
    if sitting.state == "opened" and may_note(sitting, seat):
        forms["presence"] = _presence_form("presence", seats, there, refused)
    return {
        "section": "workspace",
        "sitting": sitting,
        "row": sitting_row(sitting),
        "commission": commission_name(sitting.commission),
        "commission_url": reverse("workspace:commission", args=[sitting.commission]),
        "items": [item_row(item, seat) for item in items_of(sitting)],
        "present": [one.name for one in seats if one.pk in there],
        "forms": forms,
        "may_close": leads and sitting.state == "opened",
        "may_cancel": leads and sitting.state == "planned",
        "minutes": minutes_of(sitting),
        "error_summary": summary_of(list(forms.values()), refused),
    }


def item_row(item: Item, seat: Seat) -> dict:
    """An item of an agenda. Whether the reader may open it is said; whom it is about is not."""
    conflict = conflict_of(item.matter, seat)
    return {
        "number": item.number,
        "url": reverse("workspace:item", args=[item.sitting_id, item.number]),
        "subject": item.matter.subject,
        "kind": states.MATTERS[item.matter.kind],
        "state": states.ITEM_STATES[item.state].label,
        "tone": TONES[item.state],
        "delay": states.DELAYS.get(item.delay, ""),
        "conflict": states.CONFLICTS.get(conflict, ""),
        "outcome": states.OUTCOMES[item.resolution.outcome] if hasattr(item, "resolution") else "",
    }


def _sitting_forms(sitting: Sitting, seats: list[Seat], refused: RefusedStep | None) -> dict[str, StepForm]:
    forms = {}
    if sitting.state in ("planned", "opened"):
        waiting = waiting_matters(sitting.commission)
        if waiting:
            forms["list"] = form = StepForm("list", refused)
            choices = [(str(one.pk), f"{one.subject} · {states.MATTERS[one.kind]}") for one in waiting]
            form.add("choice", "matter", _("Which matter?"), choices)
    if sitting.state == "planned":
        forms["open"] = _presence_form("open", seats, {one.pk for one in seats}, refused)
    return forms


def _presence_form(step: str, seats: list[Seat], there: set[int], refused: RefusedStep | None) -> StepForm:
    form = StepForm(step, refused)
    members = [(str(one.pk), f"{one.name} · {states.OFFICES[one.office]}") for one in seats]
    form.add("choices", "present", _("Who is here"), members, initial=[str(pk) for pk in there], required=False)
    return form


def item_context(account: Account, item: Item, seat: Seat, refused: RefusedStep | None) -> dict:
    """An item as one member sees it: its course for all, its papers for who has said that there is no conflict."""
    matter, conflict = item.matter, conflict_of(item.matter, seat)
    turnout = turnout_of(item) if item.state in ("listed", "voting") else None
    leads = item.sitting.state == "opened" and may_lead(item, seat)
    forms = _item_forms(item, seat, conflict, refused)
    if leads and turnout:
        forms["put_off"] = _put_off_form(refused)
    return {
        "section": "workspace",
        "item": item,
        "row": {**item_row(item, seat), **matter_row(matter)},
        "sitting": sitting_row(item.sitting),
        "conflict": states.CONFLICTS.get(conflict, ""),
        "is_open": matter.state in states.OPEN_MATTERS and item.state in states.OPEN_ITEMS,
        "nominee": _nominee(account, matter, conflict),
        "bodies": [body_title(code) for code in matter.bodies] if not conflict else [],
        "papers": papers_shown(account, item) if not conflict else None,
        "turnout": turnout,
        "ballot": states.BALLOTS.get(item.ballot, ""),
        "voted": [vote.seat.name for vote in voted_on(item)],
        "has_voted": has_voted(item, seat),
        "votes": [(vote.seat.name, states.CHOICES[vote.choice]) for vote in open_votes(item)],
        "count": getattr(item, "count", None),
        "conflicts": _conflicts(item),
        "resolution": _resolution(account, item, conflict),
        "forms": forms,
        "missing": turnout.missing if turnout and item.state == "voting" else 0,
        "steps": _steps(item, turnout) if leads and turnout else {},
        "gives_way": bool(conflict) and conducts(seat),
        "error_summary": summary_of(list(forms.values()), refused),
    }


def _nominee(account: Account, matter: Matter, conflict: str) -> str:
    if conflict or matter.state not in states.OPEN_MATTERS:
        return ""
    try:
        return access_nominee(account, matter.subject, matter.kind)
    except (case_errors.CaseNotFound, errors.MatterNotFound):
        return ""


def _conflicts(item: Item) -> list[tuple[str, str]]:
    seats = seats_in(item.sitting.commission)
    found = conflicts_in(item.matter, seats)
    return [(seat.name, states.CONFLICTS[found[seat.pk]]) for seat in seats if seat.pk in found]


def papers_shown(account: Account, item: Item) -> dict | None:
    """The papers; None for who has not said yet that there is no conflict, and once the matter is decided."""
    try:
        papers = access_nomination(account, item.matter.subject, item.matter.kind)
    except (errors.DeclareFirst, errors.InConflict, errors.MatterNotFound, case_errors.CaseNotFound):
        return None
    return _papers(papers, item)


def _papers(papers: Papers, item: Item) -> dict:
    language = get_language()
    texts = service_of(papers.case).texts(language)
    place = [item.sitting_id, item.number]
    return {
        "title": texts.title,
        "sections": answer_sections(
            papers.journey,
            texts,
            language,
            file_url=lambda file_id: reverse("workspace:item_file", args=[*place, file_id]),
        ),
        "bodies": [{**body_shown(row), "words": words_of_recommendation(row)} for row in papers.recommendations],
        "cancellation": cancellation_shown(papers.case) if papers.cancellation else None,
    }


def _resolution(account: Account, item: Item, conflict: str) -> dict | None:
    resolution = getattr(item, "resolution", None)
    if resolution is None:
        return None
    rule = get_commission(item.sitting.commission).matters[resolution.kind]
    resolution.item = item
    kept = [rule.words(resolution.outcome, code) for code in resolution.reasons]
    return {
        "number": item.reference,
        "label": states.OUTCOMES[resolution.outcome],
        "tone": "success" if resolution.outcome == "in_favour" else "error",
        "reasons": [worded(words, get_language()) for words in kept if words],
        "words": "" if conflict else access_resolution_words(account, item),
    }


def _steps(item: Item, turnout: Turnout) -> dict[str, object]:
    """What who leads through the item can do now, and for what a count waits."""
    waits = count_waits_for(item, turnout) if item.state == "voting" else ""
    return {
        "open_ballot": item.state == "listed",
        "close_ballot": item.state == "voting" and not waits,
        "waits": waits,
    }


def _item_forms(item: Item, seat: Seat, conflict: str, refused: RefusedStep | None) -> dict[str, StepForm]:
    forms: dict[str, StepForm] = {}
    matter, is_open = item.matter, item.matter.state in states.OPEN_MATTERS and item.state in states.OPEN_ITEMS
    if is_open and not conflict:
        forms["declare"] = _declare_form(has_declared_none(matter, seat), refused)
    may_vote = seat.votes and not conflict and item.state == "voting" and has_declared_none(matter, seat)
    if may_vote and seat.pk in present_at(item.sitting) and not has_voted(item, seat):
        forms["vote"] = form = StepForm("vote", refused)
        secret = _("Nobody learns how you vote; that you have voted is known.")
        hint = secret if item.ballot == "secret" else _("The minutes say how you vote.")
        form.add("choice", "choice", _("Your vote"), list(states.CHOICES.items()), hint=hint)
    if item.sitting.state == "opened" and item.state == "counted" and may_write(item, seat):
        forms["resolve"] = _resolve_form(get_commission(matter.commission), item, refused)
    return forms


def _put_off_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("put_off", refused)
    delays = [(code, states.DELAYS[code]) for code in ("no_quorum", "more_facts")]
    form.add("choice", "delay", _("Why is it put off?"), delays)
    return form


def _declare_form(has_said_none: bool, refused: RefusedStep | None) -> StepForm:
    form = StepForm("declare", refused)
    choices = [(f"conflict_{code}", label) for code, label in states.DECLARED.items()]
    if not has_said_none:
        choices.insert(0, ("none", _("I have no conflict of interest")))
    hint = _("Who has one neither reads the papers nor votes. It cannot be taken back.")
    form.add("choice", "conflict", _("Do you have a conflict of interest?"), choices, hint=hint)
    return form


def _resolve_form(commission: Commission, item: Item, refused: RefusedStep | None) -> StepForm:
    form = StepForm("resolve", refused)
    known = commission.matters[item.matter.kind].reasons[item.count.outcome]
    reasons = [(code, worded(words, get_language())) for code, words in known.items()]
    form.add("choices", "reasons", _("Reasons of the resolution"), reasons)
    hint = _("In words of the commission’s own, where the reasons above do not say enough. Who is concerned reads it.")
    form.add("long_text", "words", _("More words"), required=False, hint=hint, attributes=WORDS)
    return form
