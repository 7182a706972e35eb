"""Passing a page on: its address and the same as a QR code, drawn by the server; nothing in it says who shared it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import zxingcpp
from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("web/parts/share.html", takes_context=True)
def share(context: Mapping[str, Any]) -> dict[str, Any]:
    """The address of the page without what was asked of it: answers and words that were sought are the reader's own."""
    address = settings.SITE_URL + context["request"].path
    size, path = code_of(address)
    return {"address": address, "size": size, "path": path}


@lru_cache(maxsize=512)
def code_of(text: str) -> tuple[int, str]:
    """The QR code of a text: how many units wide, and the path of its dark squares."""
    svg = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(
        scale=1, add_quiet_zones=True
    )
    width, path = re.search(r'<svg width="(\d+)".*?<path d="([MhvHVZz0-9 .-]+)"', svg, re.DOTALL).groups()
    return int(width), path
