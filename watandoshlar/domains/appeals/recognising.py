"""Keyed fingerprints by which appeals with the same words are found again, without their words being readable."""

from django.utils.crypto import salted_hmac

from watandoshlar.domains.appeals.matter import Matter
from watandoshlar.domains.appeals.rules.likeness import bands, signature

SALT = "watandoshlar.appeals.mark"


def words_of(matter: Matter) -> str:
    """What is compared: the text and the demands."""
    return "\n".join(dict.fromkeys((matter.text, *matter.demands)))


def marks_of(matter: Matter) -> list[bytes]:
    """One mark for each band of the words' signature; none for an appeal without words."""
    words = words_of(matter)
    if not words.strip():
        return []
    return [salted_hmac(SALT, band, algorithm="sha256").digest() for band in bands(signature(words))]
