from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from watandoshlar.capabilities.evidence.api import keep_file
from watandoshlar.domains.cases.acting import person_of_evidence
from watandoshlar.domains.cases.acts._consents import lock_consent
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant, note_event
from watandoshlar.domains.cases.consent_states import may
from watandoshlar.domains.cases.consents import UNDECIDED
from watandoshlar.domains.cases.errors import ConsentClosed
from watandoshlar.domains.cases.models import Consent


@transaction.atomic
def show_consent_paper(*, acting_user, reference: str, rule: str, upload: UploadedFile) -> Consent:
    """The applicant sends a notarised paper in which the other person agrees. It opens nothing by itself: the officer
    looks at it and records the consent.

    Raises ConsentClosed, ConsentNotFound, CaseNotFound and what `keep_file` raises.
    """
    case = lock_case_of_applicant(acting_user, reference)
    consent = lock_consent(case, rule)
    if not may("give_in_person", consent.state) or case.state not in UNDECIDED:
        raise ConsentClosed
    stored = keep_file(acting_user=acting_user, person=person_of_evidence(case), upload=upload, kind="file")
    consent.proof = stored.pk
    consent.save(update_fields=["proof"])
    note_event(case, "show_consent_paper", acting_user=acting_user, rule=rule, file=str(stored.pk))
    tell_officer(
        case,
        acting_user=acting_user,
        code="consent_paper_shown",
        key=f"{reference}:{stored.pk}",
        rule=rule,
        version=None if case.is_confidential else case.version_id,
    )
    return consent
