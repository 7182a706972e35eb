"""What every act on an appeal shares: the row beside the locked case, and its letters."""

from watandoshlar.domains.appeals.errors import AppealNotFound
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.cases.api import (
    Case,
    lock_case,
    lock_case_of_applicant,
    lock_case_of_officer,
    lock_case_of_officer_or_for_head,
)


def appeal_beside(case: Case) -> Appeal:
    """The register's row of a case that is locked. Raises AppealNotFound for an application."""
    appeal = Appeal.objects.filter(case=case).first()
    if appeal is None:
        raise AppealNotFound
    appeal.case = case
    return appeal


def lock_appeal(reference: str) -> Appeal:
    return appeal_beside(lock_case(reference))


def lock_appeal_of_officer(acting_user, reference: str) -> Appeal:
    """For the officer who has taken the appeal."""
    return appeal_beside(lock_case_of_officer(acting_user, reference))


def lock_appeal_of_officer_or_for_head(acting_user, reference: str) -> Appeal:
    """For the officer who has taken the appeal, or the head of the post for one who is away."""
    return appeal_beside(lock_case_of_officer_or_for_head(acting_user, reference))


def lock_appeal_of_applicant(acting_user, reference: str) -> Appeal:
    return appeal_beside(lock_case_of_applicant(acting_user, reference))
