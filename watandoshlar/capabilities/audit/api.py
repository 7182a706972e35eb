"""The door of the audit room."""

from .actor import SYSTEM, ActingUser, System, account_id_of
from .acts import append_entry, seal_entries
from .errors import ActingUserRequired, TransactionsWentBack
from .models import Entry
from .queries import Verification, entries_of_account, entries_of_chain, verify_record

__all__ = [
    "SYSTEM",
    "ActingUser",
    "ActingUserRequired",
    "Entry",
    "System",
    "TransactionsWentBack",
    "Verification",
    "account_id_of",
    "append_entry",
    "entries_of_account",
    "entries_of_chain",
    "seal_entries",
    "verify_record",
]
