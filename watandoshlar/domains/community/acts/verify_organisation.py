from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._search import organisation_changed
from watandoshlar.domains.community.acts._steps import lock_organisation, take_step
from watandoshlar.domains.community.models import Verification
from watandoshlar.domains.community.queries import access_organisation_at_post, today
from watandoshlar.domains.community.rules.days import LONGEST_VERIFICATION
from watandoshlar.domains.community.states import EVIDENCE
from watandoshlar.foundation import clock


@transaction.atomic
def verify_organisation(
    *, acting_user: Any, pk: int, evidence: Collection[str], named: str = "", until: date | None, revision: int
) -> Verification:
    """An officer of its post has seen that the organisation exists and is what it says; it stands in the register until
    the day. One that stands there is renewed. `named` says which papers, `revision` which facts were read.

    Raises OrganisationNotFound, OwnEntry, EvidenceNeeded, VerificationDayNeeded, ChangedMeanwhile, StepRefused.
    """
    organisation = lock_organisation(access_organisation_at_post(acting_user, pk).pk)
    if acting_user.pk in (organisation.entered_by_id, organisation.represented_by_id):
        raise errors.OwnEntry
    if not evidence or set(evidence) - set(EVIDENCE):
        raise errors.EvidenceNeeded
    day = today()
    if until is None or not day < until <= day + LONGEST_VERIFICATION:
        raise errors.VerificationDayNeeded
    if revision != organisation.revision:
        raise errors.ChangedMeanwhile
    verification = Verification(
        organisation=organisation,
        evidence=sorted(set(evidence)),
        named=named.strip()[:200],
        revision=revision,
        on=day,
        until=until,
        verified_by=acting_user,
    )
    verification.save(force_insert=True)
    organisation.verified_until, organisation.reason, organisation.changed_at = until, "", clock.now()
    saved = ("verified_until", "reason", "changed_at")
    facts = {"evidence": verification.evidence, "until": until.isoformat(), "verification": verification.pk}
    step = "renew" if organisation.state == "verified" else "verify"
    take_step(organisation, step, acting_user=acting_user, also_save=saved, **facts)
    organisation_changed()
    key, days = f"verified-{verification.pk}", {"until": until.isoformat()}
    tell_representative(organisation, "organisation_verified", acting_user=acting_user, key=key, **days)
    return verification
