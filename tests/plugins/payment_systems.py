"""Payme and Click as real HTTP servers on this machine, speaking their protocols, and the platform's side of them.

They act as the payment systems: people come to them with the address of the checkout, they call our endpoints over
HTTP, they give statements. Tests let them misbehave: a call or its answer is lost, comes twice, late or out of order.
"""

import base64
import hashlib
import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

HOST = "127.0.0.1"
MERCHANT, KEY = "merchant-of-tests", "key-of-tests-0123456789"
SERVICE, CLICK_MERCHANT, CLICK_USER, SECRET = "7001", "7002", "7003", "secret-of-tests"
SECONDS = 30


@dataclass
class Receipt:
    """A payment as the payment system keeps it: `state` is begun, paid, cancelled or returned."""

    number: str
    bill: str
    tiyin: int
    told_at: int
    state: str = "begun"
    paid_at: int = 0
    prepared: object = None


@dataclass
class PaymentSystem(ABC):
    """What both have in common: an address of their own, the address of the platform, and what they keep."""

    platform: str = ""
    receipts: dict[str, Receipt] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1000))
    gives_statements: bool = True
    now: object = None

    @property
    def milliseconds(self) -> int:
        moment = self.now() if callable(self.now) else datetime.now(UTC)
        return round(moment.timestamp() * 1000)

    @abstractmethod
    def settings(self, address: str) -> dict[str, str]:
        """What the platform is told of this system, which answers at the address."""

    @abstractmethod
    def page(self, path: str) -> str:
        """What somebody sees who was sent here to pay."""

    @abstractmethod
    def pay(self, path: str) -> str:
        """Somebody pays on the page; the address to which they are sent back."""

    @abstractmethod
    def asked(self, path: str, headers: dict[str, str], body: bytes) -> dict[str, Any] | None:
        """The answer to a question of the platform; None where the address is no question."""


