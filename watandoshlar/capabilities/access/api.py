"""The door of access."""

from watandoshlar.capabilities.access import errors
from watandoshlar.capabilities.access.acts import (
    activate_demonstration_authenticator,
    assign_role,
    create_account,
    end_role,
    set_language,
)
from watandoshlar.capabilities.access.demonstration import DEMONSTRATION_SECRET, demonstration_code
from watandoshlar.capabilities.access.models import Account, RoleAssignment
from watandoshlar.capabilities.access.permitted import permit
from watandoshlar.capabilities.access.queries import (
    has_role,
    has_second_factor,
    is_officer_of,
    is_staff,
    posts_of,
    require_fresh_proof,
    require_officer,
    require_role,
    roles_held,
    roles_of,
    workers_at,
)
from watandoshlar.capabilities.access.roles import ROLES

__all__ = [
    "DEMONSTRATION_SECRET",
    "ROLES",
    "Account",
    "RoleAssignment",
    "activate_demonstration_authenticator",
    "assign_role",
    "create_account",
    "demonstration_code",
    "end_role",
    "errors",
    "has_role",
    "has_second_factor",
    "is_officer_of",
    "is_staff",
    "permit",
    "posts_of",
    "require_fresh_proof",
    "require_officer",
    "require_role",
    "roles_held",
    "roles_of",
    "set_language",
    "workers_at",
]
