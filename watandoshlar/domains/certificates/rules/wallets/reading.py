"""What machines write, read in one way only: JSON with one meaning, addresses that have parts."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.foundation.credentials.jose import from_json_object, to_json
from watandoshlar.foundation.credentials.refusals import Refused


def read_object(content: bytes, code: str) -> dict[str, Any]:
    """A JSON object whose numbers everybody reads alike and whose texts can be written down; refuses with `code`."""
    try:
        value = from_json_object(content)
        # Halves of characters have no spelling in UTF-8, and the database keeps no zero character.
        is_writable = b"\\u0000" not in to_json(value)
    except (Refused, ValueError, RecursionError) as error:
        raise Refusal(code, "A JSON object is asked for.") from error
    if not is_writable:
        raise Refusal(code, "A text holds a zero character.")
    return value


def read_address(text: str) -> SplitResult | None:
    """The parts of an address, or None for what is none, like `https://[`."""
    try:
        return urlsplit(text)
    except ValueError:
        return None
