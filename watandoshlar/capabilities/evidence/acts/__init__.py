from .keep_file import keep_file
from .remove_file import remove_file
from .remove_orphans import remove_orphans

__all__ = ["keep_file", "remove_file", "remove_orphans"]
