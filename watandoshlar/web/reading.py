"""What a view says of its answers to a GET: that it must write, or that they are everybody's."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

KEPT = ("Cache-Control", "Vary", "Content-Language")


def writes_on_get(reason: str) -> Callable:
    """Mark a view that writes on GET, with the reason a reviewer will ask for."""

    def mark(view: Callable) -> Callable:
        view.writes_on_get = reason
        return view

    return mark


def same_for_everybody(view: Callable) -> Callable:
    """Mark a view whose answer depends on nobody: shared caches may keep it, whoever asked for it."""

    @wraps(view)
    def answering(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        answer = view(request, *args, **named)
        answer.same_for_everybody = {name: answer[name] for name in KEPT if name in answer}
        return answer

    return answering
