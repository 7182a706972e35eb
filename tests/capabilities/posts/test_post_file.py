"""A file of a post: what it may say, and that every mistake is named with its line and path."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.posts.rules.post_file import (
    LEGAL,
    OVERRIDABLE,
    PostProblems,
    parse_post_file,
    unknown_overrides,
)
from watandoshlar.foundation.yaml_files import Problem

WHOLE = """\
post: oslo
sources:
  page:
    title: {uz: Vakolatxona sahifasi, ru: Страница представительства, en: Page of the post}
    url: "https://example.org/"
    state: confirmed
    as_of: 2026-11-01
  guess: {title: {uz: Taxmin, ru: Догадка, en: A guess}, state: to_be_confirmed, as_of: 2026-11-01}
opening: {kind: embassy, active_from: 2026-01-01, active_until: 2027-12-31, source: page}
place:
  country: NO
  city: {uz: Oslo, ru: Осло, en: Oslo}
  zone: Europe/Oslo
  source: page
weekend: {days: [saturday, sunday], source: guess}
hours:
  days:
    monday: 09:30-13:00, 14:00-17:00
    friday: 09:00-12:00
  source: guess
days: {closed: [2026-05-18], open: [2026-05-16], source: page}
languages: {spoken: [uz, ru, nb, uz-Cyrl], source: guess}
contact: {email: oslo@example.org, source: page}
districts:
  - {country: NO, source: page}
  - {country: SE, valid_from: 2026-02-01, valid_until: 2026-08-31, stand_in: true, source: guess}
  - {country: KG, regions: [KG-O, KG-J], service: passport, source: guess}
overrides:
  passport:
    fees:
      first: {amount: "120.50", currency: NOK, source: page}
      second: {currency: JPY, source: guess}
    copies: {number: 3, source: page}
    photo: {width_mm: 35, height_mm: 45, source: guess}
    hours: {days: {monday: 10:00-11:00}, source: page}
    languages: {spoken: [uz], source: page}
    extra_evidence:
      - {id: residence-card, text: {uz: Karta, ru: Карта, en: Card}, source: guess}
