"""Following an appeal without an account: a right pair opens its outside, and every wrong one is the same work."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.appeals.builders import DEMANDS, WAYS, Reception
from tests.domains.cases.test_the_database_refuses import execute
from watandoshlar.domains.appeals import queries
from watandoshlar.domains.appeals.api import Appeal, track_appeal, tracking_code_of
from watandoshlar.foundation.references import make_reference, normalise_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeals(reception: Reception) -> list[Appeal]:
    return [reception.appeal() for _ in range(3)]


def test_the_right_pair_opens_it_in_every_spelling(appeals: list[Appeal]) -> None:
    appeal = appeals[1]
    number, code = appeal.case.reference, tracking_code_of(appeal)
    for spelled in (str, str.lower, lambda text: text.replace("-", " "), lambda text: f"  {text.replace('-', '--')} "):
        assert normalise_reference(spelled(number)) == number
        assert track_appeal(spelled(number), spelled(code)) == appeal
    assert tracking_code_of(appeals[0]) != code


def test_nothing_else_does(appeals: list[Appeal]) -> None:
    codes = [tracking_code_of(appeal) for appeal in appeals]
    for place, appeal in enumerate(appeals):
        number = appeal.case.reference
        for code in (*codes[:place], *codes[place + 1 :], "", "AAAAAA", "\x00", "🐪", codes[place][:-1]):
            assert track_appeal(number, code) is None
        for other in ("", "nonsense", "MU", make_reference("MU", 2020), make_reference("MU", 2030), f"{number}0"):
            assert track_appeal(other, codes[place]) is None


def test_every_question_is_the_same_work(appeals: list[Appeal], monkeypatch: pytest.MonkeyPatch) -> None:
    """As many queries and fingerprints for a hit as for a wrong code, an unknown reference or nonsense."""
    computed = []
    compute = queries.fingerprint_for
    monkeypatch.setattr(queries, "fingerprint_for", lambda *given: computed.append(1) or compute(*given))
    number, code = appeals[0].case.reference, tracking_code_of(appeals[0])
    before_all, after_all = make_reference("MU", 2001), make_reference("MU", 2099)
    work = set()
    asked = [(number, code), (number, "AAAAAA"), (before_all, code), (after_all, code), ("?", "?"), ("", "")]
    for pair in asked:
        computed.clear()
        with CaptureQueriesContext(connection) as captured:
            track_appeal(*pair)
        work.add((len(captured), tuple(query["sql"].split("'")[0] for query in captured), len(computed)))
    assert len(work) == 1


def test_without_any_appeal_there_is_nothing_to_find(reception: Reception) -> None:
    assert track_appeal(make_reference("MU", 2026), "AAAAAA") is None


@pytest.mark.parametrize("state", sorted(WAYS))
def test_the_page_shows_nothing_personal(reception: Reception, state: str) -> None:
    appeal = reception.appeal(state)
    given = {"number": appeal.case.reference, "code": tracking_code_of(appeal)}
    page = Client().post("/en/track/", given).content.decode()
    assert appeal.case.reference in page
    secrets = (*DEMANDS, "Karimova", "Nodira", "Toegye", "pension was stopped", "Answer 1.", "It decides on this.")
    assert [secret for secret in (*secrets, "nodira@example.org", "officer@example.org") if secret in page] == []


def test_a_wrong_pair_and_an_unknown_one_show_the_same_page(appeals: list[Appeal]) -> None:
    def shown(number: str) -> tuple[int, list[str]]:
        answer = Client().post("/en/track/", {"number": number, "code": "AAAAAA"})
        lines = answer.content.decode().replace(number, "").splitlines()
        return answer.status_code, [line for line in lines if "nonce" not in line and "csrf" not in line]

    known = shown(appeals[0].case.reference)
    assert known == shown(make_reference("MU", 2026))
    assert known[0] == 404


def test_the_code_is_kept_unreadable(appeals: list[Appeal]) -> None:
    code = tracking_code_of(appeals[0])
    assert execute("SELECT 1 FROM appeals_appeal WHERE position(%s in tracking_code) > 0", code.encode()) == 0
