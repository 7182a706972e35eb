"""Click: its SHOP-API, in which it calls us with forms in two steps, and the state of a payment for the comparison.

Amounts travel in soum, with or without digits after the point. Each call is signed with MD5 over its fields and a
secret; Click knows no better, so its address should be reachable for Click alone (docs/operations/payments.md). The
contract is known from public integrations only.
"""

import hashlib
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from django.conf import settings

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts import begin_online_payment, cancel_online_payment, perform_online_payment
from watandoshlar.domains.fees.connections.asking import ask_json
from watandoshlar.domains.fees.connections.connection import Call, StatementRow
from watandoshlar.domains.fees.models import OnlineTransaction
from watandoshlar.domains.fees.queries import transaction_told
from watandoshlar.domains.fees.rules.keys import is_same
from watandoshlar.domains.fees.rules.tables import shipped_connections
from watandoshlar.domains.fees.states import Online
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.money import Money, NotExact

PREPARE, COMPLETE = "0", "1"
FIELDS = ("click_trans_id", "service_id", "merchant_trans_id", "amount", "action", "error", "sign_time", "sign_string")
ZONE = ZoneInfo("Asia/Tashkent")
TIME = "%Y-%m-%d %H:%M:%S"
PAID = 2

WRONG_SIGN, WRONG_AMOUNT, NO_ACTION, PAID_ALREADY, NO_BILL = -1, -2, -3, -4, -5
NO_TRANSACTION, CANNOT_UPDATE, INCOMPLETE, CANCELLED = -6, -7, -8, -9
CODES = {
    errors.BillNotFound: NO_BILL,
    errors.NothingDue: PAID_ALREADY,
    errors.TransactionUnderWay: CANNOT_UPDATE,
    errors.AmountDiffers: WRONG_AMOUNT,
    errors.TransactionTaken: INCOMPLETE,
    errors.TransactionNotFound: NO_TRANSACTION,
    errors.CannotReturn: PAID_ALREADY,
}
NOTES = {
    0: "Success",
    WRONG_SIGN: "SIGN CHECK FAILED!",
    WRONG_AMOUNT: "Incorrect parameter amount",
    NO_ACTION: "Action not found",
    PAID_ALREADY: "Already paid",
    NO_BILL: "User does not exist",
    NO_TRANSACTION: "Transaction does not exist",
    CANNOT_UPDATE: "Failed to update user",
    INCOMPLETE: "Error in request from click",
    CANCELLED: "Transaction cancelled",
}


