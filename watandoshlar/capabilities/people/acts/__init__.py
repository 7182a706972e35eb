from .record_name import record_name
from .register_person import register_person

__all__ = ["record_name", "register_person"]
