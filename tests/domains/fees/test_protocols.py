"""The protocols of Payme and Click, word for word, over HTTP: who is let in, what is answered, what is refused."""

import base64
import json
from typing import Any
from urllib.request import Request

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.domains.fees.builders import TIYIN, Desk
from tests.domains.fees.conftest import Moment
from tests.plugins.payment_systems import KEY, SERVICE, ClickServer, PaymeServer, Receipt, read_json
from watandoshlar.domains.fees.models import ConnectionKey, OnlineTransaction, Payment
from watandoshlar.foundation.money import Money

NEW_KEY = "another-key-of-tests-0123"


def code(answer: dict) -> int:
    return answer["error"]["code"]


# --- Payme ----------------------------------------------------------------------------------------------------------


def test_payme_pays_a_bill(desk: Desk, payme: PaymeServer) -> None:
    bill = desk.bill()
    account = {"bill": f" {bill.reference.lower()} "}
    assert payme.call("CheckPerformTransaction", {"amount": TIYIN, "account": account})["result"] == {"allow": True}
    created = payme.create("a", bill.reference, TIYIN)["result"]
    now = round(Moment.now.timestamp() * 1000)
    row = OnlineTransaction.objects.get()
    assert created == {"create_time": now, "transaction": str(row.pk), "state": 1}
    performed = payme.perform("a")["result"]
    assert performed == {"transaction": str(row.pk), "perform_time": now, "state": 2}
    told = {"create_time": now, "perform_time": now, "cancel_time": 0, **created, "state": 2, "reason": None}
    assert payme.call("CheckTransaction", {"id": "a"})["result"] == told
    statement = payme.call("GetStatement", {"from": now, "to": now})["result"]["transactions"]
    whole = {"id": "a", "time": now, "amount": TIYIN, "account": {"bill": bill.reference}, **told}
    assert statement == [whole]
    assert payme.call("GetStatement", {"from": now + 1, "to": now + 2})["result"] == {"transactions": []}
    assert code(payme.call("CheckPerformTransaction", {"amount": TIYIN, "account": account})) == -31051
    payment = Payment.objects.get()
    assert (payment.method, payment.money, payment.account) == ("payme", Money.of_minor(TIYIN, "UZS"), None)


@pytest.mark.parametrize(
    ("amount", "account", "expected"),
    [
        (TIYIN - 1, "own", -31001),
        (TIYIN * 100, "own", -31001),
        (0, "own", -31001),
        (-TIYIN, "own", -31001),
        ("37500000", "own", -31001),
        (10**30, "own", -31001),
        (None, "own", -31001),
        (TIYIN, {"bill": "WD-26-NONE"}, -31050),
        (TIYIN, {"bill": 5}, -31050),
        (TIYIN, {"bill": ""}, -31050),
        (TIYIN, {"order": "x"}, -31050),
        (TIYIN, None, -31050),
    ],
)
def test_payme_is_told_what_is_wrong(desk: Desk, payme: PaymeServer, amount: Any, account: Any, expected: int) -> None:
    bill = desk.bill()
    params = {"amount": amount, "account": {"bill": bill.reference} if account == "own" else account}
    for method in ("CheckPerformTransaction", "CreateTransaction"):
        answer = payme.call(method, {**params, "id": "a", "time": 1})
        assert code(answer) == expected
        assert set(answer["error"]["message"]) == {"uz", "ru", "en"}
        assert answer["error"].get("data") == ("bill" if expected == -31050 else None)
    assert not OnlineTransaction.objects.exists()


def test_a_whole_number_may_have_a_point(desk: Desk, payme: PaymeServer) -> None:
    account = {"bill": desk.bill().reference}
    assert "result" in payme.call("CheckPerformTransaction", {"amount": float(TIYIN), "account": account})


def test_one_id_belongs_to_one_bill_and_amount(desk: Desk, payme: PaymeServer) -> None:
    bill, other = desk.bill(), desk.bill()
    payme.create("a", bill.reference, TIYIN)
    for params in ({"account": {"bill": other.reference}, "amount": TIYIN}, {"amount": 1}):
        whole = {"id": "a", "time": 1, "account": {"bill": bill.reference}, **params}
        assert code(payme.call("CreateTransaction", whole)) == -31008


