from django.db import transaction

from watandoshlar.capabilities.access.api import has_role
from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._appeals import appeal_beside
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.cases.api import (
    check_open,
    due_date,
    lock_case_at_post,
    note_event,
    recompute_due,
    term_of,
    write_to_applicant,
)

REASONS = ("study", "check", "documents")
"""For what the law allows a longer term: further study, a check on the spot, more documents (ZRU-445, art. 28)."""


@transaction.atomic
def extend_term(*, acting_user, reference: str, rung: str, reason: str) -> Appeal:
    """Extend the term of an appeal by the next rung of its ladder, and tell the applicant until when and why.

    The officer may reach the first rung, the head the exceptional one: the service's definition says who. The legal
    clock judges it; raises ExtensionRefused(why) with the clock's code, WhyNeeded, WrongState, NotYourCase.
    """
    case = lock_case_at_post(acting_user, reference)
    appeal = appeal_beside(case)
    check_open(case)
    if reason not in REASONS:
        raise errors.WhyNeeded
    by = _capacity(case, acting_user)
    note_event(case, "extend", acting_user=acting_user, rung=rung, by=by, reason=reason)
    _check(due_date(case, term_of(case)), rung)
    recompute_due(case)
    write_to_applicant(
        case,
        "term_extended",
        acting_user=acting_user,
        # A body to which the appeal goes later may climb the same rung.
        occasion=f"extend-{case.events.filter(name='extend').count()}",
        reason=reason,
        due_at=case.due_at.isoformat() if case.due_at else None,
        zone=case.post.zone,
    )
    return appeal


def _capacity(case, account) -> str:
    """As whom the account extends: as head of the post, or as the officer who has the appeal."""
    if has_role(account, "head", case.post):
        return "head"
    if case.officer_id == account.pk:
        return "officer"
    raise errors.ExtensionRefused(why="extension_not_allowed")


def _check(reckoned, rung: str) -> None:
    """The event is in the ledger by now; the clock's last word on this rung decides, or everything is rolled back."""
    said = [step.code for step in reckoned.steps if step.facts.get("rung") == rung]
    if not said or said[-1] != "extended":
        raise errors.ExtensionRefused(why=said[-1] if said else "unknown_rung")
