from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watandoshlar.domains.certificates.rules.zones import card_zone, travel_zone, zone_number
from watandoshlar.foundation.references import read_zone

TODAY = date(2026, 11, 22)
NUMBER = "UZ-RC-26-7K3M9Q4A"
LATIN = {"family": "QODIROVA", "given": "OʻGʻILOY", "patronymic": "SHUHRAT QIZI", "script": "Latn"}
CYRILLIC = {"family": "Қодирова", "given": "Ўғилой", "patronymic": "", "script": "Cyrl"}


def test_the_number_of_a_zone_is_the_end_of_the_number():
    assert zone_number(NUMBER) == "67K3M9Q4A"


def test_a_card_and_a_travel_document_say_who_their_holder_is(make_record):
    record = make_record(holder=LATIN, expires_on=date(2027, 3, 1))
    assert travel_zone(record, NUMBER) == (
        "PUUZBQODIROVA<<OGILOY<<<<<<<<<<<<<<<",
        "67K3M9Q4A3UZB9002144F2703017<<<<<<<2",
    )
    assert card_zone(record, NUMBER) == (
        "C<UZB67K3M9Q4A3<<<<<<<<<<<<<<<",
        "9002144F2703017UZB<<<<<<<<<<<2",
        "QODIROVA<<OGILOY<<<<<<<<<<<<<<",
    )


@pytest.mark.parametrize(
    ("holder", "second_name"), [(LATIN, CYRILLIC), (CYRILLIC, LATIN), (LATIN, None), (CYRILLIC, None)]
)
def test_the_latin_name_leads_and_a_cyrillic_one_is_written_in_latin(make_record, holder, second_name):
    zone = read_zone(card_zone(make_record(holder=holder, second_name=second_name), NUMBER), TODAY)
    assert (zone.family, zone.given) == ("QODIROVA", "OGILOY")


@pytest.mark.parametrize("birth_date", ["1990", "1990-02", ""])
def test_a_birth_date_that_is_not_whole_is_left_open(make_record, birth_date):
    record = make_record(birth_date=birth_date, sex="", nationality="", expires_on=None)
    zone = read_zone(card_zone(record, NUMBER), TODAY)
    assert (zone.birth_date, zone.expires_on, zone.sex, zone.nationality, zone.disagreeing) == (None, None, "", "", ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    family=st.text(min_size=1, max_size=60),
    given_name=st.text(max_size=60),
    birth_date=st.dates(date(1927, 1, 1), TODAY),
    sex=st.sampled_from(["F", "M", ""]),
    nationality=st.sampled_from(["UZ", "DE", "KZ", ""]),
    expires_on=st.none() | st.dates(TODAY, date(2056, 1, 1)),
)
def test_any_holder_has_a_zone_that_checks_itself(
    make_record, family, given_name, birth_date, sex, nationality, expires_on
):
    holder = {"family": f"A{family}", "given": given_name, "patronymic": "", "script": "Latn"}
    record = make_record(
        holder=holder, birth_date=birth_date.isoformat(), sex=sex, nationality=nationality, expires_on=expires_on
    )
    for lines in (card_zone(record, NUMBER), travel_zone(record, NUMBER)):
        zone = read_zone(lines, TODAY)
        assert (zone.birth_date, zone.sex, zone.expires_on, zone.number, zone.disagreeing) == (
            birth_date, sex, expires_on, "67K3M9Q4A", ()
        )  # fmt: skip
