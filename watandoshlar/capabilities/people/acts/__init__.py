from .enter_person import enter_person
from .record_name import record_name
from .register_person import register_person
from .rewrap_data_keys import Rewrapped, rewrap_data_keys

__all__ = ["Rewrapped", "enter_person", "record_name", "register_person", "rewrap_data_keys"]
