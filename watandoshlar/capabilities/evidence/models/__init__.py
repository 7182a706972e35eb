from .stored_file import KINDS, StoredFile

__all__ = ["KINDS", "StoredFile"]
