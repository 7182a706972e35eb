"""schemathesis against the platform in this process: every address, all that it thinks of, the same each time."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.openapi import OpenApiSchema

# Of each address. More by hand: `OPEN_API_RATE=1000/s/ip make run`, and `st run` against its openapi.json.
EXAMPLES = 8
schema = schemathesis.pytest.from_fixture("described")


@pytest.fixture
def described(published: None, unlimited: None) -> OpenApiSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@schema.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_found(case: Case) -> None:
    case.call_and_validate()
