import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.scripts import may_be_same_name, zone_name


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Oʻtkir", "OTKIR"),
        ("Gʻayrat oʻgʻli", "GAYRAT OGLI"),
        ("Ўткир", "OTKIR"),
        ("Isʼhoq", "ISHOQ"),
        ("Müller-Straße", "MUELLER STRASSE"),
        ("Ødegård", "OEDEGAARD"),
        ("José María", "JOSE MARIA"),
        ("Юсупов", "YUSUPOV"),
    ],
)
def test_names_in_the_letters_of_a_zone(written, zone):
    assert zone_name(written) == zone


@pytest.mark.parametrize(
    ("zone", "written", "same"),
    [
        ("OTKIR", "Oʻtkir", True),
        ("OETKIR", "Oʻtkir", True),
        ("YULDASHEV", "Yoʻldoshev", True),
        ("KARIMOVA", "Каримова", True),
        ("ANNA MARIA", "Anna Maria Sofia", True),
        ("CHAYAPA DEJTHAMRONG KRAS", "Chayapa Dejthamrong Krasuang", True),
        ("KARIMOVA", "Karimov", False),
        ("MALIKA", "Madina", False),
    ],
)
def test_names_are_compared_as_zones(zone, written, same):
    assert may_be_same_name(zone, written) is same


@given(st.text(max_size=30))
def test_any_name_has_a_place_in_a_zone(text):
    assert set(zone_name(text)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
