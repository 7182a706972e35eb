"""Every kind reads what forms send, keeps plain JSON, shows it again, and says by codes what is wrong."""

import json
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import FACTS, document_numbers, field_and_value, field_of_kind, values
from watandoshlar.domains.catalogue.rules.definition import Field, Page
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.kinds import (
    KINDS,
    add_files,
    condition_type,
    display,
    is_answered,
    leaf_named,
    leaf_of,
    leaf_value,
    leaves,
    row_names,
    takes_name,
    typed,
    with_leaf,
)
from watandoshlar.domains.catalogue.rules.kinds.base import REQUIRED
from watandoshlar.domains.catalogue.rules.texts import FieldTexts, Phrase
from watandoshlar.foundation.conditions import Environment
from watandoshlar.foundation.references.document_number import ALPHABET

EVERY_KIND = pytest.mark.parametrize("kind", sorted(KINDS))
DRAWN = st.data()
# Twenty-two kinds are drawn for each property.
EACH = settings(max_examples=25, deadline=None)


def field(kind: str, **options: Any) -> Field:
    defaults = {name: option.default for name, option in KINDS[kind].options.items() if option.default is not REQUIRED}
    return Field("asked", kind, options={**defaults, **options})


def texts_of(asked: Field) -> FieldTexts:
    word = Phrase("word", "uz")
    return FieldTexts(
        word,
        word,
        dict.fromkeys(asked.options.get("choices", ()), word),
        word,
        {inner.id: texts_of(inner) for inner in asked.fields},
        {},
    )


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_what_a_form_shows_is_read_as_the_same_value(kind: str, data: st.DataObject) -> None:
    asked, value = data.draw(field_and_value(kind))
    parsed = KINDS[kind].parse(asked, typed(asked, value), FACTS, current=value)
    assert parsed.value == value
    assert parsed.errors == ()


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_stored_values_are_plain_json_that_fits(kind: str, data: st.DataObject) -> None:
    asked, value = data.draw(field_and_value(kind))
    assert json.loads(json.dumps(value)) == value
    assert KINDS[kind].fits(asked, value)
    assert is_answered(asked, value)
    assert KINDS[kind].check(asked, value, FACTS) == ()


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_conditions_see_a_value_of_the_declared_type(kind: str, data: st.DataObject) -> None:
    asked, value = data.draw(field_and_value(kind))
    declared = condition_type(asked)
    seen = KINDS[kind].condition_value(asked, value)
    condition = Environment({"asked": declared}).compile("asked", declared)
    assert condition.evaluate({"asked": seen}) == seen


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_every_answer_has_words_in_every_language(kind: str, data: st.DataObject) -> None:
    asked, value = data.draw(field_and_value(kind))
    for language in ("uz", "uz-cyrl", "uz-arab", "ru", "en"):
        shown = display(asked, value, language, texts_of(asked))
        assert shown
        assert all(isinstance(line, str) and line for line in shown)


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_the_form_of_a_field_sends_only_names_that_it_takes(kind: str, data: st.DataObject) -> None:
    asked, value = data.draw(field_and_value(kind))
    page = Page("page", (asked,))
    assert all(takes_name(page.fields, name) for name in typed(asked, value))
    assert not takes_name(page.fields, "other")
    assert not takes_name(page.fields, "asked.unknown")
    assert not takes_name(page.fields, "askedly")


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_no_input_makes_reading_fail(kind: str, data: st.DataObject) -> None:
    """Whatever is sent, the result is a value that fits, or none with an error, or none at all."""
    asked = data.draw(field_of_kind(kind))
    anything = st.lists(st.text() | st.sampled_from(["yes", "1", "KZ", "2020-02-30", "\x00", "٣"]), max_size=3)
    names = [f"asked{'.' if part else ''}{part}" for part in KINDS[kind].parts]
    if kind == "group":
        names = ["asked.0.row", "asked.1.row", "asked.1.inner_date.day", "asked.2.inner_short_text", "asked.remove"]
        names += [f"asked.1.inner_{code}.{part}".rstrip(".") for code in KINDS for part in KINDS[code].parts]
    sent = data.draw(st.dictionaries(st.sampled_from(names), anything))
    parsed = KINDS[kind].parse(asked, sent, FACTS)
    assert parsed.value is None or KINDS[kind].fits(asked, parsed.value)
    json.dumps(parsed.value)


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_a_value_of_another_kind_is_refused_or_fits(kind: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(KINDS)))
    _, value = data.draw(field_and_value(other))
    asked = data.draw(field_of_kind(kind))
    if KINDS[kind].fits(asked, value):
        KINDS[kind].check(asked, value, FACTS)
        KINDS[kind].condition_value(asked, value)
        assert display(asked, value, "en", texts_of(asked)) is not None


