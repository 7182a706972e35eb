"""A small definition that has one of everything, and the real folders."""

from copy import deepcopy
from typing import Any

import pytest

RAW: dict[str, Any] = {
    "service": "invented-permit",
    "sources": {
        "law": {"url": "", "state": "confirmed", "as_of": "2026-01-01"},
        "habit": {"url": "", "state": "to_be_confirmed", "as_of": "2026-01-01"},
    },
    "pages": [
        {
            "id": "who",
            "fields": [
                {"id": "applicant", "kind": "person", "allow": ["myself", "child"]},
                {"id": "applicant_name", "kind": "name", "source": "law"},
                {"id": "birth_date", "kind": "date", "maximum": "today"},
            ],
        },
        {
            "id": "stay",
            "fields": [
                {"id": "stay_kind", "kind": "choice", "choices": ["temporary", "permanent"]},
                {
                    "id": "stay_until",
                    "kind": "date",
                    "show_if": "stay_kind == 'temporary'",
                    "required": "stay_kind == 'temporary'",
                },
                {"id": "visa", "kind": "file", "show_if": "answered.stay_until"},
            ],
        },
        {
            "id": "family",
            "show_if": "applicant == 'myself' && stay_kind == 'permanent'",
            "fields": [
                {"id": "has_children", "kind": "yes_no"},
                {
                    "id": "children",
                    "kind": "group",
                    "show_if": "has_children",
                    "min_rows": 1,
                    "max_rows": 3,
                    "fields": [
                        {"id": "child_name", "kind": "short_text"},
                        {"id": "child_born", "kind": "date", "required": False},
                        {
                            "id": "birth_certificate",
                            "kind": "file",
                            "show_if": "answered.child_born",
                            "required": False,
                        },
                    ],
                },
            ],
        },
        {"id": "promise", "fields": [{"id": "answers_true", "kind": "declaration"}]},
    ],
    "checks": [{"id": "stay_ahead", "page": "stay", "fields": ["stay_until"], "require": "stay_until > today"}],
    "eligibility": [
        {"id": "grown", "page": "who", "require": "years_between(birth_date, today) >= 18", "source": "law"}
    ],
    "fees": [
        {"id": "permanent", "when": "stay_kind == 'permanent'", "tariff": "permit-permanent", "source": "habit"},
        {"id": "each_child", "when": "children > 0", "amount": "children * 500", "currency": "USD"},
    ],
    "terms": [
        {
            "id": "long",
            "when": "children > 1",
            "length": "children * 10",
            "unit": "working_days",
            "starts": "submitted",
        },
        {"id": "short", "when": True, "length": 5, "unit": "calendar_days", "starts": "submitted", "may_pause": True},
    ],
    "decision": {"second_officer": "stay_kind == 'permanent'", "refusal_reasons": ["not_true", "not_here"]},
    "document": {
        "type": "invented-permit",
        "holder": "applicant_name",
        "birth_date": "birth_date",
        "rows": ["stay_kind", "children"],
        "valid_for": {"length": "stay_kind == 'permanent' ? 24 : 6", "unit": "months"},
        "source": "law",
    },
}
NAME = {"family": "Karimova", "given": "Nodira", "patronymic": "", "script": "Latn", "source": "passport"}
ANSWERS: dict[str, Any] = {
    "applicant": {"role": "myself", "person": ""},
    "applicant_name": NAME,
    "birth_date": "1990-05-17",
    "stay_kind": "permanent",
    "has_children": True,
    "children": [{"row": "1", "child_name": "Ali", "child_born": "2020-01-01"}, {"row": "2", "child_name": "Vali"}],
    "answers_true": True,
}


@pytest.fixture
def raw() -> dict[str, Any]:
    """The raw definition, for a test to change."""
    return deepcopy(RAW)


@pytest.fixture
def given_answers() -> dict[str, Any]:
    """Stored answers that go all the way through the definition."""
    return deepcopy(ANSWERS)


@pytest.fixture
def raw_texts() -> dict[str, Any]:
    """English texts of the definition, complete."""
    fields = {
        "applicant": {"label": "Who?"},
        "applicant_name": {"label": "Name", "hint": "As written"},
        "birth_date": {"label": "Born"},
        "stay_kind": {"label": "Stay", "choices": {"temporary": "For a while", "permanent": "For good"}},
        "stay_until": {"label": "Until"},
        "visa": {"label": "Visa"},
        "has_children": {"label": "Children?"},
        "children": {
            "label": "Children",
            "rows_label": "Child",
            "fields": {
                "child_name": {"label": "Name of the child"},
                "child_born": {"label": "Born"},
                "birth_certificate": {"label": "Birth certificate"},
            },
        },
        "answers_true": {"label": "All is true"},
    }
    return {
        "title": "Permit",
        "summary": "A permit.",
        "after": "Wait.",
        "sources": {"law": "An invented act", "habit": "An invented habit"},
        "before_you_start": ["Passport", "Ten minutes"],
        "pages": {page: {"title": page.title()} for page in ("who", "stay", "family", "promise")},
        "fields": fields,
        "checks": {"stay_ahead": "Choose a day to come."},
        "eligibility": {"grown": {"reason": "Too young.", "advice": "Come back later."}},
        "fees": {"permanent": "Fee", "each_child": "Fee for children"},
        "terms": {"long": "Long", "short": "Short"},
        "refusal_reasons": {"not_true": "Not true.", "not_here": "Not here."},
        "document": {
            "title": "Permit",
            "body": "May stay.",
            "rows": {"stay_kind": "Kind", "children": "Children"},
        },
    }
