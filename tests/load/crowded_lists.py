"""The rows of `make bench-status-lists`: documents by the hundred thousand, two copies of each, in lists that overflow.

The rows are synthetic: copies of one real document, with random positions and leaves, one in a hundred withdrawn. They
are loaded in rounds that fill the latest list of the year to its half; the publication after each round opens the next
one, as the worker would. The log numbers every copy by its own trigger.
"""

import statistics
import time
from collections.abc import Callable

import brotli
from django.db import connection, transaction

from tests.load.bench import say
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.acts._lists import latest_list
from watandoshlar.domains.certificates.api import issue_copy, publish_status_lists, revoke_certificate, status_list
from watandoshlar.domains.certificates.models import Certificate, Copy, StatusList

YEAR = 2040
"""In which no document of the demonstration ends."""
TRIES = 50
DOCUMENTS = """
INSERT INTO certificates_certificate (number, document_type, titles, subject, person_id, post_code, record, seal,
       key_id, code_fingerprint, storage_name, issued_at, expires_on, status, own_status, status_changed_at, version)
SELECT %(name)s || n, document_type, titles, %(name)s || n, person_id, post_code, ''::bytea, ''::bytea, key_id,
       ''::bytea, '', issued_at, make_date(%(year)s, 6, 1), s, s, issued_at, 1
  FROM certificates_certificate, generate_series(1, %(count)s) AS n,
       LATERAL (SELECT CASE WHEN n %% 100 = 0 THEN 'revoked' ELSE 'valid' END AS s) AS status
 WHERE number = %(model)s
"""
COPIES = """
INSERT INTO certificates_copy (id, certificate_id, form, status_list_id, position, key_id, holder_key, made_at,
       expires_on, leaf)
SELECT md5(%(name)s || place), %(name)s || (place + 1) / 2, 'seal', %(list)s, position, key_id, '', issued_at,
       make_date(%(year)s, 6, 1), sha256((%(name)s || place)::bytea)
  FROM (SELECT position, row_number() OVER (ORDER BY random()) AS place
          FROM generate_series(0, %(size)s - 1) AS position) AS drawn, certificates_certificate
 WHERE place <= %(copies)s AND number = %(model)s
"""


def build(copies: int) -> None:
    """Load so many copies. Bulk loads and no acts, but for the publications between them."""
    model, loaded, serial = Certificate.objects.order_by("pk")[0], 0, 0
    while loaded < copies:
        with transaction.atomic():
            status_list, serial = latest_list(SYSTEM, YEAR), serial + 1
        count = min(status_list.size // 2, copies - loaded)
        facts = {"name": f"L{serial}-", "year": YEAR, "model": model.pk, "list": status_list.pk}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(DOCUMENTS, {**facts, "count": (count + 1) // 2})
            cursor.execute(COPIES, {**facts, "copies": count, "size": status_list.size})
        loaded += count
        took = _seconds(lambda: publish_status_lists(acting_user=SYSTEM))
        lists = StatusList.objects.filter(year=YEAR).count()
        say(f"  {loaded:,} copies, {lists} lists of {YEAR}; publication and log took {took:.2f} s")


def measure() -> None:
    """What drawing, copying and publishing cost among so many."""
    number = Certificate.objects.exclude(number__startswith="L").filter(status="valid").first().number
    held = [1000 * _seconds(lambda: issue_copy(acting_user=SYSTEM, number=number, form="seal")) for _ in range(TRIES)]
    say(f"\nOne more copy: {statistics.median(held):.1f} ms in the middle, {max(held):.1f} ms at most")
    withdrawn = Certificate.objects.filter(number__startswith="L", status="valid")[: TRIES // 5]
    acts, publications = [], []
    for certificate in withdrawn:
        acts.append(1000 * _seconds(lambda: _revoke(certificate.number)))  # noqa: B023 - called at once
        publications.append(1000 * _seconds(lambda: publish_status_lists(acting_user=SYSTEM)))
    say(f"Withdrawal: {statistics.median(acts):.1f} ms; publication after it: {statistics.median(publications):.0f} ms")
    for each in StatusList.objects.filter(year=YEAR).order_by("opened_at"):
        published, used = status_list(each.pk), Copy.objects.filter(status_list=each).count()
        jwt, cwt = published.jwt.encode(), bytes(published.cwt)
        say(
            f"List {each.pk}: {used:,} of {each.size:,} positions used, version {published.version}; "
            f"CWT {len(cwt):,} B, JWT {len(jwt):,} B, with brotli {len(brotli.compress(jwt, quality=5)):,} B"
        )


def _revoke(number: str) -> None:
    revoke_certificate(acting_user=SYSTEM, number=number, reason="issued_in_error")


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
