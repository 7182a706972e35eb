"""A document of which a person has one: no second application, no second approval, no second issue."""

from datetime import datetime, timedelta

import pytest

from tests.domains.cases.holders import (
    CARD,
    HUSBAND,
    NOON,
    ORIGIN,
    RENAMED,
    SHORT_CARD,
    Family,
    issue_anew,
    letters,
    statuses,
)
from tests.domains.commissions.builders import code_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import (
    Case,
    errors,
    issue_document,
    look_at_approvals,
    propose_decision,
    reinstate_document,
    suspend_document,
    take_case,
    withdraw_document,
)
from watandoshlar.domains.certificates.api import Certificate, certificate_of, documents_held
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def apply(family: Family, name: str, **held: str) -> str:
    return code_of(family.submit, name=name, account=family.holder, **held)


def issue(family: Family, case: Case) -> str:
    return code_of(issue_document, acting_user=family.office.officer, reference=case.reference)


def held(certificate: Certificate) -> list[Certificate]:
    return documents_held(certificate.person_id, certificate.document_type, clock.now().date())


def test_nobody_applies_for_a_second_one(family: Family) -> None:
    certificate, card = family.card()
    with pytest.raises(errors.HeldAlready) as refused:
        family.submit(CARD, family.holder, certificate=certificate.number)
    assert refused.value.fields["page"] == "who"
    # What to do is said in the words of the service, and nothing of the document itself.
    assert card.number not in str(refused.value)
    assert apply(family, ORIGIN) == "held_already"
    suspend_document(acting_user=family.head, reference=certificate.subject, reason="lost_or_stolen")
    assert apply(family, ORIGIN) == "held_already"


def test_a_family_member_has_one_card_and_nobody_elses_counts(family: Family) -> None:
    _certificate, card = family.card()
    first = family.issue(HUSBAND, account=family.husband, principal_card=card.number)
    again = {"name": HUSBAND, "account": family.husband, "principal_card": card.number}
    assert code_of(family.submit, **again) == "held_already"
    withdraw_document(acting_user=family.head, reference=first.subject, reason="lost_or_stolen")
    assert code_of(family.submit, **again) == ""


@pytest.mark.parametrize("end", ["withdrawn", "ended"])
def test_what_counts_no_more_is_in_nobodys_way(family: Family, end: str) -> None:
    certificate, card = family.card()
    if end == "withdrawn":
        withdraw_document(acting_user=family.head, reference=card.subject, reason="lost_or_stolen")
    with clock.fixed(NOON + timedelta(days=0 if end == "withdrawn" else 6 * 366)):
        new = family.issue(CARD, certificate=certificate.number)
        assert held(new) == [new]


def test_what_is_replaced_or_made_anew_stays_one(family: Family) -> None:
    certificate, card = family.card()
    renewed = family.issue("compatriot-card/renewal", certificate=certificate.number, old_card=card.number)
    named = family.issue("compatriot-card-change/name-after-a-wedding", old_document=renewed.number)
    assert held(card) == [named]
    anew = issue_anew(named)
    assert held(card) == [anew]
    # The way to a new one leads from each version of it, and from no other.
    assert apply(family, CARD, certificate=certificate.number) == "held_already"
    again = family.issue("compatriot-card/renewal", certificate=certificate.number, old_card=anew.number)
    assert statuses(card, renewed, named, anew, again) == [*["superseded"] * 4, "valid"]
    renamed = family.issue(RENAMED, old_document=certificate.number)
    assert held(certificate) == [renamed]
    assert apply(family, ORIGIN) == "held_already"


def test_what_has_ended_is_not_made_to_count_beside_a_newer_one(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    short = family.issue(SHORT_CARD, certificate=certificate.number)
    change = {"name": "compatriot-card-change/passport-renewed", "old_document": short.number}
    with clock.fixed(datetime.combine(short.expires_on + timedelta(days=1), NOON.timetz())):
        waiting = family.approved(change["name"], old_document=short.number)
        new = family.issue(CARD, certificate=certificate.number)
        assert apply(family, **change) == "held_already"
        assert issue(family, waiting) == "issued_once"
        assert held(short) == [new]


def test_two_applications_become_one_document(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    first = family.approved(CARD, certificate=certificate.number)
    second = family.approved(CARD, certificate=certificate.number)
    third = family.submit(CARD, family.holder, certificate=certificate.number)
    named = {"acting_user": family.office.officer, "reference": third.reference}
    take_case(**named)
    assert issue(family, first) == ""
    card = certificate_of(first.reference)
    with pytest.raises(errors.IssuedOnce) as refused:
        issue_document(acting_user=family.office.officer, reference=second.reference)
    assert card.number in str(refused.value)
    assert code_of(propose_decision, **named, outcome="approve") == "issued_once"
    assert held(card) == [card]
    # An approval that cannot be kept goes back to its officer.
    assert look_at_approvals(acting_user=SYSTEM) == 1
    second.refresh_from_db()
    assert (second.state, len(letters("approval_reopened"))) == ("in_review", 1)


def test_a_pause_makes_no_room(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    first = family.approved(CARD, certificate=certificate.number)
    second = family.approved(CARD, certificate=certificate.number)
    issue(family, first)
    card = certificate_of(first.reference)
    suspend_document(acting_user=family.head, reference=card.subject, reason="lost_or_stolen")
    assert issue(family, second) == "issued_once"
    reinstate_document(acting_user=family.head, reference=card.subject, reason="found_again")
    withdraw_document(acting_user=family.head, reference=card.subject, reason="lost_or_stolen")
    assert issue(family, second) == ""
    assert held(card) == [certificate_of(second.reference)]
