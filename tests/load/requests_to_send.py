"""What `bench` asks of the running platform: one request, and what came of many."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request as a browser sends it; `status` is the answer that is right."""

    method: str
    path: str
    status: int
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """Requests for the client process: sent by `connections` at once, no longer than `seconds`."""

    host: str
    port: int
    connections: int
    seconds: float
    requests: list[Request]


@dataclass(frozen=True)
class Outcome:
    """What the client measured: wall time of all, milliseconds of each, and by path where the answer redirected to."""

    seconds: float
    milliseconds: list[float]
    locations: dict[str, str]
    wrong: list[str]


def to_json(value: Order | Outcome | dict[str, list[Request]]) -> str:
    if isinstance(value, dict):
        return json.dumps({name: [asdict(request) for request in requests] for name, requests in value.items()})
    return json.dumps(asdict(value))


def requests_of(raw: list[dict[str, Any]]) -> list[Request]:
    return [Request(**request) for request in raw]
