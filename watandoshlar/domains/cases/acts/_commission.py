"""What a commission does with a case, kept in the case; who is in conflict with it; what a resolution makes happen."""

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import accounts_acting_for
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import LOCKING, note_event
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.nominations import document_in_force, open_cancellation
from watandoshlar.domains.certificates.api import BY_COMMISSION, FINAL_STATUSES, revoke_certificate
from watandoshlar.domains.commissions.api import Interests, Matter, resolution_on
from watandoshlar.foundation import clock


def lock_subject(subject: str) -> Case | None:
    """The case that a matter is about, locked before anything of the commission is."""
    return LOCKING.filter(reference=subject).first()


def interests_in(case: Case) -> Interests:
    """Who has an interest in the case by what the platform knows: who applied or entered it, who acts for its people,
    and every body that was asked to recommend."""
    own = {account for account in (case.account_id, case.entered_by_id) if account is not None}
    return Interests(
        own=own,
        acted_for=accounts_acting_for(case.people) - own,
        bodies=set(case.recommendations.values_list("body", flat=True)),
    )


def keep_matter(matter: Matter, step: str, *, acting_user) -> None:
    """Follows every step of a matter, in its transaction: the case says where it stands, and what was resolved
    happens."""
    case = lock_subject(matter.subject)
    if case is None:
        return
    facts = {"kind": matter.kind, "matter": matter.pk}
    if step == "resolve":
        facts["outcome"] = resolution_on(matter.subject, matter.kind).outcome
    note_event(case, f"{step}_matter", acting_user=acting_user, **facts)
    if step == "resolve":
        RESOLVED[matter.kind](case, matter, facts["outcome"], acting_user=acting_user)


def _awarded(case: Case, matter: Matter, outcome: str, *, acting_user) -> None:
    """The officer goes on with the decision; the nominee learns what the commission resolved."""
    told = {"outcome": outcome}
    write_to_applicant(case, f"commission_{outcome}", acting_user=acting_user, occasion=f"matter-{matter.pk}")
    key = f"{case.reference}:matter-{matter.pk}"
    tell_officer(case, acting_user=acting_user, code="commission_resolved", key=key, **told)


def _cancelled(case: Case, matter: Matter, outcome: str, *, acting_user) -> None:
    """In favour: the document is withdrawn with this transaction, and its holder learns how to appeal."""
    cancellation = open_cancellation(case)
    if cancellation is None:
        return
    cancellation.ended_at = clock.now()
    cancellation.ended_as = "cancelled" if outcome == "in_favour" else "kept"
    cancellation.save(update_fields=["ended_at", "ended_as"])
    certificate = document_in_force(case)
    if outcome == "in_favour" and certificate.status not in FINAL_STATUSES:
        revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason=BY_COMMISSION)
        # Nobody is reminded to collect what does not count.
        HandOver.objects.filter(case__reference=certificate.subject, state="ready").update(chase_on=None)
    code = "document_cancelled" if outcome == "in_favour" else "cancellation_refused"
    facts = {"certificate": certificate.number}
    write_to_applicant(case, code, acting_user=acting_user, occasion=cancellation.key, **facts)


RESOLVED = {"award": _awarded, "cancel": _cancelled}
