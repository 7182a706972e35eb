from .activate_demonstration_authenticator import activate_demonstration_authenticator
from .assign_role import assign_role
from .create_account import create_account
from .end_role import end_role
from .record_log_in import record_log_in
from .record_second_factor import record_second_factor
from .set_language import set_language

__all__ = [
    "activate_demonstration_authenticator",
    "assign_role",
    "create_account",
    "end_role",
    "record_log_in",
    "record_second_factor",
    "set_language",
]
