"""What applies to me: a few answers in the address, and the steps, services, papers and rights that follow."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from watandoshlar.domains.guides.api import guide_in, questions

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]
SENSITIVE = "useful-contacts"
LOST = {"about": "me", "citizenship": "uzbek", "age": "adult", "stay": "temporary", "papers": "lost"}

KEPT = LOST | {"papers": "kept_by_someone"}
EXIT = "data-quick-exit"


def get(language: str = "en", **answers: str):
    with override(language):
        return Client().get(reverse("public_site:for_me"), answers)


def services(page) -> dict[str, str]:
    return {one["slug"]: one["outcome"] for one in (*page.context["services"], *page.context["refused"])}


def shown_steps(page) -> list[dict]:
    return [step for topic in page.context["topics"] for guide in topic["guides"] for step in guide["steps"]]


def test_who_answers_nothing_is_only_asked(db):
    page = get()
    assert [field.html_name for field in page.context["fields"]] == list(questions().by_id)
    assert "topics" not in page.context


def test_what_is_no_answer_counts_as_none(db):
    assert get(papers="burnt", country="XX", colour="red").context["answers"] == []


def test_services_say_what_their_own_rules_say(demonstration):
    page = get(**LOST)
    assert services(page)["return-certificate"] == "open"
    service = next(one for one in page.context["services"] if one["slug"] == "return-certificate")
    assert service["asks"]
    assert service["needed"]


def test_a_refusal_says_why_and_by_which_answer(demonstration):
    page = get(about="me", citizenship="other", papers="lost", service="biometric-passport")
    wanted = page.context["wanted"]
    assert (wanted["slug"], wanted["outcome"]) == ("biometric-passport", "no")
    for part in ("reason", "advice", "source"):
        assert wanted[part], part
    assert [why["answer"] for why in wanted["why"]] == ["I am a citizen of another country"]
    assert "biometric-passport" not in services(page), "it is said once"


def test_every_guide_says_which_answer_led_to_it(demonstration):
    page = get(**LOST)
    guides = [guide for topic in page.context["topics"] for guide in topic["guides"]]
    assert guides
    assert all(guide["why"] for guide in guides)
    assert all("papers=lost" in guide["url"] for guide in guides)
    assert all(step["part"].source for step in shown_steps(page))


def test_what_is_open_names_the_question_that_decides(demonstration):
    page = get(**LOST)
    open_ids = [one["id"] for one in page.context["undecided"]]
    assert {"ask-detained", "ask-country", "ask-legal"} <= set(open_ids)
    assert not {f"ask-{name}" for name in LOST} & set(open_ids)


def test_guides_for_another_country_are_not_shown(demonstration):
    topics = get(**LOST, country="KR").context["topics"]
    here = [guide["url"].partition("?")[0] for topic in topics for guide in topic["guides"]]
    assert any("korea" in url for url in here)
    assert not any("russia" in url for url in here)


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
@pytest.mark.parametrize("age", ["adult", ""], ids=["all answered", "age open"])
def test_of_a_sensitive_guide_only_its_neutral_title_is_shown(demonstration, language, age):
    page = get(language, **KEPT | {"age": age, "country": "RU", "purpose": "work"})
    guide, written = guide_in(SENSITIVE, language), page.content.decode()
    listed = [one for topic in page.context["topics"] for one in topic["guides"] if SENSITIVE in one["url"]]
    assert [(one["title"], one["why"], one["steps"]) for one in listed] == [(guide.neutral_title, [], [])]
    shown = {step["part"].title for step in shown_steps(page)}
    shown |= {title for one in page.context["undecided"] for title in one["titles"]}
    assert not shown & {guide.title, *(part.title for part in (*guide.steps, *guide.sections))}
    assert guide.title not in written


def test_a_sensitive_guide_is_opened_without_answers(demonstration):
    page = get(**KEPT)
    addresses = re.findall(rf'href="([^"]*{SENSITIVE}[^"]*)"', page.content.decode())
    assert addresses == [f"/en/guides/{SENSITIVE}/"]


def test_what_its_steps_ask_for_is_among_the_services(demonstration):
    assert {"emergency-travel-help", "return-certificate", "identity-confirmation"} <= set(services(get(**KEPT)))


@pytest.mark.parametrize(
    ("answers", "leaves"), [(KEPT, True), (LOST, False), ({}, False)], ids=["kept", "lost", "nothing answered"]
)
def test_beside_a_sensitive_guide_one_can_leave_quickly(demonstration, settings, answers, leaves):
    page = get(**answers)
    assert (EXIT in page.content.decode()) is leaves
    assert (settings.QUICK_EXIT_URL in page.content.decode()) is leaves
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_in_every_language_and_keeps_nothing(demonstration, language):
    page = get(language, **LOST, country="RU")
    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    links = [one["url"] for one in page.context["languages"]]
    assert all("papers=lost" in url for url in links), "language links keep the answers"


def test_more_answers_do_not_mean_more_statements(demonstration):
    def statements(**answers: str) -> int:
        get(**answers)
        with CaptureQueriesContext(connection) as queries:
            get(**answers)
        return len(queries)

    few, many = statements(papers="lost"), statements(**LOST, country="RU", family="children", detained="yes")
    assert many <= few <= 16
