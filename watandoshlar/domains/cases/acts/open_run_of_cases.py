from django.db import transaction

from watandoshlar.domains.cases.issuing import access_cases_of_run
from watandoshlar.domains.cases.queries import service_of
from watandoshlar.domains.certificates.api import NewDocument, SigningRun, open_issue_run

MOST = 10_000


@transaction.atomic
def open_run_of_cases(*, acting_user, post_code: str, slug: str) -> SigningRun:
    """Open a signing run that issues the documents of a service's approved cases at a post: one for each person, and
    at most `MOST`; the others wait for the next run. Another officer of the post approves it.

    For an officer of the post. Raises PostNotFound, RoleMissing, and NothingToSign where no case waits for it.
    """
    documents, document_type = {}, ""
    for case in access_cases_of_run(acting_user, post_code, slug).select_related("about")[:MOST]:
        document = service_of(case).definition.document
        # Of one type, whatever an earlier version of the service gave.
        if document and document.type == (document_type := document_type or document.type):
            documents.setdefault(case.about_id, NewDocument(case.reference, case.about))
    return open_issue_run(
        acting_user=acting_user,
        post_code=post_code,
        document_type=document_type,
        documents=list(documents.values()),
    )
