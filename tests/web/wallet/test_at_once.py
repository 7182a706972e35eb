"""Wallets that come at the same moment, on connections of their own, and web processes that die in between."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import psycopg
import pytest
from django.db import connection

from tests.dying import NEVER, answer_in_a_process
from tests.plugins.phone_wallet import Answer, new_key
from tests.web.wallet.conftest import SD_JWT
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import Copy, Delivery, WalletGrant, WalletToken
from watandoshlar.foundation import clock

pytestmark = pytest.mark.usefixtures("committed_db")
THREADS = 8


def at_once(asking: Iterable[Callable[[], Answer]]) -> Counter[str]:
    """How often each code was answered, "" for what was given; all of them begin at the same moment."""
    asking = list(asking)
    barrier = Barrier(len(asking))

    def run(ask: Callable[[], Answer]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait()
            return ask().error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asking)) as threads:
        futures = [threads.submit(copy_context().run, run, ask) for ask in asking]
        return Counter(future.result() for future in futures)


def test_the_same_code_at_once_gives_one_token(new_wallet, offered):
    wallets = [new_wallet() for _ in range(THREADS)]
    offer = wallets[0].read_offer(offered[0])
    asked = at_once(lambda wallet=wallet: wallet.redeem(offer, offered[1]) for wallet in wallets)
    assert asked == {"": 1, "invalid_grant": THREADS - 1}
    assert WalletToken.objects.count() == 1


def test_the_same_nonce_at_once_gives_copies_once(wallet):
    proofs = wallet.proofs([new_key()], wallet.nonce())
    asked = at_once(lambda: wallet.ask(SD_JWT, proofs=proofs) for _ in range(THREADS))
    assert asked == {"": 1, "invalid_nonce": THREADS - 1}
    assert Copy.objects.filter(form="sd_jwt").count() == Delivery.objects.count() == 1


def test_requests_at_once_get_places_of_their_own(wallet):
    asked = at_once(lambda: wallet.ask(SD_JWT, 3) for _ in range(THREADS))
    assert asked == {"": THREADS}
    places = Copy.objects.filter(form="sd_jwt").values_list("status_list_id", "position")
    assert len(set(places)) == len(places) == 3 * THREADS


def test_offers_and_redeeming_and_ending_at_once_never_wait_in_a_circle(new_wallet, offered, card, holder):
    wallets = [new_wallet(proves=True) for _ in range(THREADS)]
    offer = wallets[0].read_offer(offered[0])

    def act(run: Callable[[], object]) -> Callable[[], Answer]:
        def done() -> Answer:
            run()
            return Answer(200, {}, b"{}")

        return done

    def offering() -> object:
        return api.offer_copies(acting_user=holder, number=card.number, forms=("sd_jwt",))

    asking = [lambda wallet=wallet: wallet.redeem(offer, offered[1]) for wallet in wallets]
    asking += [act(offering), act(lambda: api.end_wallets(acting_user=holder, number=card.number))]
    assert set(at_once(asking)) <= {"", "invalid_grant"}


def test_no_consent_of_the_last_minute_outlives_the_end(new_wallet, provider, agreed, card, holder):
    wallets = [new_wallet(provider=provider, proves=True) for _ in range(THREADS // 2)]
    places = [agreed(wallet, wallet.push(SD_JWT)) for wallet in wallets]

    def end() -> Answer:
        api.end_wallets(acting_user=holder, number=card.number)
        return Answer(200, {}, b"{}")

    redeeming = [
        lambda wallet=wallet, place=place: wallet.redeem_code(place)
        for wallet, place in zip(wallets, places, strict=True)
    ]
    assert set(at_once([*redeeming, end])) <= {"", "invalid_grant"}
    assert not WalletGrant.objects.filter(ends_at__gt=clock.now()).exists()
    assert not WalletToken.objects.exists()


COUNTS = """
SELECT (SELECT count(*) FROM certificates_copy WHERE form = 'sd_jwt'),
       (SELECT count(*) FROM certificates_deliveredcopy),
       (SELECT 2 * count(*) FROM certificates_delivery),
       (SELECT 2 * count(*) FROM audit_entry WHERE act = 'hand_over_copies'),
       (SELECT count(*) FROM certificates_logentry) - %s
"""


def test_a_web_process_may_die_at_any_point(wallet, card, settings, monkeypatch):
    """All copies of a request are there, known as handed over and in the log, or none is; and the wallet that heard
    nothing gets copies when it asks again. What was made and not heard is bound to its keys and ends with the document.
    """
    settings.ACCOUNT_RATE_LIMITS = {}
    monkeypatch.setattr(sys.modules[api.hand_over_copies.__module__], "MOST_COPIES_A_DAY", 10_000)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as witness:
        (before,) = witness.execute("SELECT count(*) FROM certificates_logentry").fetchone()

        def made() -> int:
            found = set(witness.execute(COUNTS, [before]).fetchone())
            assert len(found) == 1
            return found.pop()

        proofs = wallet.proofs([new_key(), new_key()], wallet.nonce())
        _word, points, _killed = answer_in_a_process(lambda: str(wallet.ask(SD_JWT, proofs=proofs).status), NEVER)
        assert made() == 2
        heard_and_kept = Counter()
        for point in range(points + 1):
            nonce, known = wallet.nonce(), made()
            proofs = wallet.proofs([new_key(), new_key()], nonce)
            word, _passed, killed = answer_in_a_process(
                lambda proofs=proofs: str(wallet.ask(SD_JWT, proofs=proofs).status), point
            )
            assert killed
            kept = made() - known
            heard_and_kept[word == "200", kept] += 1
            again = wallet.ask(SD_JWT, proofs=proofs)
            # What was not kept has not used up its nonce: the same request is answered.
            assert again.error == ("invalid_nonce" if kept else "")
        assert set(heard_and_kept) == {(False, 0), (False, 2), (True, 2)}
        api.revoke_certificate(acting_user=SYSTEM, number=card.number, reason="issued_in_error")
        assert wallet.ask(SD_JWT).error == "credential_request_denied"
