"""The hash by which minutes and the rules of a sitting are sealed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def hash_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical form: keys in order, no spaces, UTF-8."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
