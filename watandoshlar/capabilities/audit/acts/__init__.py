from .append_entry import append_entry
from .seal_entries import seal_entries

__all__ = ["append_entry", "seal_entries"]
