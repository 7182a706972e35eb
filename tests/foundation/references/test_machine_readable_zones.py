"""The specimens of ICAO Doc 9303 (parts 4 to 7), and what holds of every zone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.references import TravelZone, check_digit, find_zone, read_zone, write_zone
from watandoshlar.foundation.references.mrz import LAYOUTS, SIGNS

TODAY = date(2026, 11, 2)
SPECIMENS = {
    "TD3": ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"),
    "TD2": ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"),
    "TD1": (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ),
    "MRV-A": ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"),
    "MRV-B": ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"),
}
MALIKA = TravelZone(
    "TD3", "P", "UZB", "FA1234567", "UZB", date(1985, 5, 15), "F", date(2031, 3, 12), "KARIMOVA", "MALIKA",
    "41505851234569",
)  # fmt: skip
letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
zones = st.builds(
    TravelZone,
    layout=st.sampled_from(["TD1", "TD3"]),
    code=st.sampled_from(["P", "PD", "I", "AC"]),
    issuer=st.sampled_from(["UZB", "KAZ", "D", "UTO"]),
    number=st.text(SIGNS, min_size=1, max_size=9),
    nationality=st.sampled_from(["UZB", "D"]),
    birth_date=st.dates(date(1930, 1, 1), TODAY),
    sex=st.sampled_from(["M", "F", ""]),
    expires_on=st.dates(TODAY, date(2045, 12, 31)),
    family=letters,
    given=letters,
    optional=st.text("0123456789", max_size=14),
)


@pytest.mark.parametrize(("layout", "lines"), SPECIMENS.items())
def test_the_specimens_are_read(layout, lines):
    zone = read_zone(lines, TODAY)
    visa = layout.startswith("MRV")
    assert (zone.layout, zone.issuer, zone.disagreeing) == (layout, "UTO", ())
    assert (zone.family, zone.given, zone.sex) == ("ERIKSSON", "ANNA MARIA", "F")
    assert zone.birth_date == (date(1940, 9, 7) if visa else date(1974, 8, 12))
    assert zone.expires_on == (date(1996, 12, 10) if visa else date(2012, 4, 15))
    assert zone.number == {"TD3": "L898902C3", "TD1": "D23145890", "TD2": "D23145890"}.get(layout, "L8988901C")


@pytest.mark.parametrize(("layout", "lines"), SPECIMENS.items())
def test_the_specimens_are_written(layout, lines):
    assert write_zone(layout, read_zone(lines, TODAY)) == lines


@given(zones)
def test_what_is_written_is_read(zone):
    assert read_zone(write_zone(zone.layout, zone), TODAY) == zone


@given(zones, st.data())
def test_a_single_wrong_digit_is_found(zone, data):
    lines = write_zone(zone.layout, zone)
    covered = sorted({span for _place, spans in LAYOUTS[zone.layout].checks.values() for span in spans})
    places = [(n, at) for n, first, last in covered for at in range(first, last) if lines[n][at].isdigit()]
    number, at = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda sign: sign != lines[number][at]))
    damaged = [*lines]
    damaged[number] = lines[number][:at] + wrong + lines[number][at + 1 :]
    assert read_zone(damaged, TODAY).disagreeing


@pytest.mark.parametrize(
    ("place", "wrong", "lost"),
    [((1, 3), "9", "number"), ((1, 14), "6", "birth_date"), ((1, 22), "9", "expires_on")],
)
def test_no_value_is_told_whose_check_digit_does_not_agree(place, wrong, lost):
    lines = list(write_zone("TD3", MALIKA))
    number, at = place
    lines[number] = lines[number][:at] + wrong + lines[number][at + 1 :]
    zone = read_zone(lines, TODAY)
    assert getattr(zone, lost) is None
    assert zone.disagreeing == (lost, "composite")
    assert zone.pinfl is None
    assert find_zone([lines, lines], [lines, lines], TODAY) is None


def test_the_days_of_two_digits():
    def born(day):
        return read_zone(write_zone("TD3", replace(MALIKA, birth_date=day)), TODAY).birth_date

    assert [born(day) for day in (TODAY, date(1926, 11, 3), date(1930, 1, 1))] == [
        TODAY,
        date(1926, 11, 3),
        date(1930, 1, 1),
    ]
    lines = [line.replace("8505154", f"850000{check_digit('850000')}") for line in write_zone("TD3", MALIKA)]
    assert read_zone(lines, TODAY).birth_date is None


def test_a_long_number_goes_on_in_the_optional_part():
    lines = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")
    zone = read_zone(lines, TODAY)
    assert (zone.number, zone.disagreeing) == ("D23145890734", ())


def test_a_long_name_is_cut():
    long = replace(MALIKA, family="NILAVADHANANANDA", given="CHAYAPA DEJTHAMRONG KRASUANG")
    upper = write_zone("TD3", long)[0]
    assert upper == "P<UZBNILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
    assert write_zone("TD1", replace(long, family="A" * 40))[2] == "A" * 27 + "<<C"
    assert write_zone("TD3", replace(MALIKA, given=""))[0].rstrip("<") == "P<UZBKARIMOVA"


@pytest.mark.parametrize("number", ["FA12345678", "fa1234567", "ФА1234567"])
def test_what_has_no_place_is_not_written(number):
    with pytest.raises(ValueError, match="place"):
        write_zone("TD3", replace(MALIKA, number=number))


@given(st.lists(st.text(max_size=50), max_size=4))
def test_any_lines_are_answered(lines):
    assert read_zone(lines, TODAY) is None or all(len(line) in (30, 36, 44) for line in lines)
    assert find_zone([lines, lines], [lines], TODAY) is None or lines


# --- from what a machine saw ----------------------------------------------------------------------------------------


def seen(lines, *changes):
    upper, lower = lines
    for old, new in changes:
        assert old in upper + lower
        upper, lower = upper.replace(old, new), lower.replace(old, new)
    return ["OZBEKISTONRESPUBLIKASI", upper, lower]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([], id="all right"),
        pytest.param([("UZB", "U2B")], id="a digit for a letter"),
        pytest.param([("FA1234567", "FAI23A5B7".replace("A5B", "45G"))], id="letters for digits"),
        pytest.param([("850515", "8S0S15"), ("310312", "3IO3I2")], id="letters in days"),
        pytest.param([("MALIKA<<<", "MALIKA<<<<<<<<")], id="too many fillers"),
        pytest.param([("<<<<<<<", "")], id="too few fillers"),
        pytest.param([("P<UZB", "1LP<UZB")], id="signs before the line"),
    ],
)
def test_what_looks_alike_is_put_right(changes):
    readings = [seen(write_zone("TD3", MALIKA), *changes)] * 2
    assert find_zone(readings, readings, TODAY) == MALIKA


def test_an_o_in_a_number_of_any_shape_is_put_right_only_where_the_check_digit_agrees():
    zone = replace(MALIKA, issuer="UTO", nationality="UTO", number="X0A1234Z", optional="")
    lines = write_zone("TD3", zone)
    readings = [[lines[0], lines[1].replace("X0A", "XOA")]] * 2
    assert find_zone(readings, readings, TODAY).number == "X0A1234Z"
    readings = [[lines[0], lines[1].replace("X0A", "X8A")]] * 2
    assert find_zone(readings, readings, TODAY) is None


def test_one_reading_is_not_enough_and_two_that_disagree_say_nothing():
    lines, others = (write_zone("TD3", replace(MALIKA, number=number)) for number in ("FA1234567", "FA1234568"))
    assert find_zone([lines], [], TODAY) is None
    assert find_zone([lines], [lines], TODAY)
    assert find_zone([], [lines, lines, lines], TODAY) is None
    assert find_zone([lines, lines], [others], TODAY) is None
    assert find_zone([lines, lines, others], [lines, lines], TODAY) is None


def test_a_name_is_told_as_two_readings_saw_it():
    lines = write_zone("TD3", MALIKA)
    other = [lines[0].replace("MALIKA", "MALITA"), lines[1]]
    assert find_zone([lines] * 2, [lines, other], TODAY).family == ""
    assert find_zone([lines] * 2, [lines, other, lines], TODAY).given == "MALIKA"


def test_what_no_check_digit_covers_is_that_of_most_readings():
    lines = write_zone("TD3", MALIKA)
    other = [lines[0].replace("UZB", "UIB"), lines[1]]
    assert find_zone([other, lines, lines], [lines, lines], TODAY) == MALIKA


def test_a_number_of_the_uzbek_shape_is_not_taken_for_another():
    """8B and AD have the same check digit."""
    zone = replace(MALIKA, number="AD8015182")
    lines = [line.replace("AD8", "8B8").replace("P<UZB", "P<UIB") for line in write_zone("TD3", zone)]
    assert read_zone(lines, TODAY).disagreeing == ()
    assert find_zone([lines, lines], [lines, lines], TODAY) is None


def test_the_personal_number_is_told_only_of_uzbek_documents():
    assert MALIKA.pinfl == "41505851234569"
    assert replace(MALIKA, issuer="KAZ").pinfl is None
    assert replace(MALIKA, optional="4150585").pinfl is None


def test_cards_are_found():
    zone = replace(MALIKA, layout="TD1", code="I", number="AD1234567")
    lines = write_zone("TD1", zone)
    readings = [[lines[0].replace("AD1", "AOI").replace("AO", "AD"), lines[1], lines[2] + "<<"]] * 2
    assert find_zone(readings, readings, TODAY) == zone


@given(zones, st.from_regex("[A-Z]{2}[0-9]{7}", fullmatch=True), st.data())
def test_a_damaged_reading_never_makes_another_number(zone, passport_number, data):
    """A digit in the place of another sign: either the number is found as it is, or none is."""
    zone = replace(zone, issuer="UZB", number=passport_number)
    lines = list(write_zone(zone.layout, zone))
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[number]) - 1))
    lines[number] = lines[number][:at] + data.draw(st.sampled_from("0123456789")) + lines[number][at + 1 :]
    found = find_zone([lines, lines], [], TODAY)
    assert found is None or found.number == passport_number
