"""The calendar of a post in words, and the form that opens or closes a day."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account, has_role, posts_of
from watandoshlar.capabilities.posts.api import (
    CalendarDay,
    Post,
    all_posts,
    calendar_days,
    moment_at,
    office_calendar,
    post_name,
    today_at,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import explain_day
from watandoshlar.foundation.countries import country_name
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.term_sheet import reason_of_day

DAYS_SHOWN = 120
CHANGES_SHOWN = 50
# What everybody expects of a day needs no line.
USUAL = ("working", "weekend")


def posts_with_calendar(account: Account) -> list[Post]:
    """The posts whose calendar the account keeps, by code."""
    if has_role(account, "ministry"):
        return all_posts(clock.now().date())
    return [post for post in posts_of(account) if has_role(account, "head", post)]


def calendar_context(account: Account, posts: list[Post], post: Post, refused: RefusedStep | None) -> dict:
    """The page of one post; `posts` are those to choose from."""
    form = _form(post, has_role(account, "ministry"), refused)
    language = get_language()
    return {
        "section": "workspace",
        "post": post,
        "post_name": post_name(post, language),
        "posts": [(one.code, post_name(one, language), one == post) for one in posts],
        "days": list(_days_to_come(post)),
        "changes": [_change(change, post) for change in calendar_days(post, CHANGES_SHOWN)],
        "form": form,
        "error_summary": summary_of([form], refused),
    }


def _days_to_come(post: Post) -> Iterator[dict]:
    calendar, today = office_calendar(post), today_at(post)
    for later in range(DAYS_SHOWN):
        day = today + timedelta(days=later)
        explained = explain_day(calendar, day, get_language())
        if explained.code not in USUAL:
            facts = {"day": day.isoformat(), "reason": explained.code, **explained.facts}
            yield {"day": day, "works": explained.works, "reason": reason_of_day(facts)}


def _change(change: CalendarDay, post: Post) -> dict:
    return {
        "day": change.day,
        "works": change.works,
        "source": change.source,
        "is_confirmed": change.state == "confirmed",
        "scope": _scope(change),
        "entered_at": moment_at(post, change.entered_at).replace(tzinfo=None),
    }


def _scope(change: CalendarDay) -> str:
    if change.post:
        return post_name(change.post, get_language())
    return _offices_in(change.country) if change.country else _("All posts")


def _offices_in(country: str) -> str:
    return _("All offices: %(country)s") % {"country": country_name(country, get_language())}


def _form(post: Post, is_ministry: bool, refused: RefusedStep | None) -> StepForm:
    form = StepForm("calendar", refused)
    form.add("day", "day", _("Day"))
    form.add("choice", "works", _("On this day the office"), [("closed", _("is closed")), ("open", _("works"))])
    if is_ministry:
        scopes = [
            ("post", _("This post: %(post)s") % {"post": post_name(post, get_language())}),
            ("country", _offices_in(post.country)),
            ("all", _("All posts")),
        ]
        form.add("choice", "scope", _("Where"), scopes)
    hint = _("Decree or order with its number and date. Everybody whose term moves reads it; it names no person.")
    form.add("short_text", "source", _("Source"), hint=hint, attributes={"maxlength": 200})
    states = [("confirmed", _("Confirmed: the text is published")), ("to_be_confirmed", _("To be confirmed"))]
    form.add("choice", "state", _("Is the source confirmed?"), states)
    return form
