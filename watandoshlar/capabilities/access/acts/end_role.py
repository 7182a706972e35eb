from django.db import transaction

from watandoshlar.capabilities.access import errors
from watandoshlar.capabilities.access.acts._roles import check_giver
from watandoshlar.capabilities.access.models import Account, RoleAssignment
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.foundation import clock


@transaction.atomic
def end_role(*, acting_user, account: Account, role: str, post: Post | None = None) -> None:
    """End a role now, for whoever may give it. That it was held stays in the table. Raises RoleNotHeld."""
    check_giver(acting_user, account, role, post)
    held = RoleAssignment.objects.not_over().filter(account=account, role=role, post=post).select_for_update()
    assignments = list(held)
    if not assignments:
        raise errors.RoleNotHeld(role=role)
    for assignment in assignments:
        assignment.ended_at = clock.now()
        assignment.ended_by = None if acting_user is SYSTEM else acting_user
        assignment.save(update_fields=["ended_at", "ended_by"])
    append_entry(
        acting_user=acting_user,
        act="end_role",
        chain=f"account:{account.pk}",
        facts={"account": account.pk, "role": role, "post": post.code if post else None},
    )
