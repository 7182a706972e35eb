"""schemathesis against the platform in this process: every address, what is allowed and what is not, always alike."""

from collections.abc import Callable
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode

# Of each address in each mode. More by hand: `OPEN_API_RATE=1000/s/ip make run`, and `st run` against its openapi.json.
EXAMPLES = 8


def from_home(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """The platform, for requests that come over no network and from a client that does not unpack."""
    return WSGIHandler()({**environ, "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "identity"}, start_response)


def attack(operation: APIOperation, mode: GenerationMode) -> int:
    """How many requests were answered as the description promises, by all checks of schemathesis."""
    sent = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def attacked(case: Case) -> None:
        case.call_and_validate()
        sent.append(case)

    attacked()
    return len(sent)


def test_nothing_is_found(published: None, unlimited: None) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", from_home)
    sent = {
        (one.ok().label, mode.name): attack(one.ok(), mode)
        for one in described.get_all_operations()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    }
    assert len(sent) == 26
    assert min(sent.values()) > 0
