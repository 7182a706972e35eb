from datetime import date

from django.db import transaction

from watandoshlar.capabilities.access import errors
from watandoshlar.capabilities.access.models import Account, RoleAssignment
from watandoshlar.capabilities.access.queries import has_role
from watandoshlar.capabilities.access.roles import ROLES
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.foundation import clock


@transaction.atomic
def assign_role(
    *, acting_user, account: Account, role: str, post: Post | None = None, valid_until: date | None = None
) -> RoleAssignment:
    """Give a role: a head gives the officer's at the own post, the ministry gives any, nobody gives to themselves."""
    _check(acting_user, account, role, post)
    assignment = RoleAssignment(
        account=account,
        role=role,
        post=post,
        valid_from=clock.now().date(),
        valid_until=valid_until,
        given_by=None if acting_user is SYSTEM else acting_user,
    )
    assignment.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="assign_role",
        chain=f"account:{account.pk}",
        facts={"account": account.pk, "role": role, "post": post.code if post else None},
    )
    return assignment


def _check(acting_user, account: Account, role: str, post: Post | None) -> None:
    if role not in ROLES:
        raise errors.UnknownRole(role=role)
    if ROLES[role].at_post and post is None:
        raise errors.RoleNeedsPost
    if not ROLES[role].at_post and post is not None:
        raise errors.RoleIsCentral
    if acting_user is SYSTEM:
        return
    if acting_user.pk == account.pk:
        raise errors.OwnRole
    head_gives_officer = role == "officer" and has_role(acting_user, "head", post)
    if not head_gives_officer and not has_role(acting_user, "ministry"):
        raise errors.RoleMissing(role="head")
