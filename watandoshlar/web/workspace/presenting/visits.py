"""The day sheet of a post, and its counter: who comes when, what they bring, whose turn it is."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account, posts_of
from watandoshlar.capabilities.posts.api import Post, moment_at, post_name, today_at
from watandoshlar.domains.appointments.api import (
    Visit,
    called_now,
    day_sheet,
    is_walk_in_day,
    plan_at,
    states,
    takes_visits,
    tickets_on,
)
from watandoshlar.domains.cases.api import Case, cases_received_by, service_of
from watandoshlar.foundation.steps import may
from watandoshlar.web.presenting.cases import is_unnamed, listed_title
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of

TONES = {"booked": "active", "asked": "waiting", "attended": "good", "missed": "bad"}


def post_asked(account: Account, code: str) -> Post:
    """The post of the officer that the address names, or the first of theirs."""
    posts = posts_of(account)
    return next((post for post in posts if post.code == code), posts[0])


def identities() -> list[tuple[str, str]]:
    return [
        ("document", _("By a document with a picture")),
        ("otherwise", _("Otherwise: by a register, a witness, a photo of the case")),
        ("unknown", _("Not at all")),
    ]


def sheet_context(account: Account, post: Post, day: date, refused: RefusedStep | None = None) -> dict:
    visits = day_sheet(post, day)
    cases = cases_received_by(account, [reference for visit in visits for reference in visit.subjects])
    return {
        **_of_post(account, post),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "is_today": day == today_at(post),
        "rows": [_row(visit, post, cases) for visit in visits],
        "identities": identities(),
        "error_summary": summary_of([], refused) if refused else [],
    }


def _of_post(account: Account, post: Post) -> dict:
    language = get_language()
    return {
        "section": "workspace",
        "post": post,
        "post_name": post_name(post, language),
        "posts": [(one.code, post_name(one, language), one == post) for one in posts_of(account)],
        "takes_visits": takes_visits(post),
    }


def _row(visit: Visit, post: Post, cases: dict[str, Case]) -> dict:
    """One coming. Nothing personal; of what is confidential not even the service."""
    known = [cases[reference] for reference in visit.subjects if reference in cases]
    first = known[0] if known else None
    is_named = first is not None and not is_unnamed(first)
    return {
        "id": visit.pk,
        "at": moment_at(post, visit.span.lower).replace(tzinfo=None) if visit.span else None,
        "window": visit.window,
        "cases": [
            {"reference": case.reference, "url": reverse("workspace:case", args=[case.reference])} for case in known
        ],
        "title": listed_title(first) if first else "",
        "bring": service_of(first).texts(get_language()).visit("bring") if is_named else "",
        "people": visit.people,
        "is_courtesy": visit.lane == "courtesy",
        "state": states.VISIT_STATES[visit.state].label,
        "tone": TONES[visit.state],
        "may_attend": may(states.VISIT_STEPS, "attend", visit.state) and visit.span is not None,
        "may_miss": may(states.VISIT_STEPS, "miss", visit.state),
    }


def counter_context(account: Account, post: Post, refused: RefusedStep | None = None) -> dict:
    form = StepForm("receive", refused)
    form.add("short_text", "reference", _("Reference of the case"), attributes={"autocomplete": "off"})
    form.add("choice", "identity", _("How did you make sure who it is?"), identities())
    is_open = takes_visits(post) and is_walk_in_day(post)
    tickets = list(tickets_on(post, today_at(post)))
    return {
        **_of_post(account, post),
        "is_walk_in_day": is_open,
        "windows": list(range(1, plan_at(post).windows + 1)) if takes_visits(post) else [],
        "called": called_now(post),
        "waiting": [ticket for ticket in tickets if ticket.state == "waiting"],
        "given": len(tickets),
        "form": form,
        "error_summary": summary_of([form], refused),
    }
