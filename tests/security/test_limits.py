"""Limits on guessing: they hold for every spelling, for every address that is asked for, and among many visitors."""

import secrets
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.example_day import NOW
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.rules.numbers import compose_number
from watandoshlar.foundation.references import make_reference

EMAIL = "nodira@example.org"
# Spaces, small letters, several dashes, and Cyrillic letters that look the same.
SPELLINGS = (str.lower, lambda n: n.replace("-", " "), lambda n: n.replace("-", "--"), lambda n: n.replace("C", "С"))


@pytest.fixture(autouse=True)
def _no_counts_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_another_spelling_of_a_number_is_no_further_try() -> None:
    number = compose_number("UZ", "consular-registration", NOW.date(), secrets.choice)
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{visitor}").post(
            "/en/verify/", {"number": SPELLINGS[visitor % len(SPELLINGS)](number), "code": "ABCDEF"}
        )
        for visitor in range(24)
    ]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 4


def test_many_visitors_do_not_wash_a_limit_away() -> None:
    def tries() -> list[int]:
        return [Client(REMOTE_ADDR="203.0.113.7").post("/en/verify/", {"seal": "x"}).status_code for _ in range(2)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("allauth.account.app_settings.RATE_LIMITS", {"verify": "2/h/ip"}, raising=False)
        assert tries() == [200, 200]
        for visitor in range(700):
            cache.set(f"zzz:{visitor}", [1.0], 3600)
        assert tries() == [429, 429]


def test_a_stranger_cannot_fill_a_letter_box_with_codes() -> None:
    create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    with pytest.MonkeyPatch.context() as patch:
        now = 1_800_000_000.0
        for minute in range(30):
            patch.setattr("allauth.core.internal.ratelimit.time.time", lambda moment=now + 61 * minute: moment)
            Client(REMOTE_ADDR=f"203.0.113.{minute}").post("/en/account/login/code/", {"email": EMAIL})
    assert len(mail.outbox) == 15


def test_log_in_codes_are_asked_for_alike_whether_the_account_exists_or_not() -> None:
    create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    answers = []
    for address in (EMAIL, "nobody@example.org"):
        client = Client()
        asked = client.post("/en/account/login/code/", {"email": address})
        page = client.get(asked.headers["Location"])
        wrong = client.post(asked.headers["Location"], {"code": "BCDF-GHJK"})
        answers.append((asked.status_code, asked.headers["Location"], page.status_code, wrong.status_code))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def test_a_code_is_guessed_three_times_at_most() -> None:
    create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL})
    code = next(word for word in mail.outbox[0].body.split() if len(word) == 9 and word[4] == "-")
    for _ in range(3):
        client.post("/en/account/login/code/confirm/", {"code": "BBBB-BBBB"})
    client.post("/en/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_logging_in_gives_the_session_another_name() -> None:
    account = create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL})
    before = client.cookies["sessionid"].value
    code = next(word for word in mail.outbox[0].body.split() if len(word) == 9 and word[4] == "-")
    client.post("/en/account/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_logging_in(next_url: str) -> None:
    create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    client = Client()
    client.post("/en/account/login/code/", {"email": EMAIL, "next": next_url})
    code = next(word for word in mail.outbox[0].body.split() if len(word) == 9 and word[4] == "-")
    answer = client.post("/en/account/login/code/confirm/", {"code": code, "next": next_url})
    assert answer.headers["Location"] == "/en/my/"


def test_a_living_session_of_a_closed_account_opens_nothing() -> None:
    account = create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    client = client_of(EMAIL, factors=1)
    assert client.get("/en/my/").status_code == 200
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert client.get("/en/my/").status_code == 302


def tries_to_follow(visitor: int, number: str) -> int:
    client = Client(REMOTE_ADDR=f"203.0.113.{visitor}")
    return client.post("/en/track/", {"number": number, "code": "ABCDEF"}).status_code


def test_guessing_at_one_appeal_ends_whoever_guesses_and_however_it_is_spelled() -> None:
    number = make_reference("MU", NOW.year)
    answers = [tries_to_follow(visitor, SPELLINGS[visitor % len(SPELLINGS)](number)) for visitor in range(24)]
    assert answers == [404] * 20 + [429] * 4


def test_guessing_at_many_appeals_ends_for_a_network() -> None:
    answers = [tries_to_follow(7, make_reference("MU", NOW.year)) for _ in range(32)]
    assert answers == [404] * 30 + [429] * 2


def test_guessing_at_the_link_of_a_body_ends() -> None:
    number = make_reference("MU", NOW.year)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("allauth.account.app_settings.RATE_LIMITS", {"reply": "3/h/key"}, raising=False)
        answers = [
            Client(REMOTE_ADDR=f"203.0.113.{visitor}")
            .post(f"/en/reply/{number}/1/{secrets.token_hex(20)}/")
            .status_code
            for visitor in range(5)
        ]
    assert answers == [409] * 3 + [429] * 2
