"""Who may enter: applicants who are signed in. What somebody typed whose log-in has ended meanwhile is not lost."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from watandoshlar.web.errors import send_again


def keeps_what_was_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `login_required`; but to a form that comes after the log-in has ended the answer holds what it sent."""
    guarded = login_required(view)

    @wraps(view)
    def enter(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return send_again(request)
        return guarded(request, *args, **kwargs)

    return enter


def pressed_on(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For what a button of the page sends by POST. Who comes otherwise (after a new log-in) finds that button there."""

    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HttpRequest, **place) -> HttpResponse:
            return view(request, **place) if request.method == "POST" else redirect(page, **place)

        return login_required(enter)

    return door
