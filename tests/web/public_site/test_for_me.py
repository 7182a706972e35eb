"""What applies to me: a few answers in the address, and the steps, services, papers and rights that follow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from watandoshlar.domains.guides.api import questions

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]
LOST = {"about": "me", "citizenship": "uzbek", "age": "adult", "stay": "temporary", "papers": "lost"}


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
