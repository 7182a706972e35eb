from .bill import Assessment, Bill, Charge, Waiver
from .ledger import Line, Posting
from .online import ConnectionKey, OnlineTransaction
from .payment import Payment
from .reconciliation import CashCount, Difference, Reconciliation
from .refund import Refund

__all__ = [
    "Assessment",
    "Bill",
    "CashCount",
    "Charge",
    "ConnectionKey",
    "Difference",
    "Line",
    "OnlineTransaction",
    "Payment",
    "Posting",
    "Reconciliation",
    "Refund",
    "Waiver",
]
