"""Every problem of content is named by file, line and path; days that pass by themselves fail a release only."""

import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.web.management.content import Content, findings, is_address

TODAY = date(2026, 12, 1)
KNOWN = {"service": {"appeal"}, "guide": {"detention", "lost-papers"}, "post": {"seoul"}}
UZ = Content("guides/detention", "texts/uz.yaml", "detention")
POST = Content("posts", "seoul.yaml")


def codes(content: Content, text: str) -> list[str]:
    return [problem.code for problem in findings(content, text, KNOWN, TODAY).wrong]


def codes_of_body(body: str) -> list[str]:
    return codes(UZ, "steps:\n  first:\n    body: |\n" + "".join(f"      {line}\n" for line in body.split("\n")))


@pytest.mark.parametrize(
    "body",
    [
        "Oddiy gap.\n\n- birinchi\n- **ikkinchi**",
        "[Murojaat](service:appeal), [hujjat](guide:lost-papers), [Seul](post:seoul)",
        "[ikki qatorli\nhavola](service:appeal)",
        "[qoʻngʻiroq](tel:+998712345678) yoki [sahifa](https://my.gov.uz/ru/news/617?a=1#b)",
        "2 * 3 va 15 % qoladi (qavs ichida).",
    ],
    ids=["list", "inside", "two-lines", "outside", "signs"],
)
def test_a_body_may_hold_paragraphs_lists_strong_words_and_links(body: str) -> None:
    assert codes_of_body(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("[x](service:gone)", "unknown_link"),
        ("[x](guide:gone)", "unknown_link"),
        ("[x](post:gone)", "unknown_link"),
        ("[x](guide:detention)", "links_to_itself"),
        ("[x](http://my.gov.uz)", "bad_link"),
        ("[x](javascript:alert)", "bad_link"),
        ("[x](https://localhost)", "bad_link"),
        ("[x](https://a.uz@evil.uz)", "bad_link"),
        ("[x](/guides/)", "bad_link"),
        ("[x](tel:102)", "bad_link"),
        ("[](service:appeal)", "unclosed_sign"),
        ("[x](tel:+998 71 234 56 78)", "unclosed_sign"),
        ("**ochiq qoldi", "unclosed_sign"),
        ("# Sarlavha", "no_heading"),
        ("birinchi<br>", "no_html"),
    ],
)
def test_a_body_that_readers_would_see_broken_is_refused(body: str, code: str) -> None:
    assert codes_of_body(body) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: O'zbekiston", "wrong_apostrophe"),
        ("title: O‘zbekiston", "wrong_apostrophe"),
        ("title: Oʼzbekiston", "wrong_apostrophe"),
        ("title: maʻno", "wrong_apostrophe"),
        ("title: Pаsport", "mixed_alphabets"),
        ("title: " + "a" * 81, "too_long"),
        ("summary: " + "a" * 221, "too_long"),
    ],
    ids=["typed", "quotation", "tutuq-in-a-letter", "letter-sign-as-tutuq", "cyrillic-a", "title", "summary"],
)
def test_words_are_written_right(text: str, code: str) -> None:
    assert codes(UZ, text) == [code]


def test_apostrophes_are_those_of_uzbek_alone_and_texts_name_their_language() -> None:
    assert codes(Content("guides/x", "texts/en.yaml", "x"), "title: The post's own") == []
    named = 'sources:\n  own:\n    title: {uz: "O\'z", ru: Своё, en: "The post\'s own"}\nopening: {source: own}\n'
    assert codes(POST, named) == ["wrong_apostrophe"]


@pytest.mark.parametrize(
    ("as_of", "review_by", "wrong", "reviews"),
    [
        ("2026-12-01", "2027-06-01", [], []),
        ("2026-12-02", "2027-06-01", ["day_to_come"], []),
        ("2026-06-01", "2026-06-01", ["review_before_day"], ["review_passed"]),
        ("2026-06-01", "2026-12-31", [], ["review_due"]),
        ("2026-06-01", "2026-12-01", [], ["review_due"]),
        ("2026-06-01", "2026-11-30", [], ["review_passed"]),
        ("2026-06-01", "2026-07-01", [], ["review_passed"]),
    ],
)
def test_days_of_sources(as_of: str, review_by: str, wrong: list[str], reviews: list[str]) -> None:
    text = f"sources:\n  own: {{as_of: {as_of}, review_by: {review_by}}}\nopening: own\n"
    found = findings(POST, text, KNOWN, TODAY)
    assert [problem.code for problem in found.wrong] == wrong
    assert [problem.code for problem in found.reviews] == reviews


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("topic: work", ["review_too_far"]),
        ("topic: trouble\nsensitive: true", ["review_too_far"]),
        ("topic: family", []),
    ],
    ids=["work", "dangers", "family"],
)
def test_work_and_dangers_are_looked_at_twice_a_year(head: str, told: list[str]) -> None:
    guide = Content("guides/detention", "guide.yaml", "detention")
    sources = "\nsources:\n  own: {as_of: 2026-11-26, review_by: 2027-05-31}\n"
    assert codes(guide, head + sources) == told
    assert codes(guide, head + sources.replace("05-31", "05-30")) == []


