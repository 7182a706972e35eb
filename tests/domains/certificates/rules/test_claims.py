from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.domains.certificates.rules.claims import begin_of, end_of, last_day, seal_claims
from watandoshlar.domains.certificates.rules.record import content_hash

DAYS = st.dates(date(1950, 1, 1), date(2200, 1, 1))


def test_the_seal_says_what_the_paper_says(make_record):
    record = make_record(valid_from=date(2026, 12, 1), category="permanent")
    claims = seal_claims(record, "UZ-CR-26-7K3M9Q4A")
    assert claims.number == "UZ-CR-26-7K3M9Q4A"
    assert claims.document_type == "consular-registration"
    assert claims.identity == {
        4: "QODIROVA OʻGʻILOY SHUHRAT QIZI",
        8: "19900214",
        9: 2,
        13: "UZ",
        19: "Қодирова Ўғилой",
        20: "uz-Cyrl",
    }
    assert claims.expires_at == datetime(2031, 11, 22, 12, tzinfo=UTC)
    assert claims.valid_from == datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert claims.content_hash == content_hash(record, "UZ-CR-26-7K3M9Q4A")
    assert (claims.issuer, claims.category, claims.post) == ("UZ", "permanent", "seoul")


@pytest.mark.parametrize("birth_date", ["", "1990", "1990-02"])
def test_a_partial_birth_date_is_not_made_up(make_record, birth_date):
    assert 8 not in seal_claims(make_record(birth_date=birth_date), "N").identity


def test_a_document_without_end_has_no_expiry_claim(make_record):
    assert seal_claims(make_record(expires_on=None), "N").expires_at is None


def test_a_day_lasts_until_it_has_ended_everywhere():
    assert begin_of(date(2026, 1, 1)) == datetime(2025, 12, 31, 10, tzinfo=UTC)
    assert end_of(date(2026, 1, 1)) == datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("issued_on", "months", "others", "expected"),
    [
        (date(2026, 11, 22), 60, [], date(2031, 11, 21)),
        (date(2026, 11, 22), 60, [date(2028, 3, 1)], date(2028, 3, 1)),
        (date(2026, 11, 22), 60, [date(2040, 3, 1), None], date(2031, 11, 21)),
        (date(2024, 2, 29), 12, [], date(2025, 2, 27)),
        (date(2026, 1, 31), 1, [], date(2026, 2, 27)),
        (date(2026, 12, 1), 1, [], date(2026, 12, 31)),
        (date(2026, 11, 22), None, [], None),
        (date(2026, 11, 22), None, [date(2030, 1, 1)], date(2030, 1, 1)),
    ],
)
def test_last_day(issued_on, months, others, expected):
    assert last_day(issued_on, months, *others) == expected


@given(DAYS, st.integers(1, 600), st.none() | DAYS)
def test_validity_never_outlasts_what_it_rests_on(issued_on, months, passport):
    day = last_day(issued_on, months, passport)
    assert day >= issued_on or day == passport
    if passport is not None:
        assert day <= passport