@pytest.mark.parametrize(
    ("asked", "sent", "faults"),
    [
        (field("short_text", max_length=3), {"asked": ["abcd"]}, [("too_long", "")]),
        (field("name"), {"asked.patronymic": ["Aliyevna"], "asked.script": ["Latn"], "asked.source": ["passport"]},
         [("name_incomplete", "given")]),
        (field("name"), {"asked.given": ["Ali"]}, [("choice_required", "script"), ("choice_required", "source")]),
        (field("name"), {"asked.given": ["Ali"], "asked.script": ["Xxxx"], "asked.source": ["letter"]},
         [("not_a_choice", "script"), ("not_a_choice", "source")]),
        (field("date"), {"asked.day": ["1"], "asked.year": ["1990"]}, [("date_incomplete", "month")]),
        (field("date"), {"asked.day": ["30"], "asked.month": ["2"], "asked.year": ["2020"]}, [("not_a_date", "")]),
        (field("date"), {"asked.day": ["x"], "asked.month": ["2"], "asked.year": ["2020"]}, [("not_a_date", "day")]),
        (field("date"), {"asked.day": ["1"], "asked.month": ["2"], "asked.year": ["85"]},
         [("year_needs_four_digits", "year")]),
        (field("date"), {"asked": ["02.11.2026"]}, [("not_a_date", "")]),
        (field("date"), {"asked": ["2026-11"]}, [("date_incomplete", "day")]),
        (field("date", partial=True), {"asked.day": ["3"], "asked.year": ["1985"]}, [("date_incomplete", "month")]),
        (field("date", maximum="today"), {"asked": ["2026-11-03"]}, [("too_late", "")]),
        (field("date", minimum="today"), {"asked": ["2026-11-01"]}, [("too_early", "")]),
        (field("choice", choices=["a", "b"]), {"asked": ["c"]}, [("not_a_choice", "")]),
        (field("choices", choices=["a", "b"]), {"asked": ["a", "c"]}, [("not_a_choice", "")]),
        (field("yes_no"), {"asked": ["maybe"]}, [("not_a_choice", "")]),
        (field("declaration"), {"asked": ["on"]}, [("not_a_choice", "")]),
        (field("number"), {"asked": ["twelve"]}, [("not_a_number", "")]),
        (field("number"), {"asked": ["1,234"]}, [("not_a_number", "")]),
        (field("number"), {"asked": ["9" * 16]}, [("not_a_number", "")]),
        (field("number"), {"asked": ["1.5"]}, [("not_a_whole_number", "")]),
        (field("number", minimum=2), {"asked": ["1"]}, [("below_minimum", "")]),
        (field("number", maximum=2), {"asked": ["3"]}, [("above_maximum", "")]),
        (field("money", currencies=["KRW"]), {"asked.amount": ["1.5"], "asked.currency": ["KRW"]},
         [("too_many_decimals", "amount")]),
        (field("money", currencies=["KRW"]), {"asked.amount": ["5"], "asked.currency": ["USD"]},
         [("not_a_choice", "currency")]),
        (field("money", currencies=["KRW"]), {"asked.amount": ["5"]}, [("choice_required", "currency")]),
        (field("money", currencies=["USD"], minimum=5), {"asked.amount": ["4"], "asked.currency": ["USD"]},
         [("below_minimum", "amount")]),
        (field("country"), {"asked": ["ZZ"]}, [("not_a_choice", "")]),
        (field("country_region"), {"asked.region": ["Ansan"]}, [("part_missing", "country")]),
        (field("country_region"), {"asked.country": ["XX"]}, [("not_a_choice", "country")]),
        (field("address"), {"asked.country": ["KR"], "asked.postcode": ["1" * 21]},
         [("part_missing", "city"), ("part_missing", "street"), ("too_long", "postcode")]),
        (field("phone"), {"asked": ["12"]}, [("bad_phone", "")]),
        (field("phone"), {"asked": ["call me"]}, [("bad_phone", "")]),
        (field("email"), {"asked": ["nodira@example"]}, [("bad_email", "")]),
        (field("email"), {"asked": ["a@" + "b" * 60 + ("." + "b" * 60) * 4 + ".org"]}, [("bad_email", "")]),
        (field("travel_document"), {"asked": ["12345"]}, [("bad_travel_document", "")]),
        (field("travel_document", foreign=True), {"asked": ["AB-1"]}, [("bad_foreign_document", "")]),
        (field("travel_document", foreign=True), {"asked": ["PASSPORT"]}, [("bad_foreign_document", "")]),
        (field("certificate_number", types=["card"]), {"asked": ["UZ-CC-26-23456784"]},
         [("bad_certificate_number", "")]),
        (field("certificate_number", types=["card"]), {"asked": ["UZ-CC-26"]}, [("bad_certificate_number", "")]),
        (field("pinfl"), {"asked": ["3170590123456"]}, [("pinfl_length", "")]),
        (field("pinfl"), {"asked": ["3170590123456x"]}, [("pinfl_digits", "")]),
        (field("person", allow=["child"]), {"asked.role": ["myself"]}, [("not_a_choice", "role")]),
        (field("person"), {"asked.role": ["child"], "asked.person": ["../../1"]}, [("not_a_choice", "role")]),
    ],
)  # fmt: skip
def test_what_cannot_be_accepted_has_a_code_and_a_place(
    asked: Field, sent: dict[str, list[str]], faults: list[tuple[str, str]]
) -> None:
    parsed = KINDS[asked.kind].parse(asked, sent, FACTS)
    assert [(fault.code, fault.part) for fault in parsed.errors] == faults


