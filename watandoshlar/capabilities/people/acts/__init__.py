from .become_own import become_own
from .end_acting import end_acting
from .end_mandate import end_mandate
from .enter_person import enter_person
from .forget_fact import forget_fact
from .keep_mandate import keep_mandate
from .note_birth_date import note_birth_date
from .record_fact import record_fact
from .record_name import record_name
from .register_person import register_person
from .rewrap_data_keys import Rewrapped, rewrap_data_keys

__all__ = [
    "Rewrapped",
    "become_own",
    "end_acting",
    "end_mandate",
    "enter_person",
    "forget_fact",
    "keep_mandate",
    "note_birth_date",
    "record_fact",
    "record_name",
    "register_person",
    "rewrap_data_keys",
]
