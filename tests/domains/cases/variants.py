"""Small services made out of the tutorial, each for one thing that a definition can say."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.domains.cases.builders import CAPITAL, CHECK, PAPER, PASSPORT, SECRET, TWO_OFFICERS, made_from_tutorial

REFERRAL = f"""
referrals:
  - {{id: {CHECK}, to: ministry, when: true, length: 10, unit: working_days, pauses: true, source: tutorial}}
"""
CHECK_TEXT = f"""
referrals:
  {CHECK}: The consular department in Tashkent confirms who you are.
"""
HAND_OVER = """
hand_over:
  ways: [collect, send]
  keep: {length: 6, unit: months}
  chase: [14, 30, 60]
  source: tutorial
"""
COLLECTED = HAND_OVER.replace("[collect, send]", "[collect]")
RESULT_TEXT = """
hand_over:
  result: Biometric passport
  advice: Bring the passport that you have.
"""
TOLD = """
confidential: true
hand_over:
  ways: [told]
  source: tutorial
"""


TO_THE_CAPITAL = "officer: [take, refer, report, approve, issue]"
TWO_DECIDE = "officer: [take, approve, second, issue]"


def without_document(definition: str) -> str:
    return definition[: definition.index("\ndocument:")] + "\n"


def by_two(definition: str) -> str:
    return definition.replace("second_officer: false", "second_officer: true")


def capital(folder: Path) -> Path:
    return made_from_tutorial(
        folder, lambda text: text + REFERRAL, CHECK_TEXT, TO_THE_CAPITAL, f"  referrals: [{CHECK}]\n"
    )


def two_officers(folder: Path) -> Path:
    return made_from_tutorial(folder, by_two, steps=TWO_DECIDE)


def passport(folder: Path) -> Path:
    """Asks the capital too, as real passports do."""
    made_from_tutorial(
        folder,
        lambda text: without_document(text) + REFERRAL + HAND_OVER,
        CHECK_TEXT + RESULT_TEXT,
        TO_THE_CAPITAL,
        f"  referrals: [{CHECK}]\n  hand_over: collect\n",
    )
    return without_texts_of_document(folder)


def secret(folder: Path) -> Path:
    made_from_tutorial(
        folder,
        lambda text: by_two(without_document(text)) + TOLD,
        RESULT_TEXT,
        TWO_DECIDE,
        "  confidential: true\n  hand_over: told\n",
    )
    return without_texts_of_document(folder)


def without_texts_of_document(folder: Path) -> Path:
    for words in (folder / "texts").iterdir():
        text = words.read_text(encoding="utf-8")
        words.write_text(re.sub(r"(?m)^document:\n(?:  .*\n)+", "", text), encoding="utf-8")
    return folder


def paper(folder: Path) -> Path:
    return made_from_tutorial(folder, lambda text: text + COLLECTED, RESULT_TEXT)


VARIANTS: dict[str, Callable[[Path], Path]] = {
    CAPITAL: capital,
    PAPER: paper,
    PASSPORT: passport,
    SECRET: secret,
    TWO_OFFICERS: two_officers,
}
