"""A document falls on which others rest, or are about to: approvals are taken back, and every holder is told once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.domains.cases.holders import (
    CARD,
    HUSBAND,
    NOON,
    ORIGIN,
    RENAMED,
    SHORT_CARD,
    WIFE,
    Family,
    follow,
    issue_anew,
    letters,
    reread,
    statuses,
)
from tests.domains.cases.nominees import Honour
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.domains.cases.api import (
    Case,
    ExampleOffice,
    confirm_decision,
    due_date,
    errors,
    follow_documents,
    issue_document,
    issue_example,
    look_at_approvals,
    propose_cancellation,
    propose_decision,
    queue_of,
    reinstate_document,
    reopen_approval,
    suspend_document,
    withdraw_document,
)
from watandoshlar.domains.certificates.api import (
    Certificate,
    certificate_of,
    open_record,
    reissue_certificate,
    suspend_certificate,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def seen(case: Case) -> Case:
    return Case.objects.select_related("post", "applicant", "account", "officer").get(pk=case.pk)


def state(case: Case) -> tuple[str, int]:
    case = seen(case)
    return case.state, case.round


def pause(family: Family, certificate: Certificate) -> None:
    suspend_document(acting_user=family.head, reference=certificate.subject, reason="lost_or_stolen")


def withdraw(family: Family, certificate: Certificate) -> None:
    withdraw_document(acting_user=family.head, reference=certificate.subject, reason="obtained_by_fraud")


# --- an approval that cannot be kept ----------------------------------------------------------------------------------


@pytest.mark.parametrize("falls", [pause, withdraw])
def test_an_approved_case_comes_back_when_its_base_falls(family: Family, falls: Callable) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    due = due_date(seen(case)).moment
    falls(family, certificate)
    assert state(case) == ("approved", 1)
    follow()
    assert state(case) == ("in_review", 2)
    case = seen(case)
    assert case.officer == family.office.officer
    assert case in queue_of(family.office.officer)
    # The law knows no pause for it: the clock goes on as if there had been no approval.
    assert due_date(case).moment == case.due_at == due
    (event,) = case.events.filter(name="reopen_approval")
    assert (event.account, event.is_public, event.facts) == (None, True, {"why": "number_refused"})
    assert entries_of_chain(case.chain).filter(act="reopen_approval").count() == 1
    (letter,) = letters("approval_reopened")
    # Neither what happened to the other document nor why.
    assert (letter.account, set(letter.facts)) == (family.holder, {"reference", "version"})
    assert [one.account for one in letters("approval_taken_back")] == [family.office.officer]


def test_what_counts_again_is_decided_anew(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    named = {"acting_user": family.office.officer, "reference": case.reference}
    pause(family, certificate)
    follow()
    with pytest.raises(errors.NumberRefused):
        propose_decision(**named, outcome="approve")
    reinstate_document(acting_user=family.head, reference=certificate.subject, reason="found_again")
    propose_decision(**named, outcome="approve")
    follow()
    assert state(case) == ("approved", 2)
    issue_document(**named)
    assert certificate_of(case.reference).rests_on_id == certificate.number
    follow()
    assert state(case) == ("issued", 2)


def test_what_counts_again_before_anybody_looked_stays_approved(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    pause(family, certificate)
    reinstate_document(acting_user=family.head, reference=certificate.subject, reason="found_again")
    follow()
    assert state(case) == ("approved", 1)
    assert not letters("approval_reopened")


def test_two_officers_decide_again_and_another_post_finds_its_case(family: Family) -> None:
    _certificate, card = family.card()
    case = family.approved(HUSBAND, family.husband, abroad=True, principal_card=card.number)
    assert case.post.code == "moscow"
    withdraw(family, card)
    follow()
    assert state(case) == ("in_review", 2)
    (letter,) = letters("approval_reopened")
    assert letter.account == family.husband
    assert [one.account for one in letters("approval_taken_back")] == [family.other_office.officer]
    refusal = {"outcome": "refuse", "reasons": ["principal_not_agreed"]}
    propose_decision(acting_user=family.other_office.officer, reference=case.reference, **refusal)
    confirm_decision(acting_user=family.other_office.second_officer, reference=case.reference, agrees=True)
    assert state(case) == ("refused", 2)


def test_a_replaced_base_counts_as_its_newest_version(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    named = family.issue(RENAMED, old_document=certificate.number)
    assert statuses(certificate, named) == ["superseded", "valid"]
    follow()
    assert state(case) == ("approved", 1)
    issue_document(acting_user=family.office.officer, reference=case.reference)
    card = certificate_of(case.reference)
    assert card.rests_on_id == open_record(card).rests_on == named.number
    withdraw(family, named)
    assert statuses(card) == ["revoked"]


def test_the_newest_version_of_a_base_falls_and_so_does_the_approval(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    named = family.issue(RENAMED, old_document=certificate.number)
    withdraw(family, named)
    follow()
    assert state(case) == ("in_review", 2)


def test_a_change_of_a_document_that_fell_comes_back_too(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(RENAMED, old_document=certificate.number)
    withdraw(family, certificate)
    follow()
    assert state(case) == ("in_review", 2)


@pytest.mark.parametrize(("days", "reopened"), [(0, 0), (2, 1)])
def test_the_day_on_which_a_base_ends_is_seen(family: Family, days: int, reopened: int) -> None:
    short = family.issue(SHORT_CARD, account=family.stranger)
    case = family.approved(WIFE, family.husband, principal_card=short.number)
    with clock.fixed(datetime.combine(short.expires_on + timedelta(days=days), NOON.timetz())):
        assert look_at_approvals(acting_user=SYSTEM) == reopened
        assert look_at_approvals(acting_user=SYSTEM) == 0
        assert state(case) == (("in_review", 2) if reopened else ("approved", 1))


def test_only_the_platform_takes_an_approval_back(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    assert not reopen_approval(acting_user=SYSTEM, reference=case.reference)
    pause(family, certificate)
    for somebody in (family.head, family.office.officer, family.holder, None):
        for act, more in (
            (reopen_approval, {"reference": case.reference}),
            (look_at_approvals, {}),
            (follow_documents, {"changes": []}),
        ):
            with pytest.raises(access_errors.RoleMissing):
                act(acting_user=somebody, **more)
    assert state(case) == ("approved", 1)


# --- every path by which a document falls -----------------------------------------------------------------------------


@pytest.fixture
def spread(family: Family) -> tuple[Certificate, Certificate, Certificate]:
    """A certificate and its card, of Seoul, and the husband's card, of Moscow."""
    certificate, card = family.card()
    case = family.approved(HUSBAND, family.husband, abroad=True, principal_card=card.number)
    issue_document(acting_user=family.other_office.officer, reference=case.reference)
    return certificate, card, certificate_of(case.reference)


