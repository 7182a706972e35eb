import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.countries import (
    UnknownPlace,
    countries,
    country_name,
    everyday_names,
    is_country,
    is_region,
    region_name,
    regions,
    zone_code,
)
from watandoshlar.foundation.scripts import detect_script, sort_key

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]
# How many ISO 3166-2 has; of the United States the fifty states and the capital.
REGIONS = {"RU": 83, "KZ": 20, "KR": 17, "TR": 81, "US": 51, "KG": 9, "TJ": 5, "AF": 34, "UZ": 14, "AE": 7}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_249_countries_in_every_language_once(language):
    listed = countries(language)
    assert len(listed) == len({code for code, _ in listed}) == len({str(name) for _, name in listed}) == 249
    assert all(name.strip() and is_country(code) for code, name in listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_follows_the_alphabet(language):
    names = [name for _, name in countries(language)]
    assert names == sorted(names, key=lambda name: sort_key(name, language))


def test_countries_that_end_the_uzbek_alphabet_come_last():
    order = [code for code, _ in countries("uz")]
    assert order.index("VN") < order.index("UZ") < order.index("TD")


@pytest.mark.parametrize(
    ("code", "language", "name", "written_in"),
    [
        ("UZ", "uz", "Oʻzbekiston", "uz"),
        ("US", "uz", "Amerika Qoʻshma Shtatlari", "uz"),
        ("UZ", "uz-cyrl", "Ўзбекистон", "uz-cyrl"),
        ("UZ", "uz_Cyrl", "Ўзбекистон", "uz-cyrl"),
        ("KR", "ru", "Республика Корея", "ru"),
        ("TR", "en", "Türkiye", "en"),
        ("KR", "uz-arab", "Janubiy Koreya", "uz"),
        ("KR", "xx", "South Korea", "en"),
        ("KR", "not a language", "South Korea", "en"),
    ],
)
def test_a_name_says_in_which_language_it_is(code, language, name, written_in):
    found = country_name(code, language)
    assert (found, found.language) == (name, written_in)


@pytest.mark.parametrize("language", ["uz", "uz-cyrl"])
def test_uzbek_names_carry_uzbek_letter_signs_only(language):
    places = [*countries(language), *(region for country in REGIONS for region in regions(country, language))]
    assert [name for _, name in places if re.search("['‘’`´′]", name) and name.language == language] == []


def test_cyrillic_names_are_cyrillic():
    places = [*countries("uz-cyrl"), *countries("ru"), *regions("RU", "uz-cyrl"), *regions("KZ", "ru")]
    assert {detect_script(name) for _, name in places} == {"Cyrl"}


@pytest.mark.parametrize(("country", "count"), REGIONS.items())
def test_regions_are_complete_and_named(country, count):
    for language in LANGUAGES:
        listed = regions(country, language)
        assert len({code for code, _ in listed}) == len({str(name) for _, name in listed}) == len(listed) == count
        assert all(is_region(code) and re.fullmatch(rf"{country}-[A-Z0-9]{{1,3}}", code) for code, _ in listed)


def test_regions_follow_the_alphabet_and_fall_back_openly():
    assert [code for code, _ in regions("KG", "uz")][-2:] == ["KG-O", "KG-C"]
    assert region_name("RU-PRI", "uz-cyrl") == "Приморье ўлкаси"
    assert region_name("RU-MOW", "uz").language == "uz"
    assert (region_name("TR-34", "uz"), region_name("TR-34", "uz").language) == ("Istanbul", "en")
    assert region_name("UZ-XO", "uz-arab").language == "uz"


def test_a_country_without_regions_has_an_empty_list():
    assert regions("DE", "uz") == []
    assert regions("R", "uz") == []


@given(st.text(max_size=6))
def test_a_code_that_is_unknown_is_refused(code):
    if not is_country(code):
        with pytest.raises(UnknownPlace):
            country_name(code, "uz")
        with pytest.raises(UnknownPlace):
            zone_code(code)
    if not is_region(code):
        with pytest.raises(UnknownPlace):
            region_name(code, "uz")


@pytest.mark.parametrize("code", ["EU", "ZZ", "XK", "UN", "001", "uz", ""])
def test_unions_and_made_up_codes_are_no_countries(code):
    assert not is_country(code)


def test_a_zone_names_every_country_by_letters_of_its_own():
    codes = [zone_code(code) for code, _name in countries("en")]
    assert len(set(codes)) == len(codes) == 249
    assert [zone_code(code) for code in ("UZ", "DE", "FR", "MM", "RS", "CD")] == [
        "UZB",
        "D",
        "FRA",
        "MMR",
        "SRB",
        "COD",
    ]


def test_everyday_names_are_of_countries_in_their_own_letters():
    scripts = {"uz": "Latn", "en": "Latn", "uz-cyrl": "Cyrl", "ru": "Cyrl", "uz-arab": "Arab"}
    named = [code for code, _name in countries("en") if everyday_names(code, "en")]
    assert {"US", "GB", "RU", "AE", "KR"} <= set(named)
    for language, script in scripts.items():
        names = [name for code in named for name in everyday_names(code, language)]
        assert len(set(names)) == len(names)
        assert {detect_script(name) for name in names} == {script}
    assert everyday_names("US", "uz_Cyrl")[0] == "АҚШ"
    assert everyday_names("FR", "uz") == everyday_names("US", "fr") == ()
