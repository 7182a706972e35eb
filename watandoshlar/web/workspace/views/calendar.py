"""The calendar of a post: days off to come, and the days that decrees and orders opened or closed since."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.access.api import has_role
from watandoshlar.capabilities.posts.api import Post, errors
from watandoshlar.domains.cases.api import change_calendar_day
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.workspace.doors import calendar_view
from watandoshlar.web.workspace.presenting.calendar import calendar_context, posts_with_calendar

WORKS = {"open": True, "closed": False}


@calendar_view
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """The ministry keeps the calendars of all posts, a head that of the own post."""
    posts = posts_with_calendar(request.user)
    post = next((post for post in posts if post.code == request.GET.get("post")), posts[0])
    refused = None
    if request.method == "POST":
        try:
            _change(request, post)
        except DomainError as error:
            refused = RefusedStep("calendar", request.POST, error)
        else:
            messages.success(request, _("The day is entered. Whoever's term it moves is told."))
            return redirect(f"{reverse('workspace:calendar')}?post={post.code}")
    context = calendar_context(request.user, posts, post, refused)
    return render(request, "workspace/calendar.html", context, status=refused.error.status if refused else 200)


def _change(request: HttpRequest, post: Post) -> None:
    sent = request.POST
    if sent.get("works") not in WORKS:
        raise errors.OpenOrClosed
    # Only the ministry is asked how far the day reaches.
    scope = sent.get("scope", "") if has_role(request.user, "ministry") else "post"
    if scope not in ("post", "country", "all"):
        raise errors.UnknownScope
    change_calendar_day(
        acting_user=request.user,
        day=_day(sent.get("day", "")),
        works=WORKS[sent["works"]],
        source=sent.get("source", ""),
        state=sent.get("state", ""),
        post=post if scope == "post" else None,
        country=post.country if scope == "country" else "",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # No day at all: the act has a sentence for a day that is too far away.
        return date.min
