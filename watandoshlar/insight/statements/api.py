"""The door of statements."""

from watandoshlar.insight.statements import errors
from watandoshlar.insight.statements.folder import RECORD, check_record, kept_record, read_subjects, subjects
from watandoshlar.insight.statements.queries import get_subject
from watandoshlar.insight.statements.rules.saying import (
    by_place,
    changed_since,
    columns,
    holding_on,
    ranked,
    record_of,
    span,
)
from watandoshlar.insight.statements.rules.subjects import (
    Measure,
    Statement,
    StatementProblems,
    Subject,
    parse_subject,
)

__all__ = [
    "RECORD",
    "Measure",
    "Statement",
    "StatementProblems",
    "Subject",
    "by_place",
    "changed_since",
    "check_record",
    "columns",
    "errors",
    "get_subject",
    "holding_on",
    "kept_record",
    "parse_subject",
    "ranked",
    "read_subjects",
    "record_of",
    "span",
    "subjects",
]
