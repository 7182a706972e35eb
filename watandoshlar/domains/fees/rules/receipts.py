"""Numbers of paper receipts, as officers type them."""

import re

_SHAPE = re.compile(r"[0-9A-ZА-ЯЁЎҚҒҲ][0-9A-ZА-ЯЁЎҚҒҲ \-/.№]{0,39}")


def read_receipt_number(text: str) -> str | None:
    """The number in one spelling: capitals, single spaces, so that no receipt is entered twice in two writings."""
    number = " ".join(text.split()).upper()
    return number if _SHAPE.fullmatch(number) else None
