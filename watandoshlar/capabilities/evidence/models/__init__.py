from .stored_file import KINDS, StoredFile, folder_of

__all__ = ["KINDS", "StoredFile", "folder_of"]
