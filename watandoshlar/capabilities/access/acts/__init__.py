from .assign_role import assign_role
from .create_account import create_account
from .set_language import set_language

__all__ = ["assign_role", "create_account", "set_language"]
