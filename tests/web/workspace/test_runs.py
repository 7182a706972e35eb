"""Signing runs in the workspace: one officer opens, another approves, and both see how far it is."""

import pytest
from django.test import Client

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.plugins.log_in import client_of
from tests.workers import work_off_jobs
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases.api import Case, walk_example
from watandoshlar.domains.certificates.api import (
    Certificate,
    SigningRun,
    advance_signing_run,
    revoke_signing_key,
    set_key_quota,
)
from watandoshlar.domains.certificates.models import RunItem
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.web.workspace.presenting.runs import FAILURES, PAUSES

RUNS = "/en/work/runs/"
READY = ("document_issued", "result_ready")


@pytest.fixture
def key_id(demonstration) -> str:
    """The key of every document of the demonstration, withdrawn."""
    certificate = Certificate.objects.first()
    revoke_signing_key(acting_user=SYSTEM, key_id=certificate.key_id)
    return certificate.key_id


@pytest.fixture
def keeper(demonstration) -> Client:
    return client_of("keeper@example.org")


@pytest.fixture
def second() -> Client:
    return client_of("second.keeper@example.org")


def text_of(answer) -> str:
    text = answer.content.decode()
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


def page_of_new_run(keeper: Client, key_id: str) -> str:
    answer = keeper.post(f"{RUNS}open/", {"key": key_id, "post": "all:"})
    assert answer.status_code == 302
    return answer["Location"]


def test_a_run_is_opened_approved_by_another_and_done(key_id, keeper, second):
    assert key_id in text_of(keeper.get(RUNS))
    page = page_of_new_run(keeper, key_id)
    assert keeper.get(page).context["waits_for_another"]
    assert not keeper.get(page).context["may_approve"]
    refused = keeper.post(f"{page}approve/")
    assert refused.status_code == 403
    assert refused.context["refusal"].code == "second_officer_needed"
    assert second.get(page).context["may_approve"]
    text_of(second.get(page))
    assert second.post(f"{page}approve/")["Location"] == page
    work_off_jobs()
    shown = keeper.get(page)
    assert shown.context["run"].state == "done"
    assert shown.context["percent"] == 100
    assert not shown.context["may_end"]
    text_of(shown)
    assert len(keeper.get(RUNS).context["rows"]) == 1


def test_a_paused_run_says_what_it_waits_for_and_can_be_stopped(key_id, keeper, second):
    page = page_of_new_run(keeper, key_id)
    second.post(f"{page}approve/")
    run = SigningRun.objects.get()
    key = signer_for(run.document_type).key
    set_key_quota(acting_user=SYSTEM, key_id=key.key_id, daily_quota=0, hourly_alarm=9)
    advance_signing_run(acting_user=SYSTEM, run_id=run.pk)
    shown = keeper.get(page)
    assert shown.context["run"].paused_by == "key_quota_reached"
    assert str(shown.context["pause"]) in text_of(shown)
    keeper.post(f"{page}end/")
    assert keeper.get(page).context["run"].state == "stopped"
    again = keeper.post(f"{page}end/")
    assert again.status_code == 409
    text_of(again)


def test_a_run_names_what_broke_and_says_that_many_in_a_row_pause_it(key_id, keeper, second):
    page = page_of_new_run(keeper, key_id)
    run = SigningRun.objects.get()
    person = run.items.first().person
    RunItem.objects.create(pk=-1, run=run, person=person, subject="BROKEN", record=b"broken")
    second.post(f"{page}approve/")
    work_off_jobs()
    shown = keeper.get(page)
    assert (shown.context["run"].state, [name for name, _why in shown.context["failures"]]) == ("done", ["BROKEN"])
    assert str(FAILURES["unexpected"]) in text_of(shown)
    paused = SigningRun.objects.create(
        kind=run.kind, document_type=run.document_type, opened_by=1, approved_by=2, state="running",
        paused_by="many_unexpected",
    )  # fmt: skip
    shown = text_of(keeper.get(f"{RUNS}{paused.pk}/"))
    assert str(PAUSES["many_unexpected"]) in shown


