"""The tables of the index. Rows are replaced whenever their room publishes; nothing else refers to them."""

from .index_entry import IndexEntry
from .index_word import IndexWord

__all__ = ["IndexEntry", "IndexWord"]
