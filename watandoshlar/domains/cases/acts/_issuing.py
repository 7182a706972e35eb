"""What must hold of a document before it is promised, and again before it is issued."""

from django.utils.translation import get_language

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.documents import last_day
from watandoshlar.domains.cases.errors import DocumentWouldHaveEnded
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.named_documents import check_numbers, named_documents
from watandoshlar.domains.cases.queries import service_of
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.certificates.api import hold_documents


def check_document(case: Case, journey: Journey) -> None:
    """Raises NumberRefused for a document that the application names and that does not count any more, and
    DocumentWouldHaveEnded. Asked before an approval, which would otherwise promise what cannot be issued."""
    today = today_at(case.post)
    # Whoever withdraws one of them at this moment was seen here, or will find what is approved.
    hold_documents(named_documents(journey))
    check_numbers(journey, case.applicant_id, case.about_id, today, service_of(case).texts(get_language()))
    if journey.definition.document and (day := last_day(journey, today)) and day < today:
        raise DocumentWouldHaveEnded(day=day)
