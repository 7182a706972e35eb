"""From the press of the head of a post to the published lists: the real worker, the real web server, and a watch."""

import time
from collections.abc import Callable
from urllib.request import Request, urlopen

import pytest

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.journeys.staff import Staff
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import Case, walk_example
from watandoshlar.domains.certificates.api import Copy, certificate_of, copies_of, issue_copy
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto.status_list import read_cwt, read_jwt

MOST_SECONDS = 60
COPIES = 5
JWT, CWT = "application/statuslist+jwt", "application/statuslist+cwt"


@pytest.fixture
def issued(demonstration, settings) -> Case:
    # Lists are named by where the site is.
    settings.SITE_URL = demonstration.base_url
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    officer, second = (Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second"))
    walk_example(acting_user=officer, second_officer=second, case=case, raw=raw)
    number = certificate_of(case.reference).number
    for _ in range(COPIES - 1):
        issue_copy(acting_user=SYSTEM, number=number, form="seal")
    return case


def fetched(site: str, copy: Copy, kind: str) -> int:
    """What a list that is fetched from the site now says of a copy."""
    address = f"{site}/status-lists/{copy.status_list_id}"
    with urlopen(Request(address, headers={"Accept": kind}), timeout=10) as answer:
        content = answer.read()
    signer = signer_for("status-lists")
    keys = {signer.key_id: signer.public_key}
    token = read_cwt(content, keys, address) if kind == CWT else read_jwt(content.decode(), keys, address)
    return token.status(copy.position)


def test_a_withdrawal_is_in_every_published_list_within_a_minute(new_staff: Callable[..., Staff], issued: Case) -> None:
    head = new_staff("head.seoul", "ru")
    site, copies = head.site.base_url, copies_of(certificate_of(issued.reference))
    assert sum(copy.form == "seal" for copy in copies) == COPIES
    assert {fetched(site, copy, kind) for copy in copies for kind in (JWT, CWT)} == {0}
    head.open_case(issued.reference)
    with head.page.expect_navigation():
        head.page.locator("a[href$='/withdraw-document/']").click()
    head.page.locator('[name=reason][value="holder_died"]').check()
    begin = time.monotonic()
    with head.page.expect_navigation():
        head.page.locator("main form button.destructive").click()
    while {fetched(site, copy, kind) for copy in copies for kind in (JWT, CWT)} != {1}:
        assert time.monotonic() - begin < MOST_SECONDS
        time.sleep(0.1)
