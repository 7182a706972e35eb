from .keep_file import keep_file
from .read_picture import read_picture
from .remove_file import remove_file
from .remove_orphans import remove_orphans

__all__ = ["keep_file", "read_picture", "remove_file", "remove_orphans"]
