from datetime import date

from django.db import transaction

from watandoshlar.capabilities.access.acts._roles import check_giver
from watandoshlar.capabilities.access.models import Account, RoleAssignment
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.foundation import clock


@transaction.atomic
def assign_role(
    *, acting_user, account: Account, role: str, post: Post | None = None, valid_until: date | None = None
) -> RoleAssignment:
    """Give a role: a head gives the officer's at the own post, the ministry gives any, nobody gives to themselves."""
    check_giver(acting_user, account, role, post)
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
