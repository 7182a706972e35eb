from .file_reading import FileReading
from .stored_file import KINDS, StoredFile, folder_of

__all__ = ["KINDS", "FileReading", "StoredFile", "folder_of"]