@pytest.mark.parametrize("login", ["paycom", "", "Paycom:x"])
def test_payme_shows_its_login(desk: Desk, payme: PaymeServer, login: str) -> None:
    assert code(payme.call("CheckTransaction", {"id": "a"}, login=login)) == -32504


@pytest.mark.parametrize("header", [None, "", "Basic", "Basic !!!", "Basic /w==", f"Bearer {KEY}", "Basic UGF5Y29t"])
def test_who_shows_no_key_is_not_let_in(desk: Desk, payme: PaymeServer, header: str | None) -> None:
    headers = {"Content-Type": "application/json"} | ({"Authorization": header} if header is not None else {})
    body = json.dumps({"id": 1, "method": "CheckTransaction", "params": {"id": "a"}}).encode()
    assert code(read_json(Request(f"{payme.platform}/payments/payme/", body, headers))) == -32504
    assert code(payme.call("CheckTransaction", {"id": "a"}, key=KEY[:-1])) == -32504
    assert code(payme.call("CheckTransaction", {"id": "a"}, key="")) == -32504


def test_nothing_is_open_without_a_configured_key(desk: Desk, payme: PaymeServer, click: ClickServer, settings) -> None:
    settings.PAYME_KEY = settings.CLICK_SECRET_KEY = ""
    assert code(payme.call("CheckTransaction", {"id": "a"}, key="")) == -32504
    receipt = Receipt("1", desk.bill().reference, TIYIN, 0)
    assert click.call(click.form(receipt, "0"), secret="")["error"] == -1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b'{"id": {}, "method": "CheckTransaction", "params": {"id": "a"}}', -32600),
        (b'{"id": 1, "method": "CheckTransaction", "params": {}}', -32600),
        (b'{"id": 1, "method": "CheckTransaction", "params": {"id": "a\\u0000"}}', -32600),
        (b'{"id": 1, "method": "CheckTransaction"}', -32600),
        (b'{"id": 1, "method": "GetStatement", "params": {"from": "x", "to": 1}}', -32600),
        (b'{"id": 1, "method": "CancelTransaction", "params": {"id": "a", "reason": "x"}}', -32600),
        (b'{"id": 1, "method": "ChangePassword", "params": {"password": 1}}', -32600),
        (b'{"id": 1, "method": "DropTransaction", "params": {}}', -32601),
        (b'{"id": 1, "method": [], "params": {}}', -32601),
        (b'{"id": 1, "method": "CheckTransaction", "params": {"id": "a"}}', -31003),
        (b'{"id": 1, "method": "PerformTransaction", "params": {"id": "a"}}', -31003),
        (b'{"id": 1, "method": "CancelTransaction", "params": {"id": "a"}}', -31003),
    ],
)
def test_what_is_no_call_is_refused(desk: Desk, payme: PaymeServer, body: bytes, expected: int) -> None:
    proof = base64.b64encode(f"Paycom:{KEY}".encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {proof}"}
    assert code(read_json(Request(f"{payme.platform}/payments/payme/", body, headers))) == expected
    assert code(read_json(Request(f"{payme.platform}/payments/payme/", headers=headers))) == -32300


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "method", "params", "account", "bill", "amount", "time"]), inner)
        ),
        max_leaves=12,
    ),
    st.sampled_from(["CheckPerformTransaction", "CreateTransaction", "CancelTransaction", "GetStatement"]),
)
@hypothesis_settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent_there_is_an_answer(payme: PaymeServer, params: Any, method: str) -> None:
    answer = payme.call(method, params)
    assert ("result" in answer) != ("error" in answer)


def test_payme_changes_its_key(desk: Desk, payme: PaymeServer, settings) -> None:
    assert code(payme.call("ChangePassword", {"password": "short"})) == -31008
    assert payme.call("ChangePassword", {"password": NEW_KEY})["result"] == {"success": True}
    assert NEW_KEY not in str(ConnectionKey.objects.values())
    assert code(payme.call("CheckTransaction", {"id": "a"})) == -32504
    assert code(payme.call("CheckTransaction", {"id": "a"}, key=NEW_KEY)) == -31003
    # The operator has put another key into the settings: now that one counts.
    settings.PAYME_KEY = "key-of-the-operator-123456"
    assert code(payme.call("CheckTransaction", {"id": "a"}, key=NEW_KEY)) == -32504
    assert code(payme.call("CheckTransaction", {"id": "a"}, key=settings.PAYME_KEY)) == -31003


