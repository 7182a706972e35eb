"""What giving and ending a role share."""

from watandoshlar.capabilities.access import errors
from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.access.queries import has_role
from watandoshlar.capabilities.access.roles import ROLES
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import Post


def check_giver(acting_user, account: Account, role: str, post: Post | None) -> None:
    """A head decides on the officers of the own post, the ministry on everybody, nobody on themselves."""
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
    head_of_officer = role == "officer" and has_role(acting_user, "head", post)
    if not head_of_officer and not has_role(acting_user, "ministry"):
        raise errors.RoleMissing(role="head")
