"""What the pages of libraries ask before they let somebody in: permissions by name, and the roles that have them.

A room says in its `apps.ready` which permissions a role brings along. No permission is kept for an account: when a role
ends, everything ends that came with it.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.backends import BaseBackend

from watandoshlar.capabilities.access.errors import UnknownRole
from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.access.queries import roles_of
from watandoshlar.capabilities.access.roles import ROLES

_permissions: dict[str, set[str]] = defaultdict(set)


def permit(role: str, permissions: Iterable[str]) -> None:
    """Let everybody who holds the role today do what the permissions name ("app.action_model")."""
    if role not in ROLES:
        raise UnknownRole(role=role)
    _permissions[role].update(permissions)


class RoleBackend(BaseBackend):
    """Answers Django's question for permissions. Nobody logs in by it."""

    def has_perm(self, user_obj: Account, perm: str, obj: object = None) -> bool:
        return any(perm in _permissions[assignment.role] for assignment in roles_of(user_obj))
