"""Payme: its Merchant API, in which it calls us by JSON-RPC, and its list of receipts for the daily comparison.

Amounts travel in tiyin. What a call asks for is answered with HTTP 200 always; refusals are codes. The contract is
known from public integrations only (`tables/connections.yaml` says so): every word that we rely on is in this file.
"""

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts import (
    begin_online_payment,
    cancel_online_payment,
    change_connection_key,
    perform_online_payment,
)
from watandoshlar.domains.fees.connections.asking import ask_json
from watandoshlar.domains.fees.connections.connection import Call, StatementRow
from watandoshlar.domains.fees.models import ConnectionKey, OnlineTransaction
from watandoshlar.domains.fees.queries import check_online, transaction_told, transactions_told
from watandoshlar.domains.fees.rules.keys import fingerprint, hash_of, is_same
from watandoshlar.domains.fees.rules.tables import shipped_connections
from watandoshlar.domains.fees.states import Online
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.money import Money

LOGIN = "Paycom"
STATES = {Online.CREATED: 1, Online.PERFORMED: 2, Online.CANCELLED: -1, Online.RETURNED: -2}
# States of a receipt in the statement.
PAID, RETURNED = (4,), (21, 50)
PAGE = 50

NOT_POST, NOT_JSON, NOT_RPC, NO_METHOD, NO_RIGHT = -32300, -32700, -32600, -32601, -32504
WRONG_AMOUNT, NO_TRANSACTION, CANNOT_CANCEL, CANNOT_PERFORM = -31001, -31003, -31007, -31008
# From -31050 to -31099 stands what is wrong with the account: here the reference of the bill.
NO_BILL, PAID_ALREADY, UNDER_WAY = -31050, -31051, -31052

CODES = {
    errors.BillNotFound: NO_BILL,
    errors.NothingDue: PAID_ALREADY,
    errors.TransactionUnderWay: UNDER_WAY,
    errors.AmountDiffers: WRONG_AMOUNT,
    errors.TransactionTaken: CANNOT_PERFORM,
    errors.TransactionNotFound: NO_TRANSACTION,
    errors.CannotReturn: CANNOT_CANCEL,
}
MESSAGES = {
    NOT_POST: ("Faqat POST", "Только POST", "POST only"),
    NOT_JSON: ("JSON oʻqilmadi", "Ошибка разбора JSON", "Cannot read JSON"),
    NOT_RPC: ("Soʻrov toʻliq emas", "Неполный запрос", "Incomplete request"),
    NO_METHOD: ("Bunday usul yoʻq", "Метод не найден", "No such method"),
    NO_RIGHT: ("Ruxsat yoʻq", "Недостаточно привилегий", "No permission"),
    WRONG_AMOUNT: ("Summa notoʻgʻri", "Неверная сумма", "Wrong amount"),
    NO_TRANSACTION: ("Tranzaksiya topilmadi", "Транзакция не найдена", "No such transaction"),
    CANNOT_CANCEL: ("Toʻlovni qaytarib boʻlmaydi", "Невозможно отменить платёж", "The payment cannot be cancelled"),
    CANNOT_PERFORM: ("Amalni bajarib boʻlmaydi", "Невозможно выполнить операцию", "The operation is not possible"),
    NO_BILL: ("Ariza raqami topilmadi", "Номер заявления не найден", "No such application"),
    PAID_ALREADY: ("Toʻlanadigan summa yoʻq", "Оплачивать нечего", "Nothing is due"),
    UNDER_WAY: ("Boshqa toʻlov bajarilmoqda", "Выполняется другой платёж", "Another payment is under way"),
}  # fmt: skip


