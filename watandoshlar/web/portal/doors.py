"""Who may enter: applicants who are signed in. Buttons are found again after a new log-in."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def pressed_on(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For what a button of the page sends by POST. Who comes otherwise (after a new log-in) finds that button there."""

    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HttpRequest, **place) -> HttpResponse:
            return view(request, **place) if request.method == "POST" else redirect(page, **place)

        return login_required(enter)

    return door