def test_a_source_that_nothing_cites_is_named_with_its_line() -> None:
    (problem,) = findings(POST, "sources:\n  own: {as_of: 2026-11-01}\nhours: here\n", KNOWN, TODAY).wrong
    assert str(problem) == "posts/seoul.yaml:2 sources.own unused_source source='own'"


@pytest.mark.parametrize(
    ("state", "url", "told"),
    [
        ("confirmed", "https://lex.uz", ["first_page_confirms"]),
        ("confirmed", "https://lex.uz/", ["first_page_confirms"]),
        ("confirmed", "https://lex.uz/docs/111181", []),
        ("confirmed", "https://lex.uz/?doc=111181", []),
        ("confirmed", "", []),
        ("to_be_confirmed", "https://lex.uz/", []),
    ],
)
def test_the_first_page_of_a_site_confirms_nothing(state: str, url: str, told: list[str]) -> None:
    text = f'sources:\n  own: {{url: "{url}", state: {state}, as_of: 2026-11-01}}\nopening: own\n'
    assert codes(POST, text) == told


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://lex.uz/docs/-489584", True),
        ("https://usbekistan.at/ru/консульский-отдел/", True),
        ("https://nrm.uz/contentf?doc=1_(a)&b=2", True),
        ("https://lex.uz:8443/", True),
        ("http://lex.uz/", False),
        ("https://lex", False),
        ("https://lex..uz/", False),
        ("https://lex.uz/a b", False),
        ("https://user@lex.uz/", False),
        ("https://lex.uz:port/", False),
        ("//lex.uz/", False),
        ("", False),
    ],
)
def test_addresses(address: str, is_one: bool) -> None:
    assert is_address(address) == is_one
    if address:
        told = codes(POST, f'sources:\n  own: {{url: "{address}"}}\nopening: own\n')
        assert told == ([] if is_one or address.startswith("http://lex.uz") else ["bad_url"])


@given(st.text(max_size=60))
def test_nothing_that_somebody_writes_breaks_the_check(words: str) -> None:
    findings(UZ, words, KNOWN, TODAY)
    codes_of_body(words.replace("\r", "\n"))
    is_address(f"https://{words}")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    copied = tmp_path / "guides"
    shutil.copytree(settings.GUIDES_DIRECTORY, copied)
    return copied


def check(guides: Path, *options: str) -> str:
    told = StringIO()
    with override_settings(GUIDES_DIRECTORY=guides):
        try:
            call_command("check_content", *options, stdout=told)
        except CommandError as refused:
            told.write(f"refused: {refused}")
    return told.getvalue()


def test_the_content_of_the_platform_is_sound() -> None:
    assert "refused" not in check(settings.GUIDES_DIRECTORY, f"--today={TODAY}", "--release")


def test_the_command_names_every_place_once(broken: Path) -> None:
    texts = broken / "detention" / "texts" / "uz.yaml"
    texts.write_text(texts.read_text(encoding="utf-8").replace("service:appeal", "service:apeal"), encoding="utf-8")
    scenarios = broken / "detention" / "scenarios.yaml"
    scenarios.write_text(scenarios.read_text(encoding="utf-8").replace("child-held, ", ""), encoding="utf-8")
    scenarios = broken / "inheritance" / "scenarios.yaml"
    first = scenarios.read_text(encoding="utf-8").split("\n- name:")[0]
    scenarios.write_text(first, encoding="utf-8")
    scenarios = broken / "childrens-citizenship" / "scenarios.yaml"
    without = scenarios.read_text(encoding="utf-8").replace(
        "stay: returning, family: spouse}", "stay: permanent, family: spouse}"
    )
    scenarios.write_text(without, encoding="utf-8")
    (broken / "lost-papers" / "texts" / "ru.yaml").unlink()
    told = check(broken, f"--today={TODAY}")
    assert "guides/detention/texts/uz.yaml:" in told
    assert told.count("sections.complain.body unknown_link") == 1
    assert told.count("scenario_disagrees") == 1
    assert "guides/inheritance/scenarios.yaml:1 no-passport condition_untried lacks='yes'" in told
    assert "guides/inheritance/scenarios.yaml:1  nobody_untried" in told
    assert "guides/childrens-citizenship/scenarios.yaml:1 going-home question_untried question='family'" in told
    assert "guides/lost-papers/texts/ru.yaml:1  missing_file" in told


def test_a_day_that_passes_fails_a_release_and_nothing_else() -> None:
    told = check(settings.GUIDES_DIRECTORY, "--today=2036-01-01")
    assert "review_passed" in told
    assert "refused" not in told
    assert "refused" in check(settings.GUIDES_DIRECTORY, "--today=2036-01-01", "--release")
