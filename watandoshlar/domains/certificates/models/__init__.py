from .certificate import Certificate, StatusChange
from .copy import Copy, LogEntry
from .log_head import LogHead
from .signing_key import KeyAlarm, KeyUse, PublishedTrustList, SigningKey
from .status_list import PublishedList, StatusList
from .wallet import CopyOffer, Delivery, SpentMark, WalletGrant, WalletRequest, WalletToken

__all__ = [
    "Certificate",
    "Copy",
    "CopyOffer",
    "Delivery",
    "KeyAlarm",
    "KeyUse",
    "LogEntry",
    "LogHead",
    "PublishedList",
    "PublishedTrustList",
    "SigningKey",
    "SpentMark",
    "StatusChange",
    "StatusList",
    "WalletGrant",
    "WalletRequest",
    "WalletToken",
]
