"""The door of the workspace: logged in, a role today, and a second factor in this log-in. Fails closed."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import (
    Account,
    errors,
    has_role,
    has_second_factor,
    is_staff,
    posts_of,
    roles_of,
)
from watandoshlar.domains.cases.api import MINISTRY
from watandoshlar.domains.commissions.api import seats_of
from watandoshlar.domains.community.api import works_at_ministry
from watandoshlar.web.errors import keeps_what_was_typed, send_again

# A screen that nobody has used for so long may have somebody else before it (NIST SP 800-63B-4, 2.2.3).
IDLE_SECONDS = 60 * 60
NOTED_EVERY_SECONDS = 60
SEEN = "workspace_seen_at"


def staff_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For anyone who holds a role. What of it they see is decided by the `access_…` functions."""
    return _guarded(view, is_staff)


def officer_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For officers and heads of at least one post."""
    return _guarded(view, lambda account: bool(posts_of(account)))


def catalogue_owner_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return _guarded(view, lambda account: has_role(account, "catalogue_owner"))


def calendar_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the ministry, and for heads of at least one post."""
    return _guarded(view, keeps_calendars)


def payments_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the ministry, and for officers and heads of at least one post."""
    return _guarded(view, sees_payments)


def runs_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For officers and heads of at least one post, and for keepers of the signing keys."""
    return _guarded(view, sees_runs)


def sees_runs(account: Account) -> bool:
    return bool(posts_of(account)) or has_role(account, "key_keeper")


def sees_payments(account: Account) -> bool:
    return bool(posts_of(account)) or has_role(account, "ministry")


def keeps_calendars(account: Account) -> bool:
    return any(assignment.role in ("ministry", "head") for assignment in roles_of(account))


def commission_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For who has a seat in a commission today."""
    return _guarded(view, lambda account: bool(seats_of(account)))


def ministry_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For officers of the ministry's own post, who put cancellations before commissions."""
    return _guarded(view, works_for_the_ministry)


def editor_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For editors of guides and news."""
    return _guarded(view, lambda account: has_role(account, "editor"))


def works_for_the_ministry(account: Account) -> bool:
    return any(post.code == MINISTRY for post in posts_of(account))


def community_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For officers and heads of at least one post, and for who publishes for the ministry."""
    return _guarded(view, sees_community)


def sees_community(account: Account) -> bool:
    return bool(posts_of(account)) or works_at_ministry(account)


def publisher_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For who enters and verifies what the ministry publishes for compatriots."""
    return _guarded(view, works_at_ministry)


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
        if _left_alone(request):
            # Emptied, not deleted: this may be a GET, and what the middleware then saves opens nothing any more.
            request.session.clear()
            if request.method == "POST":
                request.user = get_user(request)
                return send_again(request)
            messages.info(request, _("You were signed out, because nobody used the workspace for an hour."))
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return keeps_what_was_typed(guarded)


def _left_alone(request: HttpRequest) -> bool:
    """Whether an hour went by since the log-in or the last page of the workspace. Pages are noted once a minute."""
    # The time of the machine, as allauth writes it beside each proof.
    now = time.time()
    seen = request.session.get(SEEN) or max(
        (proof["at"] for proof in get_authentication_records(request, request.user)), default=0
    )
    if now - seen > IDLE_SECONDS:
        return True
    if now - seen > NOTED_EVERY_SECONDS:
        request.session[SEEN] = int(now)
    return False
