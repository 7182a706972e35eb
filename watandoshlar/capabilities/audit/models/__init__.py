"""Tables of the record. Rows are only ever added; the database itself refuses anything else."""

from .entry import Entry
from .seal import Seal

__all__ = ["Entry", "Seal"]
