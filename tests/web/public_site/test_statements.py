"""Figures with who said them: the page of a day, the drawings, and the files."""

import csv
import json
import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import point_of
from watandoshlar.insight.statements.api import columns, holding_on, subjects

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]
CODE = "diaspora-by-country"
SAID = "2026-11-26"


@pytest.fixture(autouse=True)
def _after_all_was_said(db):
    with clock.fixed(clock.now().replace(year=2027, month=1, day=10)):
        yield


def get(name: str, *arguments: str, language: str = "en", **query: str):
    with override(language):
        return Client().get(reverse(f"public_site:{name}", args=arguments), query)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_drawing_opens_in_every_language(language):
    assert get("statements", language=language).status_code == 200
    subject = subjects()[CODE]
    for source, measure in columns(holding_on(subject, date(2027, 1, 1))):
        page = get("statements_of", CODE, language=language, by=f"{source}/{measure}")
        assert page.status_code == 200
        assert len(page.context["chart"]["bars"]) == len(page.context["map"]["circles"]) > 0


def test_bars_run_with_the_page_and_the_map_does_not():
    left, right = (get("statements_of", CODE, language=language).context for language in ("ru", "uz-arab"))
    assert left["chart"]["bars"][0].edge == 0
    assert right["chart"]["bars"][0].edge == right["chart"]["width"]
    lengths = [bar.length for bar in left["chart"]["bars"]]
    assert lengths == sorted(lengths, reverse=True) == [bar.length for bar in right["chart"]["bars"]]
    assert [one["x"] for one in left["map"]["circles"]] == [one["x"] for one in right["map"]["circles"]]


def test_what_we_said_before_we_said_anything():
    page = get("statements_of", CODE, on="2026-11-25")
    assert page.status_code == 200
    assert page.context["rows"] == []


def test_a_day_that_has_not_come_says_what_we_say_today():
    page = get("statements_of", CODE, on="2099-01-01")
    assert (page.context["day"], page.context["not_come"]) == (date(2027, 1, 10), date(2099, 1, 1))
    assert "2099" not in re.search("<caption>(.*?)</caption>", page.content.decode())[1]


def test_the_day_is_that_of_tashkent():
    with clock.fixed(datetime(2027, 1, 10, 21, tzinfo=UTC)):
        page = get("statements_of", CODE, on="2027-01-11")
    assert (page.context["day"], page.context["not_come"]) == (date(2027, 1, 11), None)
    assert 'max="2027-01-11"' in page.content.decode()


def test_a_source_that_had_not_spoken_gives_way_to_one_that_had():
    """Also where none had."""
    subject = subjects()[CODE]
    for day in ("2026-11-25", SAID):
        for source, measure in columns(subject.statements):
            page = get("statements_of", CODE, on=day, by=f"{source}/{measure}")
            assert page.status_code == 200
            assert bool(page.context["chart"]["bars"]) == bool(page.context["rows"])


def test_no_sum_stands_anywhere():
    """Numbers of several sources are shown one by one; the total of the article is in nothing that we say."""
    content = get("statements_of", CODE).content.decode().replace(",", "")
    total = sum(one.value for one in holding_on(subjects()[CODE], date(2027, 1, 1)) if one.source == "article")
    assert str(total) not in content


def test_every_place_has_a_point():
    assert all(point_of(one.place) for subject in subjects().values() for one in subject.statements)


@pytest.mark.parametrize(
    ("name", "arguments", "query"),
    [
        ("statements_of", ("weather",), {}),
        ("statements_of", (CODE,), {"on": "yesterday"}),
        ("statements_of", (CODE,), {"by": "article/feet"}),
        ("statements_csv", ("weather",), {}),
    ],
)
def test_what_is_not_there_is_not_found(name, arguments, query):
    assert get(name, *arguments, **query).status_code == 404


def test_the_files_say_the_same_and_are_described():
    answer = get("statements_csv", CODE)
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    described = json.loads(get("statements_csvw", CODE).content)
    assert [column["name"] for column in described["tableSchema"]["columns"]] == list(rows[0])
    with override("en"):
        assert described["url"] == reverse("public_site:statements_csv", args=[CODE])
        assert reverse("public_site:statements_csvw", args=[CODE]) in answer["Link"]
    told = json.loads(get("statements_json", CODE).content)["statements"]
    lacking = {column["name"] for column in described["tableSchema"]["columns"] if not column["required"]}
    assert [{name: said or "" for name, said in one.items()} for one in told] == rows
    assert {name for one in told for name, said in one.items() if said is None} == lacking
    assert all(said != "" for one in told for said in one.values())
    assert len(rows) == len(subjects()[CODE].statements)
    assert {row["said_on"] for row in rows} == {SAID}


# Sources that name a year for these numbers of theirs; the article names one for none.
YEARS = {"wikipedia": {"AF": "2021", "SA": "2008", "US": "2019", "PK": "2002"}, "article": {}, "unnamed": {}}


def test_no_year_is_shown_that_no_source_names():
    holding = holding_on(subjects()[CODE], date(2027, 1, 1))
    assert {one.source: {} for one in holding}.keys() >= YEARS.keys()
    for source, named in YEARS.items():
        assert {one.place: one.as_of for one in holding if one.source == source and one.as_of} == named


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_of_a_number_is_said(language):
    page = get("statements_of", CODE, language=language)
    said = [one for row in page.context["rows"] for one in row["statements"]]
    undated = sum(not one["as_of"] for one in said)
    content = page.content.decode()
    with override(language):
        assert content.count(gettext("year not named by the source")) == undated > 0
        assert content.count(gettext("approved by nobody yet")) == len(said)
