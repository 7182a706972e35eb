"""Letters of the acts to those who work at the post of a case."""

from watandoshlar.capabilities.access.api import Account, is_officer_of, workers_at
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import is_for_account


def tell_officer(case: Case, *, acting_user, code: str, key: str, **facts) -> None:
    """To the officer of the case; to the heads of the post when nobody there has it."""
    write_to_officers(case, officers_in_charge(case), acting_user=acting_user, code=code, key=key, **facts)


def officers_in_charge(case: Case) -> list[Account]:
    """The officer of the case; the heads of the post when there is none, or that officer works there no more."""
    return [case.officer] if is_officer_of(case.officer, case.post) else workers_at(case.post, ["head"])


def tell_colleagues(case: Case, *, acting_user, code: str, key: str) -> None:
    """To everybody who could be the second officer: whoever works at the post, but for the officer of the case; where
    it is confidential, to whom that officer named and to the heads."""
    colleagues = [account for account in workers_at(case.post) if account.pk != case.officer_id]
    if case.is_confidential:
        colleagues = [account for account in colleagues if is_for_account(account, case)]
    write_to_officers(case, colleagues, acting_user=acting_user, code=code, key=key)


def write_to_officers(case: Case, accounts: list[Account], *, acting_user, code: str, key: str, **facts) -> None:
    for account in accounts:
        # Who applied themselves reads the letters of the applicant.
        if account.pk != case.account_id:
            told = {"reference": case.reference, **facts}
            notify(acting_user=acting_user, account=account, code=code, key=key, facts=told)