@pytest.mark.parametrize(
    ("asked", "sent", "value"),
    [
        (field("short_text"), {"asked": ["  Oʻtkir \x00 Hasanov "]}, "Oʻtkir Hasanov"),
        (field("long_text"), {"asked": ["one\r\ntwo "]}, "one\ntwo"),
        (field("date"), {"asked.day": ["٣"], "asked.month": ["05"], "asked.year": ["1985"]}, "1985-05-03"),
        (field("date", partial=True), {"asked.year": ["1985"]}, "1985"),
        (field("date", partial=True, maximum="today"), {"asked.month": ["11"], "asked.year": ["2026"]}, "2026-11"),
        (field("choices", choices=["a", "b"]), {"asked": ["b", "a", ""]}, ["a", "b"]),
        (field("yes_no"), {"asked": ["no"]}, False),
        (field("number"), {"asked": ["1 200"]}, 1200),
        (field("number", decimal=True), {"asked": ["12,50"]}, "12.50"),
        (field("money", currencies=["USD"]), {"asked.amount": ["7"], "asked.currency": ["USD"]},
         {"amount": "7.00", "currency": "USD"}),
        (field("phone"), {"asked": ["010-1234-5678"]}, "+821012345678"),
        (field("phone"), {"asked": ["+998 90 123 45 67"]}, "+998901234567"),
        (field("travel_document"), {"asked": ["fa 123 45 67"]}, "FA1234567"),
        (field("travel_document", foreign=True), {"asked": ["n 0123-4567o"]}, "N01234567O"),
        (field("certificate_number", types=["card"]), {"asked": [" uz–сс 26 23456785"]}, "UZ-CC-26-23456785"),
        (field("name"), {"asked.script": ["Latn"], "asked.source": ["passport"]}, None),
        (field("money", currencies=["USD"]), {"asked.currency": ["USD"]}, None),
        (field("declaration"), {}, None),
    ],
)  # fmt: skip
def test_what_people_write_is_read_as_they_mean_it(asked: Field, sent: dict[str, list[str]], value: Any) -> None:
    parsed = KINDS[asked.kind].parse(asked, sent, FACTS)
    assert (parsed.value, parsed.errors) == (value, ())


