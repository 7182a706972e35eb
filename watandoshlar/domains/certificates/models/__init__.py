from .certificate import Certificate, StatusChange
from .copy import Copy, LogEntry
from .signing_key import SigningKey
from .status_list import PublishedList, StatusList

__all__ = ["Certificate", "Copy", "LogEntry", "PublishedList", "SigningKey", "StatusChange", "StatusList"]