class PaymeServer(PaymentSystem):
    def settings(self, address: str) -> dict[str, str]:
        return {
            "PAYME_MERCHANT_ID": MERCHANT,
            "PAYME_KEY": KEY,
            "PAYME_CHECKOUT_URL": f"{address}/checkout",
            "PAYME_API_URL": f"{address}/api",
        }

    def call(self, method: str, params: dict[str, Any], *, key: str = KEY, login: str = "Paycom") -> dict[str, Any]:
        """One call by JSON-RPC, as Payme makes it: `result` or `error`."""
        body = json.dumps({"id": next(self.numbers), "method": method, "params": params}).encode()
        proof = base64.b64encode(f"{login}:{key}".encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {proof}"}
        return read_json(Request(f"{self.platform}/payments/payme/", body, headers))

    def create(self, number: str, bill: str, tiyin: int) -> dict[str, Any]:
        receipt = self.receipts.setdefault(number, Receipt(number, bill, tiyin, self.milliseconds))
        account = {"bill": receipt.bill}
        return self.call(
            "CreateTransaction", {"id": number, "time": receipt.told_at, "amount": receipt.tiyin, "account": account}
        )

    def perform(self, number: str) -> dict[str, Any]:
        """After a good answer the money is the platform's."""
        answer = self.call("PerformTransaction", {"id": number})
        if "result" in answer and answer["result"]["state"] == 2 and number in self.receipts:
            self.receipts[number].state = "paid"
            self.receipts[number].paid_at = answer["result"]["perform_time"]
        return answer

    def cancel(self, number: str, reason: int = 3) -> dict[str, Any]:
        answer = self.call("CancelTransaction", {"id": number, "reason": reason})
        if "result" in answer and number in self.receipts:
            self.receipts[number].state = {-1: "cancelled", -2: "returned"}[answer["result"]["state"]]
        return answer

    def page(self, path: str) -> str:
        words = self._words(path)
        return f"<h1>Payme</h1><p>{escape(words['ac.bill'])}: {escape(words['a'])} tiyin</p>"

    def pay(self, path: str) -> str:
        words = self._words(path)
        number = f"{next(self.numbers):024x}"
        allowed = self.call(
            "CheckPerformTransaction", {"amount": int(words["a"]), "account": {"bill": words["ac.bill"]}}
        )
        if "result" in allowed and "result" in self.create(number, words["ac.bill"], int(words["a"])):
            self.perform(number)
        return words["c"]

    def _words(self, path: str) -> dict[str, str]:
        plain = base64.b64decode(path.rpartition("/")[2]).decode()
        words = dict(part.split("=", 1) for part in plain.split(";"))
        assert words["m"] == MERCHANT
        return words

    def asked(self, path: str, headers: dict[str, str], body: bytes) -> dict[str, Any] | None:
        if path != "/api" or not self.gives_statements:
            return None
        question = json.loads(body)
        if headers.get("X-Auth") != f"{MERCHANT}:{KEY}" or question["method"] != "receipts.get_all":
            return {"error": {"code": -32504}}
        params = question["params"]
        states = {"begun": 0, "paid": 4, "cancelled": 50, "returned": 50}
        found = [
            {
                "_id": one.number,
                "create_time": one.told_at,
                "pay_time": one.paid_at,
                "state": states[one.state],
                "amount": one.tiyin,
                "account": [{"name": "bill", "title": "Bill", "value": one.bill}],
            }
            for one in self.receipts.values()
            if params["from"] <= one.told_at < params["to"]
        ]
        return {"result": found[params["offset"] : params["offset"] + params["count"]]}


class ClickServer(PaymentSystem):
    def settings(self, address: str) -> dict[str, str]:
        return {
            "CLICK_SERVICE_ID": SERVICE,
            "CLICK_MERCHANT_ID": CLICK_MERCHANT,
            "CLICK_MERCHANT_USER_ID": CLICK_USER,
            "CLICK_SECRET_KEY": SECRET,
            "CLICK_CHECKOUT_URL": f"{address}/checkout",
            "CLICK_API_URL": f"{address}/merchant",
        }

    def call(self, form: dict[str, str], *, secret: str = SECRET) -> dict[str, Any]:
        """One call, signed as Click signs it."""
        prepared = form.get("merchant_prepare_id", "") if form["action"] == "1" else ""
        words = form["click_trans_id"] + form["service_id"] + secret + form["merchant_trans_id"] + prepared
        words += form["amount"] + form["action"] + form["sign_time"]
        signed = {**form, "sign_string": hashlib.md5(words.encode()).hexdigest()}
        return read_json(Request(f"{self.platform}/payments/click/", urlencode(signed).encode()))

    def form(self, receipt: Receipt, action: str, error: int = 0) -> dict[str, str]:
        return {
            "click_trans_id": receipt.number,
            "service_id": SERVICE,
            "click_paydoc_id": receipt.number,
            "merchant_trans_id": receipt.bill,
            "amount": f"{receipt.tiyin // 100}.{receipt.tiyin % 100:02}",
            "action": action,
            "error": str(error),
            "error_note": "",
            "sign_time": "2026-11-02 11:00:00",
        }

    def prepare(self, number: str, bill: str, tiyin: int) -> dict[str, Any]:
        receipt = self.receipts.setdefault(number, Receipt(number, bill, tiyin, self.milliseconds))
        answer = self.call(self.form(receipt, "0"))
        receipt.prepared = answer.get("merchant_prepare_id", receipt.prepared)
        return answer

    def complete(self, number: str, error: int = 0) -> dict[str, Any]:
        """After 0, and after -4 for what was confirmed before, the money is the platform's."""
        receipt = self.receipts[number]
        answer = self.call({**self.form(receipt, "1", error), "merchant_prepare_id": str(receipt.prepared)})
        if answer["error"] == 0:
            receipt.state, receipt.paid_at = "paid", self.milliseconds
        elif answer["error"] == -9:
            receipt.state = "cancelled"
        return answer

    def page(self, path: str) -> str:
        return f"<h1>Click</h1><p>{escape(parse_qs(urlsplit(path).query)['transaction_param'][0])}</p>"

    def pay(self, path: str) -> str:
        words = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        number = str(next(self.numbers))
        tiyin = round(float(words["amount"]) * 100)
        if self.prepare(number, words["transaction_param"], tiyin)["error"] == 0:
            self.complete(number)
        return words["return_url"]

    def asked(self, path: str, headers: dict[str, str], body: bytes) -> dict[str, Any] | None:
        parts = path.strip("/").split("/")
        if parts[:3] != ["merchant", "payment", "status_by_mti"] or not self.gives_statements:
            return None
        user, digest, stamp = headers.get("Auth", "::").split(":")
        if user != CLICK_USER or digest != hashlib.sha1((stamp + SECRET).encode()).hexdigest():
            return {"error_code": -1}
        _service, bill, day = parts[3:]
        for one in sorted(self.receipts.values(), key=lambda one: one.state != "paid"):
            moment = datetime.fromtimestamp((one.paid_at or one.told_at) / 1000, UTC)
            if one.bill == bill and moment.date().isoformat() == day and one.state != "begun":
                return {"error_code": 0, "payment_id": one.number, "payment_status": 2 if one.state == "paid" else -1}
        return {"error_code": -16, "payment_id": None}


def read_json(request: Request) -> dict[str, Any]:
    try:
        with urlopen(request, timeout=SECONDS) as response:
            assert response.status == 200
            answer: dict[str, Any] = json.load(response)
            return answer
    except HTTPError as error:
        raise AssertionError(f"{error.code}: {error.read()[:2000].decode(errors='replace')}") from error


class Handler(BaseHTTPRequestHandler):
    system: PaymentSystem

    def do_GET(self) -> None:
        answer = self.system.asked(self.path, dict(self.headers), b"")
        if answer is not None:
            self.send("application/json", json.dumps(answer))
        elif self.path.startswith("/checkout"):
            button = f'<form method="post" action="{escape(self.path)}"><button>Pay</button></form>'
            self.send("text/html", f"<!doctype html><title>Pay</title>{self.system.page(self.path)}{button}")
        else:
            self.send_error(503)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.system.asked(self.path, dict(self.headers), body)
        if answer is not None:
            self.send("application/json", json.dumps(answer))
        elif self.path.startswith("/checkout"):
            back_to = self.system.pay(self.path)
            self.send_response(303)
            self.send_header("Location", back_to)
            self.end_headers()
        else:
            self.send_error(503)

    def send(self, media_type: str, text: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(system: PaymentSystem) -> Iterator[str]:
    """The payment system at an address of its own, until the end of the block."""
    handler = type("HandlerOfOne", (Handler,), {"system": system})
    with ThreadingHTTPServer((HOST, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