class Fault(Exception):
    """A refusal in the words of the protocol."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Click:
    code = "click"
    title = "Click"
    needs = ("CLICK_SERVICE_ID", "CLICK_MERCHANT_ID", "CLICK_MERCHANT_USER_ID", "CLICK_SECRET_KEY")

    @property
    def is_open(self) -> bool:
        return all(getattr(settings, name) for name in self.needs)

    def checkout_url(self, bill: str, amount: Money, language: str, back_to: str) -> str:
        address = settings.CLICK_CHECKOUT_URL or shipped_connections()["click"].checkout
        words = {
            "service_id": settings.CLICK_SERVICE_ID,
            "merchant_id": settings.CLICK_MERCHANT_ID,
            "amount": str(amount.amount),
            "transaction_param": bill,
            "return_url": back_to,
        }
        return f"{address}?{urlencode(words)}"

    # --- its calls --------------------------------------------------------------------------------------------------

    def answer(self, call: Call) -> dict:
        form = call.form
        told = {name: form.get(name, "") for name in ("click_trans_id", "merchant_trans_id")}
        try:
            self._check_caller(call)
            steps = {PREPARE: self._prepare, COMPLETE: self._complete}
            if form["action"] not in steps:
                raise Fault(NO_ACTION)
            return {**told, **steps[form["action"]](form), "error": 0, "error_note": NOTES[0]}
        except Fault as fault:
            code = fault.code
        except DomainError as refused:
            code = CODES.get(type(refused), CANNOT_UPDATE)
        return {**told, "error": code, "error_note": NOTES[code]}

    def _check_caller(self, call: Call) -> None:
        """Nothing fails open: without configured secrets nobody is let in."""
        form = call.form
        if call.method != "POST" or any(name not in form for name in FIELDS):
            raise Fault(INCOMPLETE)
        if not self.is_open or not is_same(form["service_id"], settings.CLICK_SERVICE_ID):
            raise Fault(WRONG_SIGN)
        if not is_same(form["sign_string"].lower(), sign_string(form, settings.CLICK_SECRET_KEY)):
            raise Fault(WRONG_SIGN)

    def _prepare(self, form: Mapping[str, str]) -> dict:
        row = begin_online_payment(
            acting_user=SYSTEM,
            connection=self.code,
            external_id=_id(form),
            bill=_bill(form),
            amount=_amount(form),
            told_at=_told_at(form),
        )
        _refuse_ended(row)
        return {"merchant_prepare_id": row.pk}

    def _complete(self, form: Mapping[str, str]) -> dict:
        row = transaction_told(self.code, _id(form))
        if form.get("merchant_prepare_id") != str(row.pk) or row.bill.reference != _bill(form):
            raise Fault(NO_TRANSACTION)
        if row.money != _amount(form):
            raise Fault(WRONG_AMOUNT)
        if _has_failed(form):
            # Click says that no money came; the contract wants -9 for an answer.
            cancel_online_payment(acting_user=SYSTEM, connection=self.code, external_id=row.external_id, reason=None)
            raise Fault(CANCELLED)
        _refuse_ended(row)
        row = perform_online_payment(acting_user=SYSTEM, connection=self.code, external_id=row.external_id)
        if row.state != Online.PERFORMED:
            raise Fault(CANCELLED)
        return {"merchant_confirm_id": row.pk}

    # --- its statement ----------------------------------------------------------------------------------------------

    def statement(self, since: datetime, until: datetime, bills: Sequence[str]) -> list[StatementRow]:
        """Click gives no list: it is asked for each bill on which a payment was begun, on each day of the time."""
        address = settings.CLICK_API_URL or shipped_connections()["click"].statements
        first, last = since.astimezone(ZONE).date(), until.astimezone(ZONE).date()
        days = [first.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
        found = []
        for bill in bills:
            for day in days:
                path = f"payment/status_by_mti/{settings.CLICK_SERVICE_ID}/{quote(bill)}/{day.isoformat()}"
                answer = ask_json(f"{address}/{path}", {"Auth": _auth()})
                if row := _row_of(answer, bill, datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)):
                    found.append(row)
        return found


def sign_string(form: Mapping[str, str], secret: str) -> str:
    """The signature of a call; the second step signs our number of the first one too."""
    prepared = form.get("merchant_prepare_id", "") if form.get("action") == COMPLETE else ""
    signed = (form["click_trans_id"], form["service_id"], secret, form["merchant_trans_id"], prepared)
    words = "".join((*signed, form["amount"], form["action"], form["sign_time"]))
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest()


def _auth() -> str:
    # The time of the machine: Click compares it with its own.
    now = str(int(time.time()))
    digest = hashlib.sha1((now + settings.CLICK_SECRET_KEY).encode(), usedforsecurity=False).hexdigest()
    return f"{settings.CLICK_MERCHANT_USER_ID}:{digest}:{now}"


def _id(form: Mapping[str, str]) -> str:
    found = form["click_trans_id"]
    if not found.isascii() or not found.isdigit() or len(found) > 64:
        raise Fault(INCOMPLETE)
    return found


def _bill(form: Mapping[str, str]) -> str:
    found = form["merchant_trans_id"].strip().upper()
    if not 1 <= len(found) <= 60 or "\0" in found:
        raise Fault(NO_BILL)
    return found


def _amount(form: Mapping[str, str]) -> Money:
    try:
        return Money.read(form["amount"], shipped_connections()["click"].currency)
    except NotExact as error:
        raise Fault(WRONG_AMOUNT) from error


def _told_at(form: Mapping[str, str]) -> int:
    try:
        moment = datetime.strptime(form["sign_time"], TIME).replace(tzinfo=ZONE)
    except ValueError:
        moment = clock.now()
    return round(moment.timestamp() * 1000)


def _has_failed(form: Mapping[str, str]) -> bool:
    """Whether Click says that the payment failed. Anything but a whole number says nothing that we could rely on."""
    text = form["error"]
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise Fault(INCOMPLETE)
    return int(text) < 0


def _refuse_ended(row: OnlineTransaction) -> None:
    if row.state in (Online.CANCELLED, Online.RETURNED):
        raise Fault(CANCELLED)
    if row.state == Online.PERFORMED:
        raise Fault(PAID_ALREADY)


def _row_of(answer: object, bill: str, noon: datetime) -> StatementRow | None:
    if not isinstance(answer, dict):
        raise errors.StatementUnavailable
    if answer.get("error_code") != 0 or not answer.get("payment_id"):
        # No payment of this bill on this day.
        return None
    is_paid = answer.get("payment_status") == PAID
    return StatementRow(str(answer["payment_id"]), bill, None, is_paid, is_returned=False, at=noon)
