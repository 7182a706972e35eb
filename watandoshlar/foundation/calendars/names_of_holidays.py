"""Names of holidays in languages that the `holidays` library lacks: those of Uzbekistan, and some found anywhere."""

import re
from collections.abc import Mapping

NAMES: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "New Year's Day": "Новый год",
        "Women's Day": "Международный женский день",
        "International Women's Day": "Международный женский день",
        "Nowruz": "Навруз",
        "Labor Day": "Праздник труда",
        "Day of Memory and Honor": "День памяти и почестей",
        "Independence Day": "День независимости",
        "Teachers and Instructors Day": "День учителей и наставников",
        "Constitution Day": "День Конституции",
        "Eid al-Fitr": "Рамазан хайит (Ураза-байрам)",
        "Eid al-Adha": "Курбан хайит (Курбан-байрам)",
        "Christmas Day": "Рождество",
        "Easter Sunday": "Пасха",
        "Easter Monday": "Пасхальный понедельник",
        "Good Friday": "Страстная пятница",
        "National Day": "Национальный праздник",
        "Day off": "Выходной день",
        "Additional day off by Presidential decree": "Дополнительный выходной по указу Президента",
    },
}
# What the library adds in brackets: the moon decides, another day stands for it, a day of work was moved.
ADDED: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ru": (
        (re.compile(r" \(estimated\)$"), " (ожидается)"),
        (re.compile(r" \(observed\)$"), " (перенос)"),
        (re.compile(r" \(observed, estimated\)$"), " (перенос, ожидается)"),
        (re.compile(r" \(substituted from (\d\d)/(\d\d)/(\d{4})\)$"), r" (перенос с \2.\1.\3)"),
    ),
}


def named(english: str, language: str) -> str | None:
    """The name in the language, of one holiday or of several on a day; None where one of them is not known."""
    known = NAMES.get(language, {})
    told = [_named(one, known, ADDED.get(language, ())) for one in english.split("; ")]
    return None if None in told else "; ".join(name for name in told if name)


def _named(english: str, known: Mapping[str, str], added: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    for pattern, words in added:
        if found := pattern.search(english):
            plain = known.get(english[: found.start()])
            return plain and plain + found.expand(words)
    return known.get(english)