"""


ROW = "{currency: JPY, source: guess"
ALWAYS = {"valid_from": None, "valid_until": None}


def problems(text: str, file: str = "oslo.yaml") -> list[Problem]:
    with pytest.raises(PostProblems) as refused:
        parse_post_file(text, file)
    return refused.value.problems


def changed(old: str, new: str) -> str:
    assert old in WHOLE, old
    return WHOLE.replace(old, new, 1)


def test_a_file_says_everything_about_a_post():
    post = parse_post_file(WHOLE, "oslo.yaml")
    assert (post.code, post.kind, post.country, post.zone) == ("oslo", "embassy", "NO", "Europe/Oslo")
    assert post.city == {"uz": "Oslo", "ru": "Осло", "en": "Oslo"}
    assert (post.active_from, post.active_until) == (date(2026, 1, 1), date(2027, 12, 31))
    assert post.hours == {"monday": ["09:30-13:00", "14:00-17:00"], "friday": ["09:00-12:00"]}
    assert (post.closed_days, post.open_days) == ((date(2026, 5, 18),), (date(2026, 5, 16),))
    assert post.states["weekend"] == "to_be_confirmed"
    assert post.states["hours"] == "to_be_confirmed", "hours of one service say nothing about those of the post"
    assert post.states["place"] == "confirmed"
    assert [(row.country, row.region, row.service, row.stand_in) for row in post.districts] == [
        ("NO", "", "", False),
        ("SE", "", "", True),
        ("KG", "KG-O", "passport", False),
        ("KG", "KG-J", "passport", False),
    ]
    assert post.overrides["passport"] == {
        "fees": {
            "first": [{"amount": "120.50", "currency": "NOK", **ALWAYS, "source": "page", "state": "confirmed"}],
            "second": [{"amount": None, "currency": "JPY", **ALWAYS, "source": "guess", "state": "to_be_confirmed"}],
        },
        "copies": {"number": 3, "source": "page", "state": "confirmed"},
        "photo": {"width_mm": 35, "height_mm": 45, "source": "guess", "state": "to_be_confirmed"},
        "hours": {"hours": {"monday": ["10:00-11:00"]}, "source": "page", "state": "confirmed"},
        "languages": {"languages": ["uz"], "source": "page", "state": "confirmed"},
        "extra_evidence": [
            {
                "id": "residence-card",
                "text": {"uz": "Karta", "ru": "Карта", "en": "Card"},
                "source": "guess",
                "state": "to_be_confirmed",
            }
        ],
    }
    assert post.sources["page"].title["ru"] == "Страница представительства"


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("post: oslo", "post: Oslo", "bad_code", "post"),
        ("post: oslo", "post: bergen", "code_is_not_file_name", "post"),
        ("url: \"https://example.org/\"", "url: example.org", "bad_url", "sources.page.url"),
        ("ru: Карта, ", "", "missing_key", "overrides.passport.extra_evidence[0].text"),
        ("id: residence-card", "id: Card", "bad_code", "overrides.passport.extra_evidence[0].id"),
        ("ru: Страница представительства, ", "", "missing_key", "sources.page.title"),
        ("state: confirmed", "state: sure", "unknown_state", "sources.page.state"),
        ("as_of: 2026-11-01", "as_of: last week", "bad_day", "sources.page.as_of"),
        ("title: {uz: Taxmin, ru: Догадка, en: A guess}, ", "", "missing_key", "sources.guess"),
        ("kind: embassy", "kind: kiosk", "unknown_kind", "opening.kind"),
        ("active_until: 2027-12-31", "active_until: 2025-12-31", "days_out_of_order", "opening"),
        ("source: page}\nplace", "source: rumour}\nplace", "unknown_source", "opening.source"),
        ("country: NO\n", "country: XX\n", "unknown_country", "place.country"),
        ("ru: Осло, ", "", "missing_key", "place.city"),
        ("zone: Europe/Oslo", "zone: Europe/Bergen", "unknown_zone", "place.zone"),
        ("[saturday, sunday]", "[saturday, sundae]", "unknown_weekday", "weekend.days[1]"),
        ("[saturday, sunday]", "[sunday, sunday]", "written_twice", "weekend.days[1]"),
        ("[saturday, sunday]", "saturday", "not_a_list", "weekend.days"),
        ("[saturday, sunday]", "[friday, saturday]", "open_on_weekend", "hours"),
        ("monday: 09:30-13:00, 14:00-17:00", "monday: 9-17", "bad_hours", "hours.days.monday"),
        ("monday: 09:30-13:00, 14:00-17:00", "monday: 09:30-15:00, 14:00-17:00", "bad_hours", "hours.days.monday"),
        ("monday: 09:30-13:00", "moonday: 09:30-13:00", "unknown_weekday", "hours.days.moonday"),
        ("friday: 09:00", "monday: 09:00", "duplicate_key", "hours.days.monday"),
        ("open: [2026-05-16]", "open: [2026-05-18]", "open_and_closed", "days"),
        ("[uz, ru, nb, uz-Cyrl]", "[uzbek language]", "bad_language", "languages.spoken[0]"),
        ("email: oslo@example.org", "email: oslo", "bad_email", "contact.email"),
        ("contact:", "contacts:", "unknown_key", "contacts"),
        ("stand_in: true", "stand_in: yes", "not_true_or_false", "districts[1].stand_in"),
        ("valid_until: 2026-08-31", "valid_until: 2026-01-31", "days_out_of_order", "districts[1]"),
        ("[KG-O, KG-J]", "[KG-O, Jalal-Abad]", "bad_region", "districts[2].regions[1]"),
        ("[KG-O, KG-J]", "[RU-MOW, KG-J]", "region_of_another_country", "districts[2].regions[0]"),
        ("[KG-O, KG-J]", "[KG-O, KG-Z]", "unknown_region", "districts[2].regions[1]"),
        ("amount: \"120.50\"", "amount: \"120.5\"", "bad_amount", "overrides.passport.fees.first.amount"),
        ("amount: \"120.50\"", "amount: \"-1.00\"", "bad_amount", "overrides.passport.fees.first.amount"),
        ("amount: \"120.50\", ", "", "missing_key", "overrides.passport.fees.first"),
        ("{currency: JPY", "{amount: \"10.00\", currency: JPY", "bad_amount", "overrides.passport.fees.second.amount"),
        ("currency: NOK", "currency: Kroner", "unknown_currency", "overrides.passport.fees.first.currency"),
        ("{currency: JPY", "{valid_from: now, currency: JPY", "bad_day", "overrides.passport.fees.second.valid_from"),
        ("{currency: JPY, source: guess}", "[]", "empty_list", "overrides.passport.fees.second"),
        (
            "{currency: JPY, source: guess}",
            f"[{ROW}, valid_until: 2026-11-30}}, {ROW}, valid_from: 2026-11-30}}]",
            "tariff_days_overlap",
            "overrides.passport.fees.second",
        ),
        (
            "{currency: JPY, source: guess}",
            f"[{ROW}}}, {ROW}, valid_from: 2026-11-30}}]",
            "tariff_days_overlap",
            "overrides.passport.fees.second",
        ),
        (
            "{currency: JPY, source: guess}",
            "{currency: JPY, source: guess, valid_from: 2026-11-30, valid_until: 2026-11-29}",
            "days_out_of_order",
            "overrides.passport.fees.second",
        ),
        ("number: 3", "number: many", "bad_number", "overrides.passport.copies.number"),
        ("number: 3", "number: 0", "bad_number", "overrides.passport.copies.number"),
        ("width_mm: 35, ", "", "missing_key", "overrides.passport.photo"),
        ("copies: {", "copys: {", "unknown_key", "overrides.passport.copys"),
        ("  passport:", "  Passport:", "bad_code", "overrides.Passport"),
        ("opening: {kind", "opening: [] #", "not_a_mapping", "opening"),
        ("post: oslo", "[a, b]: oslo\npost: oslo", "text_missing", "?"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_where_it_is(old, new, code, path):
    found = {(problem.code, problem.path): problem for problem in problems(changed(old, new))}
    assert (code, path) in found
    line = found[code, path].line
    # A part in the block style begins on the line after its name; hours that fall on a weekend stand below it.
    assert line - 1 - WHOLE[: WHOLE.index(old)].count("\n") in (0, 1, 2)
    assert str(found[code, path]).startswith(f"posts/oslo.yaml:{line} {path} {code}")


def test_a_mistake_is_named_with_its_line_and_facts():
    assert str(problems(changed("number: 3", "number: 30"))[0]) == (
        "posts/oslo.yaml:33 overrides.passport.copies.number bad_number value='30' lowest=1 highest=9"
    )


@pytest.mark.parametrize("key", LEGAL)
def test_what_the_law_sets_cannot_be_overridden(key):
    found = problems(WHOLE + f"    {key}: anything\n")
    assert [(problem.code, problem.path) for problem in found] == [("legal_field", f"overrides.passport.{key}")]
    assert found[0].line == WHOLE.count("\n") + 1


def test_what_may_be_overridden_is_not_what_the_law_sets():
    assert not set(OVERRIDABLE) & set(LEGAL)


def test_all_mistakes_are_named_at_once():
    text = changed("kind: embassy", "kind: kiosk").replace("zone: Europe/Oslo", "zone: Nowhere")
    assert {problem.code for problem in problems(text)} == {"unknown_kind", "unknown_zone"}


@pytest.mark.parametrize("text", ["", "[]", "post", "post: oslo", "{", "a: &a [*a]", "\t", "post: oslo\n- x", "\x00"])
def test_what_is_no_post_is_refused(text):
    assert problems(text)


@pytest.mark.parametrize(
    ("weekend", "hours", "part"),
    [
        ("[monday, tuesday, wednesday, thursday, friday, saturday, sunday]", None, "weekend"),
        ("[saturday, sunday]", "{}", "hours"),
    ],
)
def test_a_post_that_never_opens_has_no_calendar(weekend, hours, part):
    text = changed("[saturday, sunday]", weekend)
    if hours:
        block = "\n    monday: 09:30-13:00, 14:00-17:00\n    friday: 09:00-12:00"
        text = text.replace(block, f" {hours}", 1)
    assert ("no_calendar", part) in {(problem.code, problem.fields.get("part")) for problem in problems(text)}


def test_services_and_tariffs_that_do_not_exist_are_named():
    post = parse_post_file(WHOLE, "oslo.yaml")
    assert unknown_overrides(post, {"passport": {"first", "second", "third"}}) == []
    assert [found.code for found in unknown_overrides(post, {"visa": {"first"}})] == ["unknown_service"]
    found = unknown_overrides(post, {"passport": {"first"}})
    assert [(one.code, one.path) for one in found] == [("unknown_tariff", "overrides.passport.fees.second")]


@given(st.data())
def test_whatever_is_written_it_is_a_post_or_its_mistakes_are_named(data):
    lines = WHOLE.splitlines()
    for _change in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        what = data.draw(st.sampled_from(["drop", "repeat", "indent", "replace"]))
        if what == "drop":
            lines[place] = ""
        elif what == "repeat":
            lines.insert(place, lines[place])
        elif what == "indent":
            lines[place] = "  " + lines[place]
        else:
            lines[place] = data.draw(st.text(alphabet="abc:-[]{}&*!,\"' 0123\n?#|>", max_size=20))
    try:
        post = parse_post_file("\n".join(lines), "oslo.yaml")
    except PostProblems as refused:
        outcome = [str(problem) for problem in refused.problems]
    else:
        outcome = [post.code]
        assert post.hours
    assert outcome
