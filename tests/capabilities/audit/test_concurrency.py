"""Several writers at once, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry, entries_of_chain, seal_entries, verify_record

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(work, count: int) -> list:
    def run(number: int):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_two_open_transactions_write_to_different_chains_at_the_same_time(account):
    both_have_written = Barrier(2, timeout=20)

    def write(number: int) -> None:
        with transaction.atomic():
            append_entry(acting_user=account, act="take_case", chain=f"case:{number}", facts={})
            # Passed only when the other one, too, has written and not yet committed.
            both_have_written.wait()

    in_threads(write, 2)
    assert [entries_of_chain(f"case:{number}").count() for number in range(2)] == [1, 1]


def test_many_writers_and_a_sealer_leave_an_intact_record(account):
    def work(number: int) -> None:
        for turn in range(10):
            if number == 0:
                seal_entries(acting_user=SYSTEM)
            with transaction.atomic():
                append_entry(acting_user=account, act="take_case", chain=f"case:{turn % 3}", facts={"turn": turn})

    in_threads(work, 4)
    seal_entries(acting_user=SYSTEM)
    verification = verify_record()
    assert verification.findings == ()
    assert (verification.entries, verification.chains) == (40, 3)
