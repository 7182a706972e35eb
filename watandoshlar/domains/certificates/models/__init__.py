from .certificate import Certificate, StatusChange
from .copy import Copy, LogEntry
from .log_head import LogHead
from .signing_key import SigningKey
from .status_list import PublishedList, StatusList
from .wallet import CopyOffer, Delivery, SpentMark, WalletGrant, WalletRequest, WalletToken

__all__ = [
    "Certificate",
    "Copy",
    "CopyOffer",
    "Delivery",
    "LogEntry",
    "LogHead",
    "PublishedList",
    "SigningKey",
    "SpentMark",
    "StatusChange",
    "StatusList",
    "WalletGrant",
    "WalletRequest",
    "WalletToken",
]