def told() -> list[tuple[int, str, str]]:
    """Whom letters have told what of which document that followed another; each once."""
    said = [(one.account_id, one.facts["certificate"], one.facts["status"]) for one in letters("document_follows")]
    assert len(said) == len(set(said))
    # Why is nobody else's business.
    assert all(
        set(one.facts) == {"reference", "version", "certificate", "status"} for one in letters("document_follows")
    )
    return sorted(said)


def by_the_head(family: Family, certificate: Certificate) -> None:
    pause(family, certificate)


def by_the_operator(family: Family, certificate: Certificate) -> None:
    withdraw_document(acting_user=SYSTEM, reference=certificate.subject, reason="issued_in_error")


def in_the_register(family: Family, certificate: Certificate) -> None:
    suspend_certificate(acting_user=family.head, number=certificate.number, reason="lost_or_stolen")


@pytest.mark.parametrize("path", [by_the_head, by_the_operator, in_the_register])
def test_holders_at_every_post_are_told_whoever_changed_the_base(family: Family, spread: tuple, path: Callable) -> None:
    certificate, card, husbands = spread
    path(family, certificate)
    follow()
    status = reread(card).status
    assert told() == sorted([(family.holder.pk, card.number, status), (family.husband.pk, husbands.number, status)])
    assert {one.account.language for one in letters("document_follows")} == {"uz", "ru"}
    case = Case.objects.get(reference=husbands.subject)
    assert case.events.get(name="document_follows").account is None


def test_a_commission_cancels_and_the_holder_of_the_card_is_told(
    honour: Honour, publish: Callable[[str], None]
) -> None:
    publish("compatriot-card")
    case = honour.issued()
    certificate = certificate_of(case.reference)
    office = ExampleOffice(honour.officer, honour.second)
    held = {"certificate": certificate.number}
    card = issue_example(
        acting_user=honour.nominee, other_holder=honour.nominee, office=office, example=CARD, held=held
    )
    propose_cancellation(acting_user=honour.ministry, reference=case.reference, ground="false_papers", why="Forged.")
    with clock.fixed(clock.now() + timedelta(days=40)):
        honour.resolve(case, "in_favour", "cancel")
    follow()
    assert statuses(certificate, card) == ["revoked", "revoked"]
    assert told() == [(honour.nominee.pk, card.number, "revoked")]
    assert len(letters("document_cancelled")) == 1


def test_a_new_version_of_a_paused_base_counts_and_holders_are_told(family: Family, spread: tuple) -> None:
    certificate, card, husbands = spread
    case = family.submit(RENAMED, family.holder, old_document=certificate.number)
    pause(family, certificate)
    follow()
    before = told()
    assert len(before) == 2
    record = open_record(certificate)
    reissue_certificate(acting_user=SYSTEM, number=certificate.number, record=record, subject=case.reference)
    follow()
    assert statuses(card, husbands) == ["valid", "valid"]
    again = [(family.holder.pk, card.number, "valid"), (family.husband.pk, husbands.number, "valid")]
    assert told() == sorted([*before, *again])


def test_a_new_version_of_a_base_that_counts_changes_nothing_for_others(family: Family, spread: tuple) -> None:
    certificate, card, husbands = spread
    family.issue(RENAMED, old_document=certificate.number)
    follow()
    assert statuses(card, husbands) == ["valid", "valid"]
    assert told() == []


def test_holders_of_documents_of_a_signing_run_are_told_too(family: Family, spread: tuple) -> None:
    _certificate, card, husbands = spread
    new = issue_anew(husbands)
    assert (new.subject, new.version) == (husbands.subject, 2)
    follow()
    assert told() == []
    withdraw(family, card)
    follow()
    assert told() == [(family.husband.pk, new.number, "revoked")]


def test_a_base_that_ends_changes_nothing_that_rests_on_it(family: Family) -> None:
    """What rests on it ends no later: of that day its own reminder tells."""
    short = family.issue(SHORT_CARD, account=family.stranger)
    wifes = family.issue(WIFE, account=family.husband, principal_card=short.number)
    assert wifes.expires_on <= short.expires_on
    with clock.fixed(datetime.combine(short.expires_on + timedelta(days=2), NOON.timetz())):
        look_at_approvals(acting_user=SYSTEM)
        follow()
        assert statuses(short, wifes) == ["valid", "valid"]
    assert told() == []
