"""Approved cases issued together in a signing run: two officers, every case once with its letter, killed or not."""

import os
import random
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils.crypto import get_random_string

from tests.domains.cases.builders import TUTORIAL, Office, account_of, example, worker_of
from tests.domains.cases.holders import CARD, ORIGIN, Family, letters
from tests.example_day import NOW
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM, verify_record
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases.api import (
    Case,
    access_cases_of_run,
    hand_over_of,
    issue_document,
    open_run_of_cases,
    propose_decision,
    submit_example,
    suspend_document,
    take_case,
    waiting_to_be_issued,
)
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.certificates.api import (
    Certificate,
    RunItem,
    SigningRun,
    advance_signing_run,
    approve_signing_run,
    certificate_of,
    end_signing_run,
)
from watandoshlar.domains.certificates.errors import NothingToSign, OwnDocumentInRun, SecondOfficerNeeded

NEVER = -1
SEOUL = {"post_code": "seoul", "slug": TUTORIAL}


def approved(office: Office, applicant: Account | None = None) -> Case:
    """An approved case of somebody new."""
    raw, who = example(TUTORIAL, "another-occasion"), applicant or account_of(get_random_string(8).lower())
    case = submit_example(acting_user=who, service=current_version(TUTORIAL), raw=raw, country="KR", region="KR-11")
    take_case(acting_user=office.officer, reference=case.reference)
    return propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")


def state(case: Case) -> str:
    return Case.objects.values_list("state", flat=True).get(pk=case.pk)


def running(office: Office) -> SigningRun:
    run = open_run_of_cases(acting_user=office.officer, **SEOUL)
    return approve_signing_run(acting_user=office.second, run_id=run.pk)


def advance(run: SigningRun) -> int:
    return advance_signing_run(acting_user=SYSTEM, run_id=run.pk, seconds=300)


def assert_everybody_has_one(cases: list[Case]) -> None:
    for case in cases:
        assert state(case) == "issued"
        certificate = certificate_of(case.reference)
        assert (certificate.status, certificate.person_id) == ("valid", case.about_id)
        assert RunItem.objects.get(subject=case.reference).certificate == certificate
        (event,) = case.events.filter(name="issue")
        assert event.facts == {"certificate": certificate.number}
        assert hand_over_of(case).state == "ready"
        assert Letter.objects.filter(account=case.account, code="document_issued").count() == 1
    assert Certificate.objects.count() == len(cases)


@pytest.mark.django_db
def test_two_officers_have_approved_cases_issued_together(office: Office) -> None:
    cases = [approved(office) for _ in range(3)]
    waiting = office.case("in_review")
    (found,) = waiting_to_be_issued(office.second)
    assert (found.post_code, found.service.slug, found.number) == ("seoul", TUTORIAL, 3)
    assert list(access_cases_of_run(office.second, "seoul", TUTORIAL)) == cases
    run = open_run_of_cases(acting_user=office.officer, **SEOUL)
    assert (run.kind, run.post_code) == ("issue", "seoul")
    # Nothing that the documents will say waits in the run.
    assert not run.items.exclude(record=None).exists()
    assert {state(case) for case in cases} == {"approved"}
    assert advance(run) == 0
    with pytest.raises(SecondOfficerNeeded):
        approve_signing_run(acting_user=office.officer, run_id=run.pk)
    approve_signing_run(acting_user=office.second, run_id=run.pk)
    assert advance(run) == 3
    assert SigningRun.objects.get().state == "done"
    assert_everybody_has_one(cases)
    assert state(waiting) == "in_review"
    assert advance(run) == 0


@pytest.mark.django_db
def test_only_officers_of_the_post_open_a_run(office: Office) -> None:
    approved(office)
    keeper = worker_of("keeper", "key_keeper", None)
    for somebody in (office.abroad, office.applicant, keeper, None):
        with pytest.raises(access_errors.RoleMissing):
            open_run_of_cases(acting_user=somebody, **SEOUL)
        with pytest.raises(access_errors.RoleMissing):
            access_cases_of_run(somebody, "seoul", TUTORIAL)
    assert not waiting_to_be_issued(office.abroad)
    with pytest.raises(NothingToSign):
        open_run_of_cases(acting_user=office.abroad, post_code="moscow", slug=TUTORIAL)
    assert not SigningRun.objects.exists()