def test_what_cannot_be_opened_is_said_on_the_list(key_id, keeper):
    refused = keeper.post(f"{RUNS}open/", {"key": "0" * 16, "post": "all:"})
    assert refused.status_code == 404
    assert str(refused.context["refusal"]) in text_of(refused)
    officer = client_of("officer.seoul@example.org")
    assert [code for code, _name in officer.get(RUNS).context["places"]] == ["post:seoul"]
    assert officer.post(f"{RUNS}open/", {"key": key_id, "post": "all:"}).status_code == 403
    assert client_of("officer.moscow@example.org").post(f"{RUNS}open/", {"key": key_id}).status_code == 403


@pytest.fixture
def approved(demonstration) -> list[Case]:
    """Two approved cases of Seoul, of one service."""
    officer, second = (Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second"))
    made = []
    for email in (APPLICANT, "aziz@example.org"):
        case, raw = submit_in_seoul(Account.objects.get(email=email), *TWO_OFFICERS)
        steps = [step for step in raw["officer"] if step != "issue"]
        walk_example(
            acting_user=officer, second_officer=second, case=case, raw={**raw, "officer": steps, "expects": {}}
        )
        made.append(case)
    return made


def test_what_is_approved_is_looked_at_opened_approved_and_issued(approved):
    officer, second = client_of("officer.seoul@example.org"), client_of("second.seoul@example.org")
    (found,) = [one for one in officer.get(RUNS).context["to_issue"] if one["url"].endswith(f"{TWO_OFFICERS[0]}/")]
    assert found["url"] in text_of(officer.get(RUNS))
    shown = officer.get(found["url"])
    assert found["number"] == shown.context["page_of"].paginator.count
    assert {case.reference for case in approved} <= {row["reference"] for row in shown.context["rows"]}
    text_of(shown)
    page = officer.post(found["url"])["Location"]
    again = officer.post(found["url"])
    assert (again.status_code, again.context["refusal"].code) == (409, "nothing_to_sign")
    text_of(again)
    seen = second.get(page)
    assert {case.reference for case in approved} <= set(seen.context["cases"])
    assert seen.context["may_approve"]
    text_of(seen)
    second.post(f"{page}approve/")
    work_off_jobs()
    assert officer.get(page).context["percent"] == 100
    for case in approved:
        case.refresh_from_db()
        assert case.state == "issued"
        assert Letter.objects.filter(
            account=case.account, facts__reference=case.reference, code="document_issued"
        ).exists()


def test_a_keeper_without_a_post_sees_a_run_and_none_of_its_cases(approved, keeper):
    officer = client_of("officer.seoul@example.org")
    address = f"{RUNS}issue/seoul/{TWO_OFFICERS[0]}/"
    assert keeper.get(address).status_code == keeper.post(address).status_code == 403
    page = officer.post(address)["Location"]
    seen = keeper.get(page)
    assert (seen.status_code, seen.context["cases"], seen.context["may_approve"]) == (200, [], False)
    assert keeper.post(f"{page}approve/").status_code == 403


def test_more_cases_are_no_more_questions(approved, django_assert_max_num_queries):
    officer = client_of("officer.seoul@example.org")
    with django_assert_max_num_queries(20):
        assert len(officer.get(f"{RUNS}issue/seoul/{TWO_OFFICERS[0]}/").context["rows"]) >= 2


def test_a_keeper_comes_to_the_runs(keeper):
    assert keeper.get("/en/work/")["Location"] == RUNS


def test_more_runs_are_no_more_questions(key_id, keeper, second, django_assert_max_num_queries):
    for _ in range(5):
        keeper.post(f"{page_of_new_run(keeper, key_id)}end/")
    with django_assert_max_num_queries(14):
        assert len(keeper.get(RUNS).context["rows"]) == 5
