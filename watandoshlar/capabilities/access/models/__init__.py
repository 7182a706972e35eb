from .account import Account
from .role_assignment import RoleAssignment

__all__ = ["Account", "RoleAssignment"]
