"""After a key was stolen documents are issued anew in runs: whatever is done with them finds the new versions."""

import os
from datetime import datetime, timedelta
from importlib import import_module
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command

from tests.domains.cases.builders import PAPER, Office
from tests.domains.cases.holders import (
    CARD,
    HUSBAND,
    NOON,
    ORIGIN,
    RENAMED,
    Family,
    follow,
    issue_anew,
    letters,
    statuses,
)
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import (
    collect_result,
    errors,
    issue_document,
    reinstate_document,
    remind_of_last_days,
    suspend_document,
    unfetched_case,
    unfetched_cases,
    withdraw_document,
)
from watandoshlar.domains.cases.models import HandOver
from watandoshlar.domains.certificates.api import Certificate, RunItem, certificate_of, newest_version, versions_of
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
SEEN = {"document_seen": "passport", "number_seen": "FA 1234567"}


@pytest.fixture
def anew(family: Family) -> tuple[Certificate, Certificate, Certificate]:
    """The certificate, the card that rests on it and the husband's card that rests on hers, all issued anew."""
    certificate, card = family.card()
    husbands = family.issue(HUSBAND, account=family.husband, principal_card=card.number)
    return issue_anew(certificate), issue_anew(card), issue_anew(husbands)


def test_the_case_keeps_its_document(anew: tuple) -> None:
    for new in anew:
        assert (certificate_of(new.subject), new.version, new.status) == (new, 2, "valid")
        assert [one.subject for one in versions_of(new)] == [new.subject, new.subject]
    certificate, card, husbands = anew
    assert newest_version(card.rests_on) == certificate
    assert newest_version(husbands.rests_on) == card


def test_the_head_pauses_resumes_and_withdraws_the_new_version(family: Family, anew: tuple) -> None:
    certificate, card, husbands = anew
    named = {"acting_user": family.head, "reference": certificate.subject}
    suspend_document(**named, reason="lost_or_stolen")
    assert statuses(*anew) == ["suspended"] * 3
    reinstate_document(**named, reason="found_again")
    assert statuses(*anew) == ["valid"] * 3
    withdraw_document(**named, reason="obtained_by_fraud")
    assert statuses(*anew) == ["revoked"] * 3
    follow()
    for code in ("document_suspended", "document_reinstated", "document_withdrawn"):
        assert [letter.facts["certificate"] for letter in letters(code)] == [certificate.number], code
    told = {letter.facts["certificate"] for letter in letters("document_follows")}
    assert told == {card.number, husbands.number}
    assert statuses(*(one.previous for one in anew)) == ["superseded"] * 3


def test_only_what_was_lost_is_paused_and_what_rests_on_it(family: Family, anew: tuple) -> None:
    certificate, card, husbands = anew
    suspend_document(acting_user=family.head, reference=card.subject, reason="lost_or_stolen")
    assert statuses(certificate, card, husbands) == ["valid", "suspended", "suspended"]


def test_the_operator_withdraws_by_either_number(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    new = issue_anew(certificate)
    call_command("revoke_certificate", certificate.number, "--reason", "obtained_by_fraud", stdout=StringIO())
    assert statuses(certificate, new) == ["superseded", "revoked"]
    assert [letter.facts["certificate"] for letter in letters("document_withdrawn")] == [new.number]


def test_what_is_issued_anew_twice_is_still_the_document_of_its_case(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    third = issue_anew(issue_anew(certificate))
    assert (certificate_of(certificate.subject), third.version) == (third, 3)
    withdraw_document(acting_user=family.head, reference=certificate.subject, reason="obtained_by_fraud")
    assert statuses(third) == ["revoked"]


def test_it_is_changed_by_a_case_and_issued_anew_after_that(family: Family) -> None:
    certificate = issue_anew(family.issue(ORIGIN))
    renamed = family.issue(RENAMED, old_document=certificate.number)
    assert (renamed.previous, renamed.version) == (certificate, 3)
    # Whoever was to fetch what is replaced is not reminded of it any more.
    assert HandOver.objects.get(case__reference=certificate.subject).chase_on is None
    newest = issue_anew(renamed)
    # Each case keeps what it gave: the first one's is replaced.
    assert certificate_of(certificate.subject) == certificate
    assert certificate_of(renamed.subject) == newest
    assert statuses(certificate, renamed, newest) == ["superseded", "superseded", "valid"]


def test_a_card_is_issued_on_the_number_that_the_old_paper_bears(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    new = issue_anew(certificate)
    issue_document(acting_user=family.office.officer, reference=case.reference)
    assert newest_version(certificate_of(case.reference).rests_on) == new


def test_what_waits_to_be_fetched_waits_in_its_new_version_too(family: Family) -> None:
    """Else a theft of our key would be a way around the fee."""
    case = family.approved(ORIGIN)
    issue_document(acting_user=family.office.officer, reference=case.reference)
    new = issue_anew(certificate_of(case.reference))
    assert unfetched_case(new.subject) == case.reference
    assert unfetched_cases([new.subject]) == {new.subject}


def test_its_holder_is_reminded_of_the_last_day(family: Family) -> None:
    _certificate, card = family.card()
    new = issue_anew(card)
    with clock.fixed(datetime.combine(new.expires_on - timedelta(days=7), NOON.timetz())):
        remind_of_last_days(acting_user=SYSTEM)
    assert [letter.facts["certificate"] for letter in letters("document_ends")] == [new.number]


def test_the_new_paper_is_handed_over_unless_it_is_withdrawn(office: Office) -> None:
    collect = {"acting_user": office.officer, "collected_by": "applicant", **SEEN}
    kept, fallen = office.case("issued", PAPER), office.case("issued", PAPER)
    issue_anew(certificate_of(kept.reference))
    withdraw_document(acting_user=office.head, reference=fallen.reference, reason="obtained_by_fraud")
    collect_result(reference=kept.reference, **collect)
    with pytest.raises(errors.ResultWithdrawn):
        collect_result(reference=fallen.reference, **collect)


def as_owner(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(statement)


def test_documents_of_earlier_runs_come_back_to_their_cases(committed_db: None, family: Family) -> None:
    """Before, their subjects had the number of the version behind them."""
    migration = import_module("watandoshlar.domains.certificates.migrations.0013_subjects_of_runs")
    certificate = family.issue(ORIGIN)
    third = issue_anew(issue_anew(certificate))
    last = issue_anew(family.issue(RENAMED, old_document=third.number))
    first, second = certificate.subject, last.subject
    for statement, subjects in (
        (migration.PART, [first, f"{first}/2", f"{first}/3", second, f"{second}/5"]),
        (migration.JOIN, [first, first, first, second, second]),
    ):
        as_owner(f"BEGIN; {migration.OPEN} {statement} {migration.CLOSE} COMMIT")
        assert list(Certificate.objects.order_by("version").values_list("subject", flat=True)) == subjects
        of_runs = RunItem.objects.order_by("pk").values_list("subject", flat=True)
        assert list(of_runs) == [subjects[1], subjects[2], subjects[4]]
