"""Whether the account of a case may still act in it: it acts for a child or for somebody else, until that ends."""

from collections.abc import Iterable

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import Person, authorities_of, authority_of, why_not
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import get_version

REFUSALS = {
    "acting_ended": errors.ActingEnded,
    "came_of_age": errors.CameOfAge,
    "mandate_over": errors.MandateOver,
}


def acting_ended_by(case: Case) -> str:
    """Why the account may not act in the case any more, on this day at its post; empty while it may."""
    if case.account_id is None or not case.is_for_another:
        return ""
    slug = get_version(case.version_id).slug
    return why_not(authority_of(case.account, case.about), today_at(case.post), case.reference, slug)


def person_of_evidence(case: Case) -> Person:
    """Under whom the account of the case keeps files: who applied, and after a take-over whom the case is about."""
    return case.about if case.take_overs.exists() else case.applicant


def check_acting(case: Case) -> None:
    """Raises ActingEnded, CameOfAge or MandateOver, each with what to do."""
    if code := acting_ended_by(case):
        raise REFUSALS[code](reference=case.reference)


def acting_ended_in(account: Account, cases: Iterable[Case]) -> dict[int, str]:
    """Of the account's own cases those in which it may not act any more, each with why; two queries for any number."""
    acted_for = [case for case in cases if case.is_for_another]
    if not acted_for:
        return {}
    known = authorities_of(account)
    ended = {
        case.pk: why_not(
            known.get(case.about_id), today_at(case.post), case.reference, get_version(case.version_id).slug
        )
        for case in acted_for
    }
    return {pk: code for pk, code in ended.items() if code}
