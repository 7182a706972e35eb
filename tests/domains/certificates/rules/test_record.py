from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from watandoshlar.domains.certificates.rules.record import content_hash, from_json, full_name, to_json


def test_a_record_survives_storage(make_record):
    record = make_record(photo=b"\xff\xd8\x00", valid_from=date(2026, 11, 22), is_demonstration=True)
    assert from_json(to_json(record)) == record
    assert to_json(from_json(to_json(record))) == to_json(record)


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": "1990-02-15"},
        {"post_code": "busan"},
        {"expires_on": None},
        {"issued_at": datetime(2026, 11, 22, 9, 1, tzinfo=UTC)},
        {"photo": b"x"},
        {"rows": []},
        {"is_demonstration": True},
        {"languages": ["ru", "uz", "en"]},
    ],
)
def test_every_change_of_content_changes_the_hash(make_record, change):
    record = make_record()
    assert content_hash(replace(record, **change), "N") != content_hash(record, "N")
    assert content_hash(record, "M") != content_hash(record, "N")


@pytest.mark.parametrize(
    "change",
    [
        {"languages": []},
        {"titles": {"ru": "x"}},
        {"issued_at": datetime(2026, 11, 22)},
        {"holder": {"family": "", "given": "", "patronymic": "", "script": "Latn"}},
    ],
)
def test_a_record_without_title_holder_or_zone_is_refused(make_record, change):
    with pytest.raises(ValueError, match=r"needs"):
        make_record(**change)


def test_a_name_without_patronymic_has_no_stray_space():
    assert full_name({"family": "QODIROVA", "given": "ZUHRA", "patronymic": "", "script": "Latn"}) == "QODIROVA ZUHRA"
