"""A text that somebody wrote in some languages, in the language of a reader."""

from collections.abc import Mapping

from watandoshlar.foundation.countries import LocalName
from watandoshlar.foundation.scripts import worded

ORDER = ("uz", "ru", "en", "local")


def said(texts: Mapping[str, str], language: str) -> LocalName:
    """The text in the language, which it says; Cyrillic Uzbek follows from Latin. Where there is none, the first that
    was written, in its own language: nothing is passed off as a translation."""
    if language == "uz-cyrl" and "uz" in texts:
        return LocalName(worded(texts, language), language)
    if language in texts:
        return LocalName(worded(texts, language) if "uz" in texts else texts[language], language)
    first = next((tag for tag in ORDER if texts.get(tag)), "")
    return LocalName(texts.get(first, ""), first if first != "local" else "und")