def test_a_wrong_check_digit_warns_and_does_not_refuse() -> None:
    kind, asked = KINDS["pinfl"], field("pinfl")
    readings = [kind.parse(asked, {"asked": [f"3170590123456{digit}"]}, FACTS) for digit in range(10)]
    assert all(parsed.value and not parsed.errors for parsed in readings)
    assert [[fault.code for fault in parsed.warnings] for parsed in readings].count(["pinfl_check_digit"]) == 9
    assert [parsed.warnings for parsed in readings].count(()) == 1


@given(number=document_numbers(), place=st.integers(0, 16), sign=st.sampled_from(ALPHABET))
def test_a_slip_of_the_pen_is_no_number_of_a_document(number: str, place: int, sign: str) -> None:
    asked, start = field("certificate_number", types=["card"]), number.rindex("-") + 1
    place = start + place % (len(number) - start)
    slipped = number[:place] + sign + number[place + 1 :]
    parsed = KINDS["certificate_number"].parse(asked, {"asked": [slipped.lower()]}, FACTS)
    assert parsed.value == (number if slipped == number else None)
    assert [fault.code for fault in parsed.errors] == ([] if slipped == number else ["bad_certificate_number"])


def test_limits_by_today_wait_for_the_facts() -> None:
    asked = field("date", maximum="today")
    assert KINDS["date"].parse(asked, {"asked": ["2026-11-03"]}).errors == ()
    assert KINDS["date"].check(asked, "2026-11-03", FACTS)[0].facts == {"limit": "2026-11-02"}


def test_a_region_that_decides_districts_is_what_conditions_see() -> None:
    kind = KINDS["country_region"]
    assert kind.condition_value(field("country_region"), {"country": "RU", "region": "RU-MOW"}) == "RU-MOW"
    assert kind.condition_value(field("country_region"), {"country": "KR", "region": "Ansan"}) == "KR"


def test_money_is_minor_units_of_its_currency_in_conditions() -> None:
    kind, asked = KINDS["money"], field("money", currencies=["UZS", "KRW", "KWD"])
    amounts = {"UZS": "12.30", "KRW": "12", "KWD": "12.300"}
    seen = {code: kind.condition_value(asked, {"amount": amount, "currency": code}) for code, amount in amounts.items()}
    assert seen == {"UZS": 1230, "KRW": 12, "KWD": 12300}


def test_files_stay_until_they_are_removed() -> None:
    kept = [{"id": "a", "name": "a.pdf", "size": 1, "type": "application/pdf"}]
    more = [{"id": "b", "name": "b.png", "size": 1, "type": "image/png"}]
    asked = field("file", max_files=1)
    both = add_files(add_files(kept, more), more)
    assert [file["id"] for file in both] == ["a", "b"]
    assert [fault.code for fault in KINDS["file"].check(asked, both, FACTS)] == ["too_many_files"]
    assert KINDS["file"].parse(asked, {"asked.remove": ["b"]}, FACTS, both).value == kept
    assert KINDS["file"].parse(asked, {"asked.remove": ["a", "b"]}, FACTS, both).value is None
    photo = field("photo")
    assert [fault.code for fault in KINDS["photo"].check(photo, kept, FACTS)] == ["file_type_not_accepted"]


GROUP = Field(
    "asked",
    "group",
    options={"min_rows": 0, "max_rows": 2},
    fields=(field("short_text"), Field("born", "date", options={"partial": False, "minimum": None, "maximum": None})),
)


def rows(sent: dict[str, list[str]], current: Any = None) -> Any:
    return KINDS["group"].parse(GROUP, sent, FACTS, current).value


ALI_AND_VALI = {"asked.1.row": ["1"], "asked.1.asked": ["Ali"], "asked.2.row": ["2"], "asked.2.asked": ["Vali"]}
STORED = [{"row": "1", "asked": "Ali"}, {"row": "2", "asked": "Vali"}]


