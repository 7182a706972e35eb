"""Whatever stands in an address or a public form: pages answer, and never with a fault of ours."""

import pytest
from django.test import Client
from django.urls import reverse

QUESTIONS = {
    "public_site:community_events": ("past", "page"),
    "public_site:consultations": ("page",),
    "public_site:emergency": ("country",),
    "public_site:events": ("post", "past", "page"),
    "public_site:for_me": ("service", "country", "residence", "today"),
    "public_site:galleries": ("post", "page"),
    "public_site:news": ("post", "page"),
    "public_site:news_atom": ("post",),
    "public_site:news_rss": ("post",),
    "public_site:opportunities": ("kind", "page"),
    "public_site:organisations": ("country", "topic", "page"),
    "public_site:posts": ("place", "country", "region"),
    "public_site:rights": ("for",),
    "public_site:rights_compare": ("about",),
    "public_site:search": ("q", "kind", "page"),
    "public_site:track": ("n",),
    "public_site:appeal_figures": ("quarter",),
    "public_site:appeal_figures_csv": ("quarter",),
    "public_site:visit_figures": ("quarter",),
    "public_site:visit_figures_csv": ("quarter",),
    "registers:log_leaves": ("first", "count"),
    "verifier:verify": ("n",),
    "wallet:authorize": ("client_id", "request_uri"),
}
"""By page, what it reads from its address."""
PLACES = {
    "public_site:news_page": "slug",
    "public_site:organisation": "pk",
    "public_site:community_event": "pk",
    "public_site:opportunity": "pk",
    "public_site:post": "code",
    "public_site:rights_of": "category",
    "public_site:statements_of": "code",
    "registers:status_list": "list_id",
    "wallet:offer": "secret",
}
SENT = {
    "verifier:verify": ("number", "code"),
    "verifier:typed_number": ("number",),
    "public_site:track": ("number", "code"),
}
# As they stand in an address: a zero character, half a character, digits that are none, numbers too large, dates.
STRANGE = (
    *("%00", "a%00b", "%ED%A0%80", "%C2%B2", "%D9%A3", "9" * 19, "9" * 5000, "-1", "1e999", "NaN", "["),
    *("0001-01-01", "9999-12-31", "9999-4", "%E2%80%AE", "%25"),
)


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: text[:12])
def test_pages_answer_whatever_is_asked(demonstration, text):
    for name, asked in QUESTIONS.items():
        for mixed in ([f"{each}={text}" for each in asked], *([f"{each}={text}"] for each in asked if len(asked) > 1)):
            assert Client().get(f"{reverse(name)}?{'&'.join(mixed)}").status_code < 500, (name, mixed)


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: text[:12])
def test_forms_of_everybody_answer_whatever_is_sent(demonstration, text):
    for name, sent in SENT.items():
        body = "&".join(f"{each}={text}" for each in sent)
        answer = Client().post(reverse(name), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, name


@pytest.mark.parametrize("text", ["%00", "9" * 19, "9" * 5000, "%ED%A0%80", "²"], ids=lambda text: text[:12])
def test_places_that_are_none_are_not_found(demonstration, text):
    for name, part in PLACES.items():
        stand_in = "77777"
        path = reverse(name, kwargs={part: stand_in}).replace(stand_in, text)
        assert 400 <= Client().get(path).status_code < 500, name
