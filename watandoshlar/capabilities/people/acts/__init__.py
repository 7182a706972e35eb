from .record_name import record_name
from .register_person import register_person
from .rewrap_data_keys import Rewrapped, rewrap_data_keys

__all__ = ["Rewrapped", "record_name", "register_person", "rewrap_data_keys"]
