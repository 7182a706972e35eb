"""The many signs that people type for ʻ and ʼ."""

import re

LETTER_SIGN = "\u02bb"  # ʻ, part of the letters oʻ and gʻ
TUTUQ = "\u02bc"  # ʼ, the separating sign

_TYPED = "\u02bb\u02bc'\u2018\u2019`\u00b4\u2032\uff07"
_AFTER_O_OR_G = re.compile(rf"(?<=[oOgG])[{_TYPED}]+")
_BETWEEN_LETTERS = re.compile(rf"(?<=[^\W\d_])[{_TYPED}]+(?=[^\W\d_])")


def normalise_apostrophes(text: str) -> str:
    """Give oʻ and gʻ their sign ʻ (U+02BB) and every sign between two letters the tutuq ʼ (U+02BC).

    Quotation marks around a word stay. After o and g the sign always belongs to the letter, also at the end of
    a word (bogʻ): a quotation that closes right after such a word loses its mark, a smaller harm than a lost letter.
    """
    return _BETWEEN_LETTERS.sub(_tutuq_unless_letter_sign, _AFTER_O_OR_G.sub(LETTER_SIGN, text))


def _tutuq_unless_letter_sign(match: re.Match[str]) -> str:
    return LETTER_SIGN if match.string[match.start() - 1] in "oOgG" else TUTUQ
