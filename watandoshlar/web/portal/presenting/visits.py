"""A visit to the post as its applicant sees it: what is held or booked, what is free, the waiting list, the draw."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import moment_at, post_name, today_at
from watandoshlar.domains.appointments.api import (
    Opening,
    Party,
    Visit,
    Wish,
    entry_of,
    free_days,
    free_times,
    next_opening,
    plan_at,
    takes_visits,
    visit_of,
    waiting_before,
    was_received,
    wish_of,
)
from watandoshlar.domains.cases.api import Case, may_come, party_of, service_of, visit_due
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of

COURTESY = "courtesy"
TONES = {"held": "warning", "asked": "warning", "booked": "success"}


def visit_notice(case: Case) -> dict | None:
    """What the page of a case says about the visit; None for a service to which nobody comes. The caller has the case
    from `access_case`."""
    if service_of(case).definition.visit is None:
        return None
    visit = visit_of(case.reference)
    if visit:
        return {"visit": visit_shown(visit), "wish": None}
    wish = wish_of(case.reference)
    due = None if wish else visit_due(case)
    if wish is None and (due is None or not may_come(case, due) or was_received(case.reference)):
        return None
    return {"visit": None, "wish": wish}


def visit_page(request: HttpRequest, case: Case, refused: RefusedStep | None = None) -> dict:
    """Everything that the page of the visit shows; `?day=` chooses a day, `?courtesy=1` the courtesy lane."""
    texts = service_of(case).texts(get_language())
    visit, wish, party = visit_of(case.reference), wish_of(case.reference), party_of(case)
    courtesy = party.is_courtesy or request.GET.get(COURTESY) == "1"
    form = _waiting_form(case, party, refused)
    return {
        "section": "portal",
        "case": case,
        "post_name": post_name(case.post, get_language()),
        "reason": texts.visit("reason"),
        "bring": texts.visit("bring"),
        "minutes": party.minutes,
        "people": len(party.people),
        "visit": visit_shown(visit) if visit else None,
        "may_choose": visit is None or visit.state != "held",
        "wish": wish_shown(wish) if wish else None,
        "form": form,
        "error_summary": summary_of([form], refused),
        "courtesy": courtesy,
        "courtesy_is_given": party.is_courtesy,
        **_times_shown(request, case, party, visit, courtesy=courtesy),
    }


def _times_shown(request: HttpRequest, case: Case, party: Party, visit: Visit | None, *, courtesy: bool) -> dict:
    if not takes_visits(case.post):
        return {"takes_visits": False}
    wanted = (party.service, party.minutes, courtesy)
    day = _day_asked(request.GET.get("day", ""))
    opening = next_opening(case.post)
    return {
        "takes_visits": True,
        "opening": opening_shown(opening) if opening else None,
        "day": day,
        "times": [_local(case, moment) for moment in _others(free_times(case.post, day, wanted), visit)] if day else [],
        "months": [] if day else _months(free_days(case.post, wanted)),
    }


def _others(times: list[datetime], visit: Visit | None) -> list[datetime]:
    """Moving a visit to another window at the same time would be no move."""
    return [moment for moment in times if visit is None or moment != visit.starts_at]


def _local(case: Case, moment: datetime) -> dict:
    return {"value": moment.isoformat(), "shown": moment_at(case.post, moment).replace(tzinfo=None)}


def _months(days: dict[date, int]) -> list[dict]:
    """The open days by month, each with how many times are free."""
    months: dict[str, list[dict]] = {}
    for day, free in days.items():
        times = ngettext("%(number)s time", "%(number)s times", free) % {"number": free}
        months.setdefault(date_format(day, "YEAR_MONTH_FORMAT"), []).append({"day": day, "free": free, "times": times})
    return [{"name": name, "days": listed} for name, listed in months.items()]


def _day_asked(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def visit_shown(visit: Visit) -> dict:
    """A visit with its moments by the clock of the post."""
    return {
        "state": visit.state,
        "tone": TONES.get(visit.state, "info"),
        "starts_at": _at(visit, visit.span.lower),
        "ends_at": _at(visit, visit.span.upper),
        "window": visit.window,
        "people": visit.people,
        "held_until": _at(visit, visit.held_until) if visit.state == "held" else None,
        "answer_by": _at(visit, visit.answer_by) if visit.state == "asked" else None,
        "is_offer": visit.wish_id is not None,
        "moves": visit.replaces_id is not None,
    }


def _at(row: Visit, moment: datetime) -> datetime:
    return moment_at(row.post, moment).replace(tzinfo=None)


def wish_shown(wish: Wish) -> dict:
    entry = entry_of(wish)
    return {
        "id": wish.pk,
        "first_day": wish.first_day,
        "last_day": wish.last_day,
        "is_offered": wish.state == "offered",
        "is_courtesy": wish.lane == COURTESY,
        "before": waiting_before(wish),
        "drawn": {"number": entry.opening.number, "place": entry.place, "post": wish.post.code} if entry else None,
    }


def opening_shown(opening: Opening) -> dict:
    """An opening with its announced window by the clock of the post."""
    begins, ends = (moment_at(opening.post, moment) for moment in (opening.begins_at, opening.ends_at))
    return {
        "number": opening.number,
        "day": begins.date(),
        "begins": begins.replace(tzinfo=None),
        "ends": ends.replace(tzinfo=None),
        "first_day": opening.first_day,
        "last_day": opening.last_day,
        "seed_hash": opening.seed_hash,
    }


def _waiting_form(case: Case, party: Party, refused: RefusedStep | None) -> StepForm:
    """The form by which one joins the waiting list and the draw."""
    form = StepForm("wait", refused)
    today = today_at(case.post)
    ahead = plan_at(case.post).ahead if takes_visits(case.post) else 60
    form.add("day", "first_day", _("From"), initial=today.isoformat(), attributes={"min": today.isoformat()})
    last = (today + timedelta(days=ahead)).isoformat()
    form.add("day", "last_day", _("Until"), initial=last, attributes={"min": today.isoformat()})
    if not party.is_courtesy:
        form.add("choice", "lane", _("Which lane do you need?"), lanes(), initial="ordinary")
    return form


def lanes() -> list[tuple[str, str]]:
    return [
        ("ordinary", _("The ordinary one")),
        (
            COURTESY,
            _("The courtesy lane: with a small child, pregnant, with a disability, or having to return urgently"),
        ),
    ]