class Fault(Exception):
    """A refusal in the words of the protocol."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Payme:
    code = "payme"
    title = "Payme"
    needs = ("PAYME_MERCHANT_ID", "PAYME_KEY")

    @property
    def is_open(self) -> bool:
        return all(getattr(settings, name) for name in self.needs)

    def checkout_url(self, bill: str, amount: Money, language: str, back_to: str) -> str:
        spoken = language if language in ("ru", "en") else "uz"
        words = f"m={settings.PAYME_MERCHANT_ID};ac.bill={bill};a={amount.minor_units};l={spoken};c={back_to}"
        address = settings.PAYME_CHECKOUT_URL or shipped_connections()["payme"].checkout
        return f"{address}/{base64.b64encode(words.encode()).decode()}"

    # --- its calls --------------------------------------------------------------------------------------------------

    def answer(self, call: Call) -> dict:
        number = None
        try:
            self._check_caller(call)
            request = _request_of(call)
            number = request.get("id")
            result = self._method(request)(_params_of(request))
        except Fault as fault:
            return _refusal(number, fault.code)
        except DomainError as refused:
            return _refusal(number, CODES.get(type(refused), CANNOT_PERFORM))
        return {"jsonrpc": "2.0", "id": number, "result": result}

    def _check_caller(self, call: Call) -> None:
        """Nothing fails open: without a configured key nobody is let in."""
        login, colon, key = _basic(call.authorization)
        configured = settings.PAYME_KEY
        changed = ConnectionKey.objects.filter(connection=self.code, instead_of=fingerprint(configured)).last()
        offered, kept = (hash_of(changed.salt, key), changed.hash) if changed else (key, configured)
        if not (self.is_open and colon and is_same(offered, kept) and is_same(login, LOGIN)):
            raise Fault(NO_RIGHT)
        if call.method != "POST":
            raise Fault(NOT_POST)

    def _method(self, request: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], dict]:
        methods = {
            "CheckPerformTransaction": self._check_perform,
            "CreateTransaction": self._create,
            "PerformTransaction": self._perform,
            "CancelTransaction": self._cancel,
            "CheckTransaction": self._check,
            "GetStatement": self._statement,
            "ChangePassword": self._change_password,
        }
        name = request.get("method")
        if not isinstance(name, str) or name not in methods:
            raise Fault(NO_METHOD)
        return methods[name]

    def _check_perform(self, params: Mapping[str, Any]) -> dict:
        check_online(_bill(params), _amount(params))
        return {"allow": True}

    def _create(self, params: Mapping[str, Any]) -> dict:
        row = begin_online_payment(
            acting_user=SYSTEM,
            connection=self.code,
            external_id=_id(params),
            bill=_bill(params),
            amount=_amount(params),
            told_at=_whole(params, "time"),
        )
        if row.state != Online.CREATED:
            raise Fault(CANNOT_PERFORM)
        return {"create_time": _time(row.created_at), "transaction": str(row.pk), "state": STATES[row.state]}

    def _perform(self, params: Mapping[str, Any]) -> dict:
        row = perform_online_payment(acting_user=SYSTEM, connection=self.code, external_id=_id(params))
        if row.state != Online.PERFORMED:
            raise Fault(CANNOT_PERFORM)
        return {"transaction": str(row.pk), "perform_time": _time(row.performed_at), "state": STATES[row.state]}

    def _cancel(self, params: Mapping[str, Any]) -> dict:
        reason = params.get("reason")
        if not (reason is None or (isinstance(reason, int) and 0 <= reason < 1000)):
            raise Fault(NOT_RPC)
        row = cancel_online_payment(acting_user=SYSTEM, connection=self.code, external_id=_id(params), reason=reason)
        return {"transaction": str(row.pk), "cancel_time": _time(row.cancelled_at), "state": STATES[row.state]}

    def _check(self, params: Mapping[str, Any]) -> dict:
        return _told(transaction_told(self.code, _id(params)))

    def _statement(self, params: Mapping[str, Any]) -> dict:
        """What Payme compares with its own list: by the times that it named itself."""
        rows = transactions_told(self.code, _whole(params, "from"), _whole(params, "to"))
        return {
            "transactions": [
                {
                    "id": row.external_id,
                    "time": row.told_at,
                    "amount": row.money.minor_units,
                    "account": {"bill": row.bill.reference},
                    **_told(row),
                }
                for row in rows
            ]
        }

    def _change_password(self, params: Mapping[str, Any]) -> dict:
        key = params.get("password")
        if not isinstance(key, str):
            raise Fault(NOT_RPC)
        change_connection_key(acting_user=SYSTEM, connection=self.code, configured=settings.PAYME_KEY, key=key)
        return {"success": True}

    # --- its statement ----------------------------------------------------------------------------------------------

    def statement(self, since: datetime, until: datetime, bills: Sequence[str]) -> list[StatementRow]:
        address = settings.PAYME_API_URL or shipped_connections()["payme"].statements
        headers = {"X-Auth": f"{settings.PAYME_MERCHANT_ID}:{settings.PAYME_KEY}"}
        found: list[StatementRow] = []
        while True:
            params = {"count": PAGE, "from": _time(since), "to": _time(until), "offset": len(found)}
            answer = ask_json(address, headers, {"id": 1, "method": "receipts.get_all", "params": params})
            try:
                page = [_row_of(receipt) for receipt in answer["result"]]
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise errors.StatementUnavailable from error
            found += page
            if len(page) < PAGE:
                return found


def _basic(header: str) -> tuple[str, str, str]:
    scheme, _space, encoded = header.partition(" ")
    try:
        plain = base64.b64decode(encoded.strip(), validate=True).decode() if scheme == "Basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        plain = ""
    return plain.partition(":")


def _request_of(call: Call) -> Mapping[str, Any]:
    try:
        request = json.loads(call.body)
    except (ValueError, RecursionError) as error:
        raise Fault(NOT_JSON) from error
    if not isinstance(request, dict) or not isinstance(request.get("id"), int | str | None):
        raise Fault(NOT_RPC)
    return request


def _params_of(request: Mapping[str, Any]) -> Mapping[str, Any]:
    params = request.get("params")
    if not isinstance(params, dict):
        raise Fault(NOT_RPC)
    return params


def _id(params: Mapping[str, Any]) -> str:
    found = params.get("id")
    if not isinstance(found, str) or not 1 <= len(found) <= 64 or not found.isprintable():
        raise Fault(NOT_RPC)
    return found


def _bill(params: Mapping[str, Any]) -> str:
    account = params.get("account")
    found = account.get("bill") if isinstance(account, dict) else None
    if not isinstance(found, str) or not 1 <= len(found.strip()) <= 60 or not found.strip().isprintable():
        raise Fault(NO_BILL)
    return found.strip().upper()


def _whole(params: Mapping[str, Any], name: str) -> int:
    value = params.get(name)
    # JSON knows one kind of number: 100.0 is a whole one too.
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise Fault(NOT_RPC)
    return value


def _amount(params: Mapping[str, Any]) -> Money:
    try:
        tiyin = _whole(params, "amount")
    except Fault as fault:
        raise Fault(WRONG_AMOUNT) from fault
    if not 0 < tiyin < 10**14:
        raise Fault(WRONG_AMOUNT)
    return Money.of_minor(tiyin, shipped_connections()["payme"].currency)


def _told(row: OnlineTransaction) -> dict:
    return {
        "create_time": _time(row.created_at),
        "perform_time": _time(row.performed_at),
        "cancel_time": _time(row.cancelled_at),
        "transaction": str(row.pk),
        "state": STATES[row.state],
        "reason": row.reason,
    }


def _time(moment: datetime | None) -> int:
    """Milliseconds; 0 for never."""
    return 0 if moment is None else round(moment.timestamp() * 1000)


def _row_of(receipt: Mapping[str, Any]) -> StatementRow:
    accounts = {str(one["name"]): str(one["value"]) for one in receipt.get("account") or ()}
    return StatementRow(
        external_id=str(receipt["_id"]),
        bill=accounts.get("bill", ""),
        amount=Money.of_minor(int(receipt["amount"]), shipped_connections()["payme"].currency),
        is_paid=receipt["state"] in PAID,
        is_returned=receipt["state"] in RETURNED,
        at=datetime.fromtimestamp(int(receipt.get("pay_time") or receipt["create_time"]) / 1000, UTC),
    )


def _refusal(number: object, code: int) -> dict:
    message = dict(zip(("uz", "ru", "en"), MESSAGES[code], strict=True))
    of_account = {"data": "bill"} if NO_BILL >= code >= -31099 else {}
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message, **of_account}}
