"""JSON in one spelling (JCS, RFC 8785), without fractions: no credential of ours has one."""

import json
from collections.abc import Mapping
from typing import Any

from watandoshlar.foundation.credentials.refusals import Refusal, Refused

MAX_DEPTH = 64


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
        # Names are ordered by their UTF-16 code units (RFC 8785, 3.2.3), which differs from code points above U+FFFF.
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(name, depth)}:{_text(value[name], depth + 1)}" for name in names) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item, depth + 1) for item in value) + "]"
    if value is None or isinstance(value, bool | int | str):
        # json escapes exactly what RFC 8785, 3.2.2.2 asks for when non-ASCII letters are left as they are.
        return json.dumps(value, ensure_ascii=False)
    raise Refused(Refusal.FORMAT)
