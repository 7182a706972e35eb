"""Cases before a commission: where they stand, what its members may read of them, and cancellations of what it gave."""

from dataclasses import dataclass

from watandoshlar.capabilities.access.api import Account, is_officer_of
from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.families import subject_name
from watandoshlar.domains.cases.models import Cancellation, Case, Recommendation
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.cases.recommendations import PartOfJourney, recommendations_of
from watandoshlar.domains.catalogue.api import CommissionRule, full_name
from watandoshlar.domains.certificates.api import Certificate, certificate_of, newest_version, versions_of
from watandoshlar.domains.commissions.api import Matter, Standing, access_outline, access_papers, standing_of

MINISTRY = "ministry"
"""The code of the ministry's own post: its officers put cancellations before the commission."""


def commission_rule(case: Case) -> CommissionRule | None:
    """The commission that decides the case; None where an officer does."""
    return service_of(case).definition.decision.commission


def nomination_of(case: Case) -> Standing | None:
    """Where the case stands before the commission; None where none decides it, or it was not put yet."""
    return standing_of(case.reference, "award") if commission_rule(case) else None


def is_on_the_agenda(case: Case) -> bool:
    """Whether a sitting has the case before it: what its members read does not change then."""
    standing = nomination_of(case)
    return standing is not None and standing.state in ("listed", "voting")


@dataclass(frozen=True)
class Papers:
    """What a member who is not in conflict reads: the journey holds the answers that the definition shows, and no
    others. `cancellation` is there where that is the matter."""

    matter: Matter
    case: Case
    journey: PartOfJourney
    recommendations: list[Recommendation]
    cancellation: Cancellation | None


def access_nomination(account: Account, subject: str, kind: str) -> Papers:
    """The papers of a matter for a member of its commission. Raises what `access_papers` raises, and CaseNotFound."""
    matter = access_papers(account, subject, kind)
    case = Case.objects.filter(reference=subject).select_related("applicant", "about", "post", "account").first()
    if case is None:
        raise errors.CaseNotFound
    shown = commission_rule(case)
    return Papers(
        matter=matter,
        case=case,
        journey=PartOfJourney(journey_of_case(case, answers_of(case)), shown.shows if shown else ()),
        recommendations=[row for row in recommendations_of(case) if row.answered_at],
        cancellation=open_cancellation(case) if kind == "cancel" else None,
    )


def access_nominee(account: Account, subject: str, kind: str) -> str:
    """Whom a matter is about, for a member who has yet to say whether there is a conflict of interest. Raises what
    `access_outline` raises, and CaseNotFound."""
    access_outline(account, subject, kind)
    case = Case.objects.filter(reference=subject).select_related("applicant").first()
    if case is None:
        raise errors.CaseNotFound
    return full_name(dict(subject_name(service_of(case).definition, answers_of(case))))


# --- cancellations ----------------------------------------------------------------------------------------------------


def document_in_force(case: Case) -> Certificate | None:
    """The newest version of the document that was issued on the case."""
    certificate = certificate_of(case.reference)
    return newest_version(certificate) if certificate else None


def award_of(certificate: Certificate) -> Case | None:
    """The case in which a commission gave the document, whatever asked for its version of today; None where none did.
    Only that commission cancels it."""
    subjects = [one.subject for one in versions_of(certificate)]
    cases = Case.objects.select_related("applicant", "about", "post", "account").filter(reference__in=subjects)
    return next((case for case in cases if commission_rule(case)), None)


def open_cancellation(case: Case) -> Cancellation | None:
    """The cancellation that is before the commission, if one is."""
    found = Cancellation.objects.filter(case=case, ended_at=None).first()
    if found:
        found.case = case
    return found


def cancellations_of(case: Case) -> list[Cancellation]:
    """Every cancellation that was ever put, the latest first."""
    rows = list(Cancellation.objects.filter(case=case).order_by("-number"))
    for row in rows:
        row.case = case
    return rows


def access_case_for_cancellation(account: Account, reference: str) -> Case:
    """The outside of the case in which a commission gave a document, by its reference or by that of a case in which a
    newer version was issued, for officers of the ministry; its answers stay closed. Raises CaseNotFound."""
    certificate = certificate_of(reference)
    case = award_of(certificate) if certificate else None
    if case is None or not is_officer_of(account, get_post(MINISTRY)) or case.account_id == account.pk:
        raise errors.CaseNotFound
    return case


@dataclass(frozen=True)
class CancellationWords:
    why: str
    answer: str


def words_of_cancellation(cancellation: Cancellation) -> CancellationWords:
    """What the ministry and the holder say, opened. Callers come through `access_case`, `access_nomination` or
    `access_case_for_cancellation`."""

    def opened(kept: bytes, what: str) -> str:
        return decrypt_json_for(cancellation.case.applicant, kept, cancellation.context(what)) if kept else ""

    return CancellationWords(opened(cancellation.why, "why"), opened(cancellation.answer, "answer"))
