from .keep_file import keep_file
from .remove_file import remove_file

__all__ = ["keep_file", "remove_file"]
