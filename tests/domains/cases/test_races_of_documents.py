"""A document falls while another is decided or issued on it, and while processes die: nothing is built on what fell."""

from collections.abc import Callable

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.cases.holders import CARD, ORIGIN, Family, follow, letters, reread, statuses
from tests.domains.cases.test_races import at_once
from tests.dying import answer_in_a_process
from tests.workers import work_off_jobs
from watandoshlar.capabilities.audit.api import SYSTEM, verify_record
from watandoshlar.domains.cases.acts._documents import FOLLOW_TASK
from watandoshlar.domains.cases.api import (
    Case,
    follow_documents,
    issue_document,
    propose_decision,
    take_case,
    withdraw_document,
)
from watandoshlar.domains.certificates.api import Certificate, StatusChange, certificate_of

pytestmark = pytest.mark.usefixtures("committed_db")


def fall(family: Family, certificate: Certificate) -> Case:
    return withdraw_document(acting_user=family.head, reference=certificate.subject, reason="obtained_by_fraud")


def state(case: Case) -> str:
    return Case.objects.values_list("state", flat=True).get(pk=case.pk)


def test_a_base_falls_while_a_document_is_issued_on_it(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.approved(CARD, certificate=certificate.number)
    issued, _fallen = at_once(
        [
            lambda: issue_document(acting_user=family.office.officer, reference=case.reference),
            lambda: fall(family, certificate),
        ]
    )
    assert statuses(certificate) == ["revoked"]
    work_off_jobs()
    if issued == case:
        assert (state(case), certificate_of(case.reference).status) == ("issued", "revoked")
        assert len(letters("document_follows")) == 1
    else:
        assert (issued, state(case), certificate_of(case.reference)) == ("number_refused", "in_review", None)
        assert len(letters("approval_reopened")) == 1
    assert verify_record().findings == ()


def test_a_base_falls_while_a_case_is_approved(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.submit(CARD, family.holder, certificate=certificate.number)
    named = {"acting_user": family.office.officer, "reference": case.reference}
    take_case(**named)
    decided, _fallen = at_once(
        [lambda: propose_decision(**named, outcome="approve"), lambda: fall(family, certificate)]
    )
    assert decided in (case, "number_refused")
    work_off_jobs()
    assert state(case) == "in_review"
    assert len(letters("approval_reopened")) == (decided == case)


@pytest.mark.parametrize("name", [CARD, ORIGIN])
def test_two_officers_issue_at_the_same_moment(family: Family, name: str) -> None:
    on = {"certificate": family.issue(ORIGIN).number} if name == CARD else {}
    cases = [family.approved(name, **on), family.approved(name, abroad=True, **on)]
    officers = [family.office.officer, family.other_office.officer]

    def issuing(officer, case: Case):
        return lambda: issue_document(acting_user=officer, reference=case.reference)

    answers = at_once([issuing(*one) for one in zip(officers, cases, strict=True)])
    assert sorted(answer if isinstance(answer, str) else "issued" for answer in answers) == ["issued", "issued_once"]
    certificates = [certificate_of(case.reference) for case in cases]
    assert len([one for one in certificates if one]) == 1
    assert verify_record().findings == ()


def deaths(act: Callable[[], str], check: Callable[[], None]) -> int:
    """Let processes die one statement later each time, until one lives; `check` what each leaves. Returns how many."""
    point, is_dying = 0, True
    while is_dying:
        word, _passed, was_killed = answer_in_a_process(act, point)
        check()
        # Who answered, or was refused because an earlier one had done it before it died, has lived long enough.
        point, is_dying = point + 1, was_killed and not word
    return point


def test_processes_die_while_a_base_falls_and_while_others_follow(family: Family) -> None:
    certificate, card = family.card()
    waiting = family.approved("compatriot-family-card/son-of-the-holder", my_card=card.number)

    def jobs() -> int:
        return ProcrastinateJob.objects.filter(task_name=FOLLOW_TASK).count()

    def whole_or_not_there() -> None:
        fallen = reread(certificate).status == "revoked"
        assert statuses(card) == ["revoked" if fallen else "valid"]
        # The job is there exactly when the change is.
        assert jobs() == fallen
        assert not letters("document_follows")

    assert deaths(lambda: fall(family, certificate).reference, whole_or_not_there) > 20

    changes = list(StatusChange.objects.values_list("pk", flat=True))
    seen = set()

    def told_or_not() -> None:
        told, reopened = len(letters("document_follows")), state(waiting) == "in_review"
        events = Case.objects.get(reference=card.subject).events.filter(name="document_follows").count()
        assert told == events <= 1
        assert len(letters("approval_reopened")) == reopened == (Case.objects.get(pk=waiting.pk).round == 2)
        seen.add((told, reopened))

    def go_on() -> str:
        follow_documents(acting_user=SYSTEM, changes=changes)
        return "done"

    assert deaths(go_on, told_or_not) > 20
    assert seen == {(0, False), (1, False), (1, True)}
    follow()
    told_or_not()
    assert verify_record().findings == ()
