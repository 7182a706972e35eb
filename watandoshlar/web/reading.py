"""How a view says that it must write although it only reads for the person."""

from collections.abc import Callable


def writes_on_get(reason: str) -> Callable:
    """Mark a view that writes on GET, with the reason a reviewer will ask for."""

    def mark(view: Callable) -> Callable:
        view.writes_on_get = reason
        return view

    return mark