def test_rows_of_a_group_keep_their_ids() -> None:
    assert rows({"asked.1.asked": ["Ali"], "asked.2.asked": ["Vali"]}) == STORED
    assert rows({**ALI_AND_VALI, "asked.remove": ["1"]}, STORED) == STORED[1:]
    added = KINDS["group"].parse(GROUP, {**ALI_AND_VALI, "asked.3.asked": ["Gʻani"]}, FACTS, STORED)
    assert [row["row"] for row in added.value] == ["1", "2", "3"]
    assert [fault.code for fault in added.errors] == ["too_many_rows"]


def test_a_new_row_is_not_taken_for_one_that_another_tab_has_added() -> None:
    sent = {"asked.1.row": ["1"], "asked.1.asked": ["Ali"], "asked.2.asked": ["Gʻani"]}
    assert rows(sent, STORED) == [STORED[0], {"row": "3", "asked": "Gʻani"}]
    assert row_names(GROUP, sent, STORED)["asked.2.asked"] == "asked.3.asked"
    assert row_names(GROUP, ALI_AND_VALI, STORED) == {name: name for name in ALI_AND_VALI}


def test_faults_inside_a_group_name_row_and_part_and_the_rest_is_read() -> None:
    sent = {"asked.1.asked": ["Ali"], "asked.3.asked": ["Vali"], "asked.3.born.day": ["1"]}
    parsed = KINDS["group"].parse(GROUP, sent, FACTS)
    assert [(fault.code, fault.part) for fault in parsed.errors] == [("date_incomplete", "3.born.month")]
    assert [leaf_of(GROUP, fault) for fault in parsed.errors] == ["asked.3.born"]
    assert parsed.value == [{"row": "1", "asked": "Ali"}, {"row": "3", "asked": "Vali"}]


def test_what_a_row_does_not_send_and_what_cannot_be_read_stays_as_it_was() -> None:
    born = [{**STORED[0], "born": "2020-05-17"}]
    assert rows({"asked.1.row": ["1"], "asked.1.asked": ["Gʻani"]}, born) == [{**born[0], "asked": "Gʻani"}]
    assert rows({"asked.1.row": ["1"], "asked.1.born": ["soon"]}, born) == born
    assert rows({"asked.1.row": ["1"], "asked.1.born.day": [""]}, born) == STORED[:1]


def test_an_empty_row_is_no_row_and_a_repeated_id_makes_two_rows() -> None:
    assert rows({"asked.1.row": ["1"], "asked.1.asked": [" "]}) is None
    twice = {"asked.1.row": ["1"], "asked.1.asked": ["Ali"], "asked.2.row": ["1"], "asked.2.asked": ["Vali"]}
    assert [row["row"] for row in rows(twice)] == ["1", "3"]


@EVERY_KIND
@EACH
@given(data=DRAWN)
def test_answers_are_found_and_put_under_their_names_in_rows_too(kind: str, data: st.DataObject) -> None:
    asked, value = data.draw(field_and_value(kind))
    held = list(leaves(asked, value))
    assert all(leaf_named(asked, name) == leaf for leaf, name, _held in held)
    assert all(leaf_value(asked, value, name) == answer for _leaf, name, answer in held)
    rebuilt = None
    for _leaf, name, answer in held:
        rebuilt = with_leaf(asked, rebuilt, name, answer)
    assert rebuilt == value


@pytest.mark.parametrize("name", ["other", "asked.0.asked", "asked.01.asked", "asked.1.other", "asked.1.born.day"])
def test_no_answer_of_a_row_has_another_name(name: str) -> None:
    assert leaf_named(GROUP, name) is None


@given(st.sampled_from(["uz", "ru", "en"]), values(field("yes_no")))
def test_answers_are_shown_in_the_language_asked_for(language: str, value: bool) -> None:
    with override("en" if language != "en" else "ru"):
        elsewhere = display(field("yes_no"), value, language, texts_of(field("yes_no")))
    with override(language):
        assert display(field("yes_no"), value, language, texts_of(field("yes_no"))) == elsewhere


def test_a_number_without_a_country_code_needs_a_host_country() -> None:
    sent = {"asked": ["010-1234-5678"]}
    parsed = KINDS["phone"].parse(field("phone"), sent, Facts(FACTS.today))
    assert [fault.code for fault in parsed.errors] == ["bad_phone"]
