"""Asking a payment system over HTTP."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from watandoshlar.domains.fees.errors import StatementUnavailable

SECONDS = 20
MOST_BYTES = 20_000_000


def ask_json(url: str, headers: Mapping[str, str], question: object = None) -> Any:
    """GET the address, or POST a question to it as JSON. Raises StatementUnavailable for whatever is no JSON answer."""
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise StatementUnavailable
    content = None if question is None else json.dumps(question).encode()
    request = Request(url, content, {"Accept": "application/json", "Content-Type": "application/json", **headers})  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310 - checked above
            return json.loads(response.read(MOST_BYTES))
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise StatementUnavailable from error
