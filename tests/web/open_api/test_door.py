"""The door: reading only, for any site, without a trace of who asks, counted, kept, and refused in words."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.web.open_api.urls import KNOWN
from watandoshlar.web.open_api.version_1 import api

ADDRESSES = [
    "services", "services/birth-registration", "cpsv-ap/services", "cpsv-ap/services/birth-registration", "posts",
    "posts/seoul", "guides", "guides/lost-papers", "statements", "statements/diaspora-by-country",
    "statements/diaspora-by-country/record", "emergency-numbers", "emergency-numbers/KR", "openapi.json",
]  # fmt: skip
LISTS = ["services", "posts", "guides", "statements", "emergency-numbers", "statements/diaspora-by-country"]
REFUSED = {
    "nowhere": (404, "nothing_here"),
    "": (404, "nothing_here"),
    "services/": (404, "nothing_here"),
    "a%0Ab": (404, "nothing_here"),
    "services/%00": (404, "nothing_here"),
    "services/Birth": (404, "nothing_here"),
    "services/" + "a" * 81: (404, "nothing_here"),
    "services/%D0%B9": (404, "nothing_here"),
    "services/%FF": (404, "nothing_here"),
    "services/..%2Fposts": (404, "nothing_here"),
    "services/no-such": (404, "service_not_found"),
    "cpsv-ap/services/no-such": (404, "service_not_found"),
    "posts/no-such": (404, "post_not_found"),
    "posts/ministry": (404, "post_not_found"),
    "guides/no-such": (404, "guide_not_found"),
    "statements/no-such": (404, "subject_not_found"),
    "emergency-numbers/ZZ": (404, "unknown_place"),
    "emergency-numbers/kr": (404, "nothing_here"),
    "posts?country=ZZ": (404, "unknown_place"),
    "posts?serves=RU-ZZZ": (404, "unknown_place"),
    "posts?service=no-such": (404, "service_not_found"),
    "posts?serves=ru": (400, "bad_parameter"),
    "statements/diaspora-by-country?on=9999-01-01": (404, "day_not_come"),
    "statements/diaspora-by-country?on=2026-02-30": (400, "bad_parameter"),
    "statements/diaspora-by-country?on=1700000000": (400, "bad_parameter"),
    "statements/diaspora-by-country?on=": (400, "bad_parameter"),
    "services?limit=0": (400, "bad_parameter"),
    "services?limit=101": (400, "bad_parameter"),
    "services?limit=1_0": (400, "bad_parameter"),
    "services?limit=%D9%A1": (400, "bad_parameter"),
    "services?limit=%00": (400, "bad_parameter"),
    "services?limit=" + "1" * 5000: (400, "bad_parameter"),
    "services?offset=-1": (400, "bad_parameter"),
    "services?offset=10001": (400, "bad_parameter"),
    "services?topic=nothing": (400, "bad_parameter"),
    "services?language=de": (400, "bad_parameter"),
    "services?language=": (400, "bad_parameter"),
    "services?language=UZ": (400, "bad_parameter"),
    "services?limt=5": (400, "unknown_parameter"),
    "services?%00=1": (400, "unknown_parameter"),
    "services/birth-registration?limit=5": (400, "unknown_parameter"),
    "services?limit=1&limit=2": (400, "repeated_parameter"),
}


def test_anybody_reads_and_nobody_is_told_from_another(ask, published):
    for address in ADDRESSES:
        answer = ask(address)
        assert answer.status_code == 200, address
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert answer["Cache-Control"] == "public, max-age=60"
        assert answer["Vary"] == "Accept-Language, Accept-Encoding"
        assert not answer.cookies
        json.loads(answer.content)


def test_what_has_not_changed_is_not_sent_again(ask, published):
    told = ("ETag", "Vary", "Content-Language", "Cache-Control")
    for address in ADDRESSES:
        first = ask(address)
        again = ask(address, If_None_Match=first["ETag"])
        assert (again.status_code, again.content) == (304, b""), address
        assert [again[name] for name in told] == [first[name] for name in told]
        assert again["Access-Control-Allow-Origin"] == "*"
        assert ask(address, If_None_Match='"other"').status_code == 200


def test_somebody_who_is_logged_in_reads_what_everybody_reads(ask):
    create_account(acting_user=SYSTEM, email="nodira@example.org", language="ru")
    address, headers = "/api/v1/services", {"Accept-Language": "en"}
    theirs = client_of("nodira@example.org").get(address, headers=headers)
    everybodys = ask("services")
    assert theirs.content == everybodys.content
    told = ("Cache-Control", "Vary", "Content-Language", "ETag")
    assert [theirs[name] for name in told] == [everybodys[name] for name in told]
    assert not theirs.cookies


def test_a_cookie_says_nothing_of_the_language():
    client = Client()
    client.cookies["django_language"] = "ru"
    assert client.get("/api/v1/services")["Content-Language"] == "uz"


@pytest.mark.parametrize("address", sorted(REFUSED), ids=lambda address: address[:40] or "empty")
def test_what_cannot_be_asked_is_refused_in_words(ask, address):
    answer = ask(address)
    assert (answer.status_code, answer.json()["code"]) == REFUSED[address]
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    content = answer.json()
    assert content["status"] == answer.status_code
    assert content["type"].endswith(f"/api/#{content['code']}")
    assert content["detail"]
    assert content["language"] == answer["Content-Language"]


def test_what_breaks_is_told_as_every_refusal_is_and_stands_in_the_log(monkeypatch, caplog):
    def fails(*_asked):
        raise RuntimeError("Karimova FA1234567")

    monkeypatch.setattr("watandoshlar.web.open_api.catalogue.published_services", fails)
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, logger="django.request"):
        answer = client.get("/api/v1/services", headers={"Accept-Language": "ru"})
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert (answer.json()["code"], answer["Content-Language"], answer["Cache-Control"]) == ("broken", "ru", "no-store")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Karimova" not in answer.content.decode()
    (told,) = caplog.records
    assert told.exc_info[0] is RuntimeError
    with pytest.raises(RuntimeError):
        Client().get("/api/v1/services")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "LINK"])
def test_nothing_can_be_changed(ask, method):
    for address in ("services", "posts/seoul", "openapi.json", "nowhere"):
        answer = ask(address, method)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.json()["code"] == "only_reading"


def test_a_page_of_another_site_may_ask(ask):
    answer = ask("services", "OPTIONS", Origin="https://example.com", Access_Control_Request_Method="GET")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_a_head_has_the_headers_of_the_answer(ask):
    head, answer = ask("services", "HEAD"), ask("services")
    assert head.status_code == 200
    assert [head[name] for name in ("ETag", "Content-Type", "Vary")] == [
        answer[name] for name in ("ETag", "Content-Type", "Vary")
    ]
    assert head.content == b""


def test_answers_are_small_on_the_line(ask, published):
    plain, packed = ask("services"), ask("services", Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert ask("services", Accept_Encoding="gzip", If_None_Match=packed["ETag"]).status_code == 304


def test_a_network_that_asks_too_often_waits(ask, monkeypatch):
    monkeypatch.setattr("allauth.account.app_settings.RATE_LIMITS", {"open_api": "2/m/ip"}, raising=False)
    answers = [ask("services"), ask("posts/no-such"), ask("services"), ask("openapi.json")]
    assert [answer.status_code for answer in answers] == [200, 404, 429, 429]
    assert [answer["RateLimit"].partition(";t=")[0] for answer in answers] == [
        '"open_api";r=1', '"open_api";r=0', '"open_api";r=0', '"open_api";r=0'
    ]  # fmt: skip
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"open_api";q=2;w=60'}
    refused = answers[2]
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["code"] == "too_many_requests"
    assert refused.json()["fields"] == {"seconds": int(refused["Retry-After"])}
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert Client(REMOTE_ADDR="203.0.113.9").get("/api/v1/services").status_code == 200
    assert Client().get("/en/services/").status_code == 200


def test_what_is_not_counted_is_not_answered(ask, monkeypatch):
    monkeypatch.setattr("watandoshlar.web.open_api.limits.cache_lock", Locked)
    assert ask("services").status_code == 429


def test_who_hides_the_network_is_not_answered(ask, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answer = ask("services", X_Forwarded_For="nonsense")
    assert (answer.status_code, answer.json()["code"]) == (403, "network_unknown")
    assert answer["Content-Type"] == "application/problem+json"


class Locked:
    """Somebody else counts, and goes on counting."""

    def __init__(self, key):
        pass

    def __enter__(self):
        return False

    def __exit__(self, *error):
        return None


def test_after_counting_the_database_refuses_to_write(ask, monkeypatch):
    asked = []

    def is_read_only(*_arguments):
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            asked.append(cursor.fetchone()[0])
        return []

    monkeypatch.setattr("watandoshlar.web.open_api.catalogue.published_services", is_read_only)
    assert ask("services").status_code == 200
    assert asked == ["on"]


def test_a_longer_list_asks_the_database_no_more(ask, published, unlimited):
    def statements(address):
        ask(address)
        with CaptureQueriesContext(connection) as queries:
            assert ask(address).status_code == 200
        return len(queries)

    for address in LISTS:
        assert statements(f"{address}?limit=1") == statements(f"{address}?limit=100"), address


# BEGIN, COMMIT, what forbids writing, and counting with its lock in the cache.
COUNTED = 15


def test_how_often_an_answer_asks_the_database(ask, published):
    asked = {}
    for address in ADDRESSES:
        ask(address)
        with CaptureQueriesContext(connection) as queries:
            ask(address)
        asked[address] = len(queries) - COUNTED
    assert asked == {
        "services": 1, "services/birth-registration": 2, "cpsv-ap/services": 1,
        "cpsv-ap/services/birth-registration": 1,
        "posts": 1, "posts/seoul": 5, "guides": 2, "guides/lost-papers": 2, "statements": 0,
        "statements/diaspora-by-country": 0, "statements/diaspora-by-country/record": 0, "emergency-numbers": 0,
        "emergency-numbers/KR": 0, "openapi.json": 0,
    }  # fmt: skip


def test_parts_of_a_list_are_the_list(ask, published, unlimited):
    for address in LISTS:
        whole = ask(f"{address}?limit=100").json()
        assert whole["total"] == len(whole["items"]) > 0
        assert (whole["next"], whole["previous"]) == (None, None)
        found, following = [], f"{address}?limit=7"
        while following:
            part = ask(following).json()
            assert part["total"] == whole["total"]
            found += part["items"]
            following = part["next"] and part["next"].partition("/api/v1/")[2]
        assert found == whole["items"], address
        assert ask(f"{address}?offset=10000").json()["items"] == []


def test_every_address_knows_its_parameters():
    names = {operation.view_func.__name__ for _path, view in _views() for operation in view.operations}
    assert names | {"openapi"} == set(KNOWN)


def _views():
    return [item for bound in api._get_bound_routers() for item in bound.path_operations.items()]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ru, en;q=0.8", "ru"),
        ("de, en;q=0.8", "en"),
        ("uz-Cyrl", "uz-cyrl"),
        ("uz-Arab-AF", "uz-arab"),
        ("de", "uz"),
        ("*", "uz"),
        ("", "uz"),
        ("\u0436, ;;q=x" * 2000, "uz"),
    ],
    ids=["first", "second", "script", "region", "none-of-ours", "any", "empty", "odd"],
)
def test_the_browser_says_the_language_and_the_address_overrules_it(ask, accepted, language):
    assert ask("services", **{"Accept-Language": accepted})["Content-Language"] == language
    assert ask("services?language=en", **{"Accept-Language": accepted})["Content-Language"] == "en"


def test_a_refusal_speaks_the_asked_language(ask):
    sentences = {code: ask(f"services/no-such?language={code}").json()["detail"] for code in ("uz", "ru", "en")}
    assert len(set(sentences.values())) == 3


@pytest.fixture(autouse=True)
def _quiet():
    """Refusals are logged; here they are what is asked for."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("django.request").setLevel(logging.NOTSET)
