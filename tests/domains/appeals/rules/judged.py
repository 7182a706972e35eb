"""The judged corpus: invented appeals, each with the theme that an officer would choose."""

from dataclasses import dataclass
from pathlib import Path

import yaml

CORPUS = Path(__file__).parent / "corpus"
UNSEEN = "unseen"


@dataclass(frozen=True)
class Judged:
    """`latin` is the same text in Latin, where no rule derives it (Arabic script)."""

    file: str
    theme: str
    text: str
    latin: str = ""


APPEALS = [
    Judged(path.stem, **entry)
    for path in sorted(CORPUS.glob("*.yaml"))
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
]
