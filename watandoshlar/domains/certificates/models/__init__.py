from .certificate import Certificate, StatusChange
from .copy import Copy, LogEntry
from .log_head import LogHead
from .signing_key import KeyAlarm, KeyUse, PublishedTrustList, SigningKey
from .signing_run import RunItem, SigningRun
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
    "RunItem",
    "SigningKey",
    "SigningRun",
    "SpentMark",
    "StatusChange",
    "StatusList",
    "WalletGrant",
    "WalletRequest",
    "WalletToken",
]
