from .begin_online_payment import begin_online_payment
from .cancel_online_payment import cancel_online_payment
from .cancel_payment import cancel_payment
from .change_connection_key import change_connection_key
from .charge_fees import charge_fees
from .close_charges import close_charges
from .count_cash import count_cash
from .decide_refund import decide_refund
from .execute_refund import execute_refund
from .perform_online_payment import perform_online_payment
from .reconcile_payments import reconcile_payments
from .record_payment import record_payment
from .request_refund import request_refund
from .set_amount import set_amount
from .waive_charge import waive_charge

__all__ = [
    "begin_online_payment",
    "cancel_online_payment",
    "cancel_payment",
    "change_connection_key",
    "charge_fees",
    "close_charges",
    "count_cash",
    "decide_refund",
    "execute_refund",
    "perform_online_payment",
    "reconcile_payments",
    "record_payment",
    "request_refund",
    "set_amount",
    "waive_charge",
]
