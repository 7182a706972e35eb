"""Questions to the statements."""

from watandoshlar.insight.statements.errors import SubjectNotFound
from watandoshlar.insight.statements.folder import subjects
from watandoshlar.insight.statements.rules.subjects import Subject


def get_subject(code: str) -> Subject:
    """Raises SubjectNotFound."""
    found = subjects().get(code)
    if found is None:
        raise SubjectNotFound
    return found