@pytest.mark.django_db
def test_nobody_issues_to_themselves(office: Office) -> None:
    own = approved(office, office.second)
    with pytest.raises(NothingToSign):
        open_run_of_cases(acting_user=office.second, **SEOUL)
    run = open_run_of_cases(acting_user=office.officer, **SEOUL)
    with pytest.raises(OwnDocumentInRun):
        approve_signing_run(acting_user=office.second, run_id=run.pk)
    approve_signing_run(acting_user=office.head, run_id=run.pk)
    assert advance(run) == 1
    assert state(own) == "issued"


@pytest.mark.django_db
def test_a_case_is_in_one_run_and_a_person_once_in_it(office: Office) -> None:
    first, second = approved(office, office.applicant), approved(office, office.applicant)
    run = open_run_of_cases(acting_user=office.officer, **SEOUL)
    assert [item.subject for item in run.items.all()] == [first.reference]
    other = open_run_of_cases(acting_user=office.officer, **SEOUL)
    assert [item.subject for item in other.items.all()] == [second.reference]
    with pytest.raises(NothingToSign):
        open_run_of_cases(acting_user=office.officer, **SEOUL)
    end_signing_run(acting_user=office.head, run_id=run.pk)
    assert list(access_cases_of_run(office.officer, "seoul", TUTORIAL)) == [first]


@pytest.mark.django_db
def test_what_an_officer_issued_in_the_meantime_is_not_issued_twice(office: Office) -> None:
    cases = [approved(office), approved(office)]
    run = running(office)
    issue_document(acting_user=office.head, reference=cases[0].reference)
    assert advance(run) == 2
    assert_everybody_has_one(cases)


@pytest.mark.django_db
def test_a_case_whose_base_fell_fails_alone(family: Family) -> None:
    certificates = [family.issue(ORIGIN, account) for account in (family.holder, family.stranger)]
    cases = [
        family.approved(CARD, account, certificate=certificate.number)
        for account, certificate in zip((family.holder, family.stranger), certificates, strict=True)
    ]
    run = open_run_of_cases(acting_user=family.office.officer, post_code="seoul", slug="compatriot-card")
    approve_signing_run(acting_user=family.office.second_officer, run_id=run.pk)
    # Before anybody noticed.
    suspend_document(acting_user=family.head, reference=certificates[0].subject, reason="lost_or_stolen")
    advance(run)
    assert SigningRun.objects.get().state == "done"
    assert list(run.items.order_by("pk").values_list("state", "failure")) == [
        ("failed", "number_refused"),
        ("done", ""),
    ]
    assert [state(case) for case in cases] == ["approved", "issued"]
    assert [one.account for one in letters("document_issued") if one.facts["reference"] == cases[0].reference] == []


def worked_until_killed(run: SigningRun, point: int) -> int:
    """A worker in a process of its own goes on with the run; returns how many points it passed, NEVER if it died."""
    command = [sys.executable, "-m", "tests.signing_worker", str(run.pk), str(point), NOW.isoformat()]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SIGNING_KEYS": settings.SIGNING_KEYS,
    }
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    if ended.returncode == -signal.SIGKILL:
        return NEVER
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("committed_db")
def test_a_worker_killed_at_any_point_leaves_each_case_issued_or_approved(office: Office) -> None:
    cases = [approved(office) for _ in range(4)]
    run = running(office)
    deaths = random.Random(26).sample(range(250), 4)
    for point in deaths:
        worked_until_killed(run, point)
        for case in cases:
            issued = state(case) == "issued"
            item = RunItem.objects.get(subject=case.reference)
            assert issued == (item.state == "done") == (certificate_of(case.reference) is not None)
            assert Letter.objects.filter(account=case.account, code="document_issued").count() == issued
    worked_until_killed(run, NEVER)
    assert SigningRun.objects.get().state == "done"
    assert_everybody_has_one(cases)
    assert verify_record().findings == ()
