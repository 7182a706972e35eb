"""The door of evidence."""

from watandoshlar.capabilities.evidence import errors
from watandoshlar.capabilities.evidence.acts import keep_file, read_picture, remove_file, remove_orphans
from watandoshlar.capabilities.evidence.models import StoredFile
from watandoshlar.capabilities.evidence.queries import access_own_file, get_file, read_file, read_portrait, zones_of
from watandoshlar.capabilities.evidence.rules.limits import Limits

__all__ = [
    "Limits",
    "StoredFile",
    "access_own_file",
    "errors",
    "get_file",
    "keep_file",
    "read_file",
    "read_picture",
    "read_portrait",
    "remove_file",
    "remove_orphans",
    "zones_of",
]
