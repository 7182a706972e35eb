"""The description and its examples: valid, whole, and what is really answered; the page that says so to people."""

import json

import pytest
from django.conf import settings
from django.test import Client
from jsonschema_rs import Draft202012Validator
from ninja import Schema
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from tests.web.open_api.examples import BLOCK, DOCUMENT, steady
from watandoshlar.web.open_api.description import examples
from watandoshlar.web.open_api.languages import CODES
from watandoshlar.web.open_api.urls import KNOWN

pytestmark = pytest.mark.usefixtures("published", "unlimited")
BUDGET = 50_000
AGAIN = "pytest tests/web/open_api/examples.py"


def test_the_description_is_valid(ask):
    for language in CODES:
        content = ask(f"openapi.json?language={language}").json()
        assert content["openapi"].startswith("3.1.")
        assert not [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(content)]


def test_no_two_forms_share_a_name():
    """ninja would describe the one with the words of the other."""
    forms = [form for form in Schema.__subclasses__() if form.__module__.startswith("watandoshlar.web.open_api")]
    names = [form.__name__ for form in set(_all_below(forms))]
    assert sorted(names) == sorted(set(names))


def _all_below(forms):
    return [below for form in forms for below in (form, *_all_below(form.__subclasses__()))]


def test_every_address_is_described_with_its_example_and_its_refusals(ask):
    paths = ask("openapi.json").json()["paths"]
    assert {one["get"]["operationId"] for one in paths.values()} | {"openapi"} == set(KNOWN)
    assert all(set(operations) == {"get"} for operations in paths.values())
    for operation in (one["get"] for one in paths.values()):
        assert set(operation["responses"]) == {"200", "400", "403", "404", "410", "429", "500"}
        (media,) = operation["responses"]["200"]["content"].values()
        assert media["example"] == examples()[operation["operationId"]]["answer"]


def test_each_example_is_what_is_answered_and_has_the_form_that_is_described(ask):
    content = ask("openapi.json").json()
    media = {}
    for operation in (one["get"] for one in content["paths"].values()):
        (media[operation["operationId"]],) = operation["responses"]["200"]["content"].values()
    for name, example in examples().items():
        answer = ask(example["asked"].removeprefix("/api/v1/"))
        assert answer.status_code == 200
        assert steady(answer.json()) == example["answer"], f"if you meant this change of {name}: {AGAIN}"
        schema = {**media[name]["schema"], "components": content["components"]}
        assert not [error.message for error in Draft202012Validator(schema).iter_errors(example["answer"])], name


def test_the_document_shows_what_is_answered(ask):
    for block in BLOCK.finditer(DOCUMENT.read_text(encoding="utf-8")):
        answer = ask(block["asked"].removeprefix("/api/v1/"))
        assert steady(answer.json()) == json.loads(block["answer"]), f"if you meant this change: {AGAIN}"


def test_the_document_has_examples_and_names_every_address(ask):
    text = DOCUMENT.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) >= 5
    assert all(f"`{path}`" in text for path in ask("openapi.json").json()["paths"])


def test_the_page_names_every_address_and_every_refusal(ask):
    paths = ask("openapi.json").json()["paths"]
    for language in CODES:
        page = Client().get(f"/{language}/api/")
        content = page.content.decode()
        assert page.status_code == 200
        assert len(page.content) <= BUDGET
        assert all(path in content for path in paths)
        assert all(f'id="{code}"' in content for code in ("unknown_parameter", "service_not_found", "not_in_language"))


def test_the_page_is_found_in_the_language_of_the_browser():
    answer = Client().get("/api/", headers={"Accept-Language": "ru"})
    assert (answer.status_code, answer["Location"]) == (302, "/ru/api/")


def test_where_a_refusal_is_explained_leads_to_its_sentence(ask):
    explained = ask("services/no-such").json()["type"]
    assert explained == f"{settings.SITE_URL}/api/#service_not_found"
