"""Base64 for addresses and tokens, without padding (RFC 7515, appendix C): every content has exactly one text."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

_URL_SAFE = re.compile(r"[A-Za-z0-9_-]*")


class NotBase64Url(ValueError):
    """The text is not what some content encodes to."""

    code = "not_base64url"


def encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The content of `text`. Raises NotBase64Url on padding, foreign characters and every second spelling."""
    if _URL_SAFE.fullmatch(text) is None:
        raise NotBase64Url
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise NotBase64Url from error
    if encode(content) != text:
        raise NotBase64Url
    return content