# --- Click ----------------------------------------------------------------------------------------------------------


def test_click_pays_a_bill(desk: Desk, click: ClickServer) -> None:
    bill = desk.bill()
    prepared = click.prepare("5", bill.reference, TIYIN)
    row = OnlineTransaction.objects.get()
    told = {"click_trans_id": "5", "merchant_trans_id": bill.reference, "error": 0, "error_note": "Success"}
    assert prepared == {**told, "merchant_prepare_id": row.pk}
    assert click.complete("5") == {**told, "merchant_confirm_id": row.pk}
    assert Payment.objects.get().method == "click"
    assert click.complete("5")["error"] == -4


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"amount": "374999.99"}, -2),
        ({"amount": "1e5"}, -2),
        ({"amount": "375000.001"}, -2),
        ({"amount": ""}, -2),
        ({"amount": "375000"}, 0),
        ({"merchant_trans_id": "WD-26-NONE"}, -5),
        ({"merchant_trans_id": ""}, -5),
        ({"action": "2"}, -3),
        ({"service_id": "7"}, -1),
        ({"click_trans_id": "5; DROP"}, -8),
        ({"click_trans_id": "٥"}, -8),
        ({"sign_time": "now"}, 0),
    ],
)
def test_click_is_told_what_is_wrong(desk: Desk, click: ClickServer, change: dict, expected: int) -> None:
    form = click.form(Receipt("5", desk.bill().reference, TIYIN, 0), "0") | change
    assert click.call(form)["error"] == expected


def test_click_signs_every_call(desk: Desk, click: ClickServer) -> None:
    form = click.form(Receipt("5", desk.bill().reference, TIYIN, 0), "0")
    assert click.call(form, secret="another")["error"] == -1
    client = Client()
    for name in form:
        whole = {**form, "sign_string": "0" * 32}
        del whole[name]
        assert client.post("/payments/click/", whole).json()["error"] in (-8, -1)
    assert client.get("/payments/click/", form).json()["error"] == -8
    assert not OnlineTransaction.objects.exists()


def test_the_second_step_belongs_to_the_first(desk: Desk, click: ClickServer) -> None:
    bill, other = desk.bill(), desk.bill()
    click.prepare("5", bill.reference, TIYIN)
    receipt = click.receipts["5"]
    form = click.form(receipt, "1") | {"merchant_prepare_id": str(receipt.prepared)}
    assert click.call(form | {"merchant_prepare_id": "0"})["error"] == -6
    assert click.call(form | {"merchant_trans_id": other.reference})["error"] == -6
    assert click.call(form | {"click_trans_id": "6"})["error"] == -6
    assert click.call(form | {"amount": "1.00"})["error"] == -2
    assert click.call(form | {"error": "x"})["error"] == -8
    assert click.call(form | {"error": "-5017"})["error"] == -9
    assert click.call(form)["error"] == -9
    assert not Payment.objects.exists()


def test_people_are_sent_to_the_checkout(desk: Desk, payme: PaymeServer, click: ClickServer) -> None:
    from watandoshlar.domains.fees.api import CONNECTIONS

    bill, back_to = desk.bill(), "https://example.org/uz/my/bills/x/"
    amount = Money.of_minor(TIYIN, "UZS")
    address = CONNECTIONS["payme"].checkout_url(bill.reference, amount, "uz-cyrl", back_to)
    words = base64.b64decode(address.rpartition("/")[2]).decode()
    assert words == f"m=merchant-of-tests;ac.bill={bill.reference};a={TIYIN};l=uz;c={back_to}"
    assert payme.pay(address) == back_to
    assert Payment.objects.get(bill=bill).method == "payme"
    other = desk.bill()
    address = CONNECTIONS["click"].checkout_url(other.reference, amount, "ru", back_to)
    assert f"service_id={SERVICE}" in address
    assert click.pay(address) == back_to
    assert Payment.objects.get(bill=other).method == "click"
