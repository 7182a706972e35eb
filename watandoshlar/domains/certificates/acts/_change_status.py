"""What the acts on the status of a document share."""

from collections.abc import Callable, Sequence

from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System, account_id_of, append_entry
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.certificates.acts._lists import defer_publication
from watandoshlar.domains.certificates.acts._register import locked_certificate
from watandoshlar.domains.certificates.errors import StatusCannotChange, UnknownReason
from watandoshlar.domains.certificates.models import Certificate, StatusChange
from watandoshlar.domains.certificates.queries import newest_version, versions_of
from watandoshlar.domains.certificates.states import (
    BY_COMMISSION,
    FINAL_STATUSES,
    REASONS,
    REINSTATED_BECAUSE,
    RESTS_ON,
    TRANSITIONS,
    Status,
    status_that_counts,
)
from watandoshlar.foundation import clock

Follower = Callable[[Sequence[StatusChange]], None]
_FOLLOWERS: list[Follower] = []


def follow_statuses(follower: Follower) -> None:
    """Let a room above see what happens to documents: `follower(changes)`, in the transaction that changes them.

    The document that was decided on comes first, then whatever follows it. Their rows are locked: what needs other
    locks is left to a job, which exists exactly when the change does.
    """
    _FOLLOWERS.append(follower)


@transaction.atomic
def change_status(act: str, acting_user: ActingUser | System, number: str, wanted: Status, reason: str) -> Certificate:
    """For the head of the post that issued the document, or SYSTEM. Raises UnknownReason, CertificateNotFound,
    StatusCannotChange and the refusal of a missing role."""
    # What a commission resolved follows from its resolution; nobody chooses it.
    chosen = REASONS | REINSTATED_BECAUSE if wanted is Status.VALID else REASONS
    if reason not in chosen and not (reason == BY_COMMISSION and acting_user is SYSTEM):
        raise UnknownReason
    certificate = locked_certificate(number)
    if acting_user is not SYSTEM:
        require_role(acting_user, "head", get_post(certificate.post_code))
    own = Status(certificate.own_status)
    if certificate.status in FINAL_STATUSES or (own, wanted) not in TRANSITIONS:
        raise StatusCannotChange(number=number, status=certificate.status, wanted=wanted)
    decide_status(acting_user, certificate, wanted, reason)
    facts = {"from": own.value, "to": wanted.value, "reason": reason}
    append_entry(acting_user=acting_user, act=act, chain=f"certificate:{number}", facts=facts)
    return certificate


def decide_status(acting_user: ActingUser | System, certificate: Certificate, wanted: Status, reason: str) -> None:
    """Decide on a document that is locked, and let everything that rests on it follow. Every copy of them changes with
    this transaction; a job in it publishes the lists."""
    before = Status(certificate.own_status)
    certificate.own_status = wanted
    _settle(certificate)
    changes = [_note(acting_user, certificate, before, wanted, reason), *_let_follow(acting_user, certificate)]
    defer_publication()
    for follower in _FOLLOWERS:
        follower(changes)


def _let_follow(acting_user: ActingUser | System, base: Certificate) -> list[StatusChange]:
    """Dependants are locked after their base, and ask for its status after that: whoever issues or reinstates one at
    the same moment has either seen this change or is seen by it."""
    changes: list[StatusChange] = []
    resting = Certificate.objects.select_for_update(of=("self",), no_key=True).filter(rests_on__in=versions_of(base))
    for certificate in resting.exclude(status__in=FINAL_STATUSES).order_by("number"):
        before = Status(certificate.status)
        _settle(certificate)
        if certificate.status != before:
            changes.append(_note(acting_user, certificate, before, Status(certificate.status), RESTS_ON))
            facts = {"from": before.value, "to": certificate.status, "reason": RESTS_ON, "base": base.number}
            chain = f"certificate:{certificate.number}"
            append_entry(acting_user=acting_user, act="follow_status", chain=chain, facts=facts)
            changes += _let_follow(acting_user, certificate)
    return changes


def _settle(certificate: Certificate) -> None:
    base = newest_version(certificate.rests_on) if certificate.rests_on else None
    counts = status_that_counts(Status(certificate.own_status), Status(base.status) if base else None)
    if counts != certificate.status:
        certificate.status, certificate.status_changed_at = counts, clock.now()
    certificate.save(update_fields=["status", "own_status", "status_changed_at"])


def _note(
    acting_user: ActingUser | System, certificate: Certificate, before: Status, after: Status, reason: str
) -> StatusChange:
    change = StatusChange(
        certificate=certificate,
        from_status=before,
        to_status=after,
        reason=reason,
        account_id=account_id_of(acting_user),
    )
    change.save(force_insert=True)
    return change
