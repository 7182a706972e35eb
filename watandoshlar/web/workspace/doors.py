"""The door of the workspace: logged in, a role today, and a second factor in this log-in. Fails closed."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from watandoshlar.capabilities.access.api import Account, errors, has_role, has_second_factor, is_staff, posts_of


def staff_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For anyone who holds a role. What of it they see is decided by the `access_…` functions."""
    return _guarded(view, is_staff)


def officer_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For officers and heads of at least one post."""
    return _guarded(view, lambda account: bool(posts_of(account)))


def catalogue_owner_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return _guarded(view, lambda account: has_role(account, "catalogue_owner"))


def staff_view_before_second_factor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the one page that tells staff how to get a second factor."""
    return _guarded(view, is_staff, needs_second_factor=False)


def _guarded(
    view: Callable[..., HttpResponse], is_allowed: Callable[[Account], bool], *, needs_second_factor: bool = True
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_allowed(request.user):
            raise errors.RoleMissing(role="staff")
        if needs_second_factor and not has_second_factor(request):
            return redirect("workspace:second_factor")
        return view(request, *args, **kwargs)

    return login_required(guarded)
