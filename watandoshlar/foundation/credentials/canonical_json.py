"""JSON in one spelling (JCS, RFC 8785), without fractions: no credential of ours has one."""

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as _string
from typing import Any

from watandoshlar.foundation.credentials.refusals import Refusal, Refused

MAX_DEPTH = 64
_WORDS = {None: "null", True: "true", False: "false"}


def canonical(value: Any) -> bytes:
    """The one spelling of `value`. Raises Refused on a fraction, half a character and what JSON cannot say."""
    try:
        return _text(value, 0).encode()
    except UnicodeEncodeError as error:
        raise Refused(Refusal.FORMAT) from error


def _text(value: Any, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise Refused(Refusal.FORMAT)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_string(name)}:{_text(value[name], depth + 1)}" for name in _in_order(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item, depth + 1) for item in value) + "]"
    # json escapes in a string exactly what RFC 8785, 3.2.2.2 asks for when letters beyond ASCII are left as they are.
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return str(value)
    raise Refused(Refusal.FORMAT)


def _in_order(names: Iterable[str]) -> list[str]:
    """By UTF-16 code units (RFC 8785, 3.2.3), which differs from the order of code points only above U+FFFF."""
    ordered = sorted(names)
    return ordered if all(map(str.isascii, ordered)) else sorted(ordered, key=lambda name: name.encode("utf-16-be"))
