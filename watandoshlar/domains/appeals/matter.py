"""What an appeal says, read from the answers of its case: whose it is, what it demands, whom it is about.

The ids of the fields are those of services/appeal/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KIND = "appeal_kind"
TEXT = "happened"
DEMANDS = "demands"
AGAINST = {"this_post": "post", "officer_of_post": "officer", "another_body": "body"}


@dataclass(frozen=True)
class Matter:
    """The parts of an appeal that decide how it is dealt with. Nothing that was left out keeps it from being one."""

    kind: str
    appellant: str
    text: str
    demands: tuple[str, ...]
    against: str
    is_anonymous: bool
    lacks_authority: bool
    is_collective: bool


def matter_of(answers: Mapping[str, Any]) -> Matter:
    """An appeal without a demand of its own asks for an answer to its text."""
    text = answers.get(TEXT, "")
    demands = tuple(row["demand"] for row in answers.get(DEMANDS, ()) if row.get("demand"))
    acting = answers.get("acting", "")
    return Matter(
        kind=answers.get(KIND, "application"),
        appellant=answers.get("appellant", ""),
        text=text,
        demands=demands or (text,),
        against=AGAINST.get(answers.get("complained_of", ""), "") if answers.get(KIND) == "complaint" else "",
        is_anonymous=not _has_name(answers) or not answers.get("home_address"),
        lacks_authority=acting == "representative" and not answers.get("authority_paper"),
        is_collective=acting == "group",
    )


def _has_name(answers: Mapping[str, Any]) -> bool:
    """A surname, or the name of the organisation (model regulation on appeals: what makes an appeal anonymous)."""
    name = answers.get("applicant_name") or {}
    return bool(name.get("family") or answers.get("organisation_name"))
