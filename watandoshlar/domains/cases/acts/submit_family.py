from hashlib import sha256
from uuid import UUID

from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._submission import begin_cases, check_key, make_case
from watandoshlar.domains.cases.consents import page_of_own_consent
from watandoshlar.domains.cases.families import Member, members_of, named_twice, page_of_grown_child
from watandoshlar.domains.cases.known import subject_of
from watandoshlar.domains.cases.models import Case, Draft, FamilyApplication
from watandoshlar.domains.cases.named_documents import faults_of_numbers, held_already


@transaction.atomic
def submit_family(*, acting_user, draft_id: UUID, idempotency_key: str) -> list[Case]:
    """Make a case for each person of a family in one transaction, exactly once per key: all of them or none.

    Whoever's draft is named, the whole family goes. Sent again, it returns the cases that exist.
    Raises FamilyIncomplete with every person and page that is in the way, and nothing is lost; KeyMissing, KeyUsed,
    DraftNotFound.
    """
    check_key(idempotency_key)
    draft = Draft.objects.filter(account_id=acting_user.pk, pk=draft_id, family__isnull=False).first()
    if draft is None:
        raise errors.DraftNotFound
    family = FamilyApplication.objects.select_for_update().get(pk=draft.family_id)
    # In one order, so that two who submit at once wait for each other. Read after the lock.
    list(Draft.objects.select_for_update(of=("self",)).filter(family=family).order_by("pk"))
    submitted = Case.objects.filter(family=family.reference).order_by("pk")
    if submitted.exists():
        return list(submitted)
    draft.refresh_from_db()
    members = members_of(draft)
    again = named_twice(members)
    if wrong := [member for member in members if member in again or _is_wrong(member, acting_user)]:
        raise errors.FamilyIncomplete(problems=wrong)
    made = [
        make_case(
            member.draft,
            member.journey,
            acting_user=acting_user,
            idempotency_key=_key_of(idempotency_key, member),
            family=family.reference,
        )
        for member in members
    ]
    begin_cases(made, acting_user=acting_user)
    return [one.case for one in made]


def _is_wrong(member: Member, acting_user) -> bool:
    journey = member.journey
    in_the_way = page_of_own_consent(journey, acting_user) or page_of_grown_child(journey)
    return bool(member.rule or member.pages or in_the_way or _names_wrong_document(member))


def _names_wrong_document(member: Member) -> bool:
    applicant = member.draft.applicant_id
    subject = subject_of(member.journey, applicant)
    today = member.journey.facts.today
    faults = faults_of_numbers(member.journey, applicant, subject, today)
    return bool(faults or held_already(member.journey, subject, today))


def _key_of(idempotency_key: str, member: Member) -> str:
    """The first case has the key itself, by which a key that was used before is found; the others follow from it."""
    if member.number == 1:
        return idempotency_key
    return sha256(f"{idempotency_key}:{member.number}".encode()).hexdigest()
