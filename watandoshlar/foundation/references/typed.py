"""Numbers as people type them: small letters, spaces, dashes, Cyrillic keyboards, digits of other scripts."""

import unicodedata

_CYRILLIC_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def signs_only(text: str) -> str:
    """The letters and digits of `text`: capitals, Latin where Cyrillic looks the same, digits 0-9 for any digits."""
    capitals = unicodedata.normalize("NFKC", text.replace("№", "")).upper().translate(_CYRILLIC_LOOK_ALIKES)
    return "".join(_plain_digit(sign) for sign in capitals if sign.isalnum())


def _plain_digit(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign
