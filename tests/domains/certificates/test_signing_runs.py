"""Signing runs: two officers, every document exactly once, whatever happens to the worker, and the key-theft drill."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.certificates.conftest import ISSUED_AT
from tests.domains.certificates.test_copies import seal_of
from tests.dying import NEVER
from tests.softhsm import make_token
from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.access.errors import RoleMissing
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.people import keys
from watandoshlar.capabilities.people.api import register_person
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.acts.advance_signing_run import MOST_IN_A_ROW
from watandoshlar.domains.certificates.errors import (
    KeyStillTrusted,
    NothingToSign,
    RunCannotChange,
    SealKeyNotFound,
    SecondOfficerNeeded,
    SigningRunNotFound,
    TwiceInRun,
)
from watandoshlar.domains.certificates.models import Certificate, LogEntry, RunItem, SigningKey, SigningRun
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.domains.certificates.states import RUN_TRANSITIONS, RunState
from watandoshlar.domains.certificates.tasks import carry_on_runs_each_minute
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import KeyRing, Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]
KIND = "consular-registration"
MORE = """INSERT INTO certificates_runitem (run_id, person_id, subject, state, failure)
SELECT run_id, person_id, 'more', 'waiting', '' FROM certificates_runitem LIMIT 1"""
LATER = ISSUED_AT + timedelta(days=1)


def account(name: str, *roles: tuple) -> Account:
    made = create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="uz")
    for role, post in roles:
        assign_role(acting_user=SYSTEM, account=made, role=role, post=post)
    return made


@pytest.fixture
def keepers(db: None) -> list[Account]:
    return [account(name, ("key_keeper", None)) for name in ("first.keeper", "second.keeper")]


@pytest.fixture
def holders(db: None) -> list[Account]:
    return [account(f"holder{number}") for number in range(3)]


@pytest.fixture
def issued(holders: list[Account], make_record: Callable) -> list[Certificate]:
    """A document of each holder."""
    return [
        api.issue_certificate(
            acting_user=SYSTEM,
            subject=f"SEO-26-{number}",
            person=register_person(acting_user=holder, relation="myself"),
            record=make_record(),
        )
        for number, holder in enumerate(holders)
    ]


@pytest.fixture
def stolen(issued: list[Certificate]) -> SigningKey:
    return api.revoke_signing_key(acting_user=SYSTEM, key_id=issued[0].key_id)


@pytest.fixture
def running(stolen: SigningKey, keepers: list[Account]) -> SigningRun:
    first, second = keepers
    run = api.open_reissue_run(acting_user=first, key_id=stolen.key_id)
    return api.approve_signing_run(acting_user=second, run_id=run.pk)


def advance(run: SigningRun, seconds: float = 60.0) -> int:
    return api.advance_signing_run(acting_user=SYSTEM, run_id=run.pk, seconds=seconds)


def state_of(run: SigningRun) -> str:
    return SigningRun.objects.get(pk=run.pk).state


def assert_everybody_has_one(issued: list[Certificate]) -> None:
    """Each old document has exactly one successor, one letter and one place in the log."""
    for old in issued:
        old.refresh_from_db()
        assert old.status == "superseded"
        (new,) = Certificate.objects.filter(previous=old)
        assert (new.status, new.version) == ("valid", 2)
        assert len(api.copies_of(new)) == 1
        assert api.verify_seal(seal_of(old), LATER).verdict is Verdict.KEY_REVOKED
        assert api.verify_seal(seal_of(new), LATER).verdict is Verdict.VALID
    assert Certificate.objects.count() == 2 * len(issued)
    assert Letter.objects.filter(code="document_issued_anew").count() == len(issued)


def test_a_stolen_key_and_every_holder_has_a_new_document_and_a_letter(running, issued, holders):
    assert advance(running) == len(issued)
    assert state_of(running) == "done"
    assert_everybody_has_one(issued)
    letters = Letter.objects.filter(code="document_issued_anew")
    assert {letter.account_id for letter in letters} == {holder.pk for holder in holders}
    assert {letter.facts["old"] for letter in letters} == {old.number for old in issued}
    progress = api.progress_of(running)
    assert (progress.whole, progress.done, progress.failed) == (3, 3, 0)
    acts = [entry.act for entry in entries_of_chain(f"run:{running.pk}")]
    assert acts == ["open_signing_run", "approve_signing_run", "finish_signing_run"]
    assert advance(running) == 0


def test_nothing_is_signed_before_another_officer_has_approved(stolen, keepers, issued):
    first, second = keepers
    run = api.open_reissue_run(acting_user=first, key_id=stolen.key_id)
    assert advance(run) == 0
    with pytest.raises(SecondOfficerNeeded):
        api.approve_signing_run(acting_user=first, run_id=run.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningRun.objects.filter(pk=run.pk).update(state="running")
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningRun.objects.filter(pk=run.pk).update(state="running", approved_by=first.pk)
    api.approve_signing_run(acting_user=second, run_id=run.pk)
    with pytest.raises(RunCannotChange):
        api.approve_signing_run(acting_user=second, run_id=run.pk)
    jobs = ProcrastinateJob.objects.filter(task_name="certificates.advance_run")
    assert jobs.count() == 1
    jobs.update(status="doing")
    assert advance(run) == 3
    # While one worker was at it, another one could join.
    assert jobs.count() == 2


def elsewhere_post(post: Post) -> Post:
    """A post like this one, in Moscow."""
    other = Post.objects.get(pk=post.pk)
    other.pk, other.code, other._state.adding = None, "moscow", True
    other.save()
    return other


def test_who_may_open_approve_and_see(stolen, keepers, post, issued):
    moscow = elsewhere_post(post)
    officers = [account(name, ("officer", post)) for name in ("first", "second")]
    elsewhere = account("elsewhere", ("officer", moscow))
    for nobody in (elsewhere, account("nobody")):
        with pytest.raises(RoleMissing):
            api.open_reissue_run(acting_user=nobody, key_id=stolen.key_id, post_code="seoul")
        with pytest.raises(RoleMissing):
            api.open_reissue_run(acting_user=nobody, key_id=stolen.key_id)
    run = api.open_reissue_run(acting_user=officers[0], key_id=stolen.key_id, post_code="seoul")
    for nobody in (elsewhere, keepers[0]):
        with pytest.raises(RoleMissing):
            api.approve_signing_run(acting_user=nobody, run_id=run.pk)
    with pytest.raises(SigningRunNotFound):
        api.access_signing_run(elsewhere, run.pk)
    assert api.access_signing_run(keepers[0], run.pk) == run
    assert not api.may_sign_run(keepers[0], run)
    assert api.may_sign_run(officers[1], run)
    assert list(api.access_signing_runs(officers[1])) == [run]
    with pytest.raises(NothingToSign):
        api.open_reissue_run(acting_user=keepers[0], key_id=stolen.key_id)
    assert api.approve_signing_run(acting_user=officers[1], run_id=run.pk).state == "running"


def test_only_documents_of_a_withdrawn_key_are_issued_anew(issued, keepers):
    with pytest.raises(KeyStillTrusted):
        api.open_reissue_run(acting_user=keepers[0], key_id=issued[0].key_id)
    with pytest.raises(SealKeyNotFound):
        api.open_reissue_run(acting_user=keepers[0], key_id="0" * 16)
    api.suspend_certificate(acting_user=SYSTEM, number=issued[0].number, reason="lost_or_stolen")
    api.revoke_certificate(acting_user=SYSTEM, number=issued[1].number, reason="lost_or_stolen")
    api.revoke_signing_key(acting_user=SYSTEM, key_id=issued[0].key_id)
    run = api.open_reissue_run(acting_user=keepers[0], key_id=issued[0].key_id)
    assert [item.previous_id for item in run.items.all()] == [issued[2].number]


def test_a_document_that_was_withdrawn_meanwhile_fails_alone(running, issued):
    api.revoke_certificate(acting_user=SYSTEM, number=issued[1].number, reason="holder_died")
    assert advance(running) == 3
    assert state_of(running) == "done"
    assert api.failures_of(running) == [(issued[1].number, "status_cannot_change")]
    assert api.progress_of(running).done == 2


def test_what_rests_on_another_is_issued_anew_after_it(issued, keepers, make_record):
    base = issued[0]
    card = api.issue_certificate(
        acting_user=SYSTEM, subject="card", person=base.person, record=make_record(), rests_on=base.number
    )
    api.revoke_signing_key(acting_user=SYSTEM, key_id=base.key_id)
    run = api.open_reissue_run(acting_user=keepers[0], key_id=base.key_id)
    api.approve_signing_run(acting_user=keepers[1], run_id=run.pk)
    assert advance(run) == 4
    new = Certificate.objects.get(previous=card)
    assert new.status == "valid"
    assert api.newest_version(base).status == "valid"


def test_a_run_is_refused_or_stopped_and_what_waited_is_left(running, stolen, keepers, issued):
    assert advance(running, seconds=0.0) == 0
    api.end_signing_run(acting_user=keepers[0], run_id=running.pk)
    assert state_of(running) == "stopped"
    assert advance(running) == 0
    assert api.progress_of(running).left == 3
    again = api.open_reissue_run(acting_user=keepers[0], key_id=stolen.key_id)
    assert api.end_signing_run(acting_user=keepers[0], run_id=again.pk).state == "refused"
    with pytest.raises(RunCannotChange):
        api.end_signing_run(acting_user=keepers[0], run_id=again.pk)
    with pytest.raises(SigningRunNotFound):
        api.end_signing_run(acting_user=keepers[0], run_id=UUID(int=0))


def test_a_run_pauses_past_the_quota_and_goes_on_by_itself(running):
    key = signer_for(KIND).key
    api.set_key_quota(acting_user=SYSTEM, key_id=key.key_id, daily_quota=1, hourly_alarm=100)
    assert advance(running) == 1
    assert SigningRun.objects.get(pk=running.pk).paused_by == "key_quota_reached"
    assert api.progress_of(running).failed == 0
    ProcrastinateJob.objects.all().delete()
    carry_on_runs_each_minute(0)
    carry_on_runs_each_minute(0)
    assert ProcrastinateJob.objects.filter(task_name="certificates.advance_run").count() == 1
    with clock.fixed(LATER):
        assert advance(running) == 1
        api.set_key_quota(acting_user=SYSTEM, key_id=key.key_id, daily_quota=9, hourly_alarm=100)
        assert advance(running) == 1
    assert SigningRun.objects.get(pk=running.pk).paused_by == ""
    assert state_of(running) == "done"


def test_a_run_waits_for_a_device_that_is_away(settings, tmp_path, monkeypatch, keepers, holders, make_record):
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    (tmp_path / "device").mkdir()
    settings.SIGNING_KEYS = make_token(tmp_path / "device")
    old = api.issue_certificate(
        acting_user=SYSTEM,
        subject="SEO-26-9",
        person=register_person(acting_user=holders[0], relation="myself"),
        record=make_record(),
    )
    api.revoke_signing_key(acting_user=SYSTEM, key_id=old.key_id)
    signer_for(KIND)
    run = api.open_reissue_run(acting_user=keepers[0], key_id=old.key_id)
    api.approve_signing_run(acting_user=keepers[1], run_id=run.pk)
    tokens = tmp_path / "device" / "tokens"
    tokens.rename(tmp_path / "drawer")
    assert advance(run) == 0
    assert SigningRun.objects.get(pk=run.pk).paused_by == "signing_device_unavailable"
    (tmp_path / "drawer").rename(tokens)
    assert advance(run) == 1
    assert state_of(run) == "done"


@pytest.fixture
def two_officers(post: Post) -> list[Account]:
    return [account(name, ("officer", post)) for name in ("first", "second")]


def new_documents(holders: list[Account], make_record: Callable) -> list[api.NewDocument]:
    people = [register_person(acting_user=holder, relation="myself") for holder in holders]
    return [api.NewDocument(f"SEO-26-N{at}", person, make_record()) for at, person in enumerate(people)]


def test_a_run_issues_new_documents_with_the_day_of_their_signature(two_officers, holders, make_record):
    documents = new_documents(holders, make_record)
    run = api.open_issue_run(acting_user=two_officers[0], post_code="seoul", document_type=KIND, documents=documents)
    assert not Certificate.objects.exists()
    assert not any(b"QODIROVA" in bytes(item.record) for item in run.items.all())
    api.approve_signing_run(acting_user=two_officers[1], run_id=run.pk)
    with clock.fixed(LATER):
        assert advance(run) == 3
    assert {each.issued_at for each in Certificate.objects.all()} == {LATER}
    assert not run.items.exclude(record=None).exists()


def test_nobody_gets_the_same_document_twice(two_officers, holders, make_record):
    documents = new_documents(holders, make_record)
    twice = [*documents, api.NewDocument("SEO-26-OTHER", documents[0].person, make_record())]
    named = {"acting_user": two_officers[0], "post_code": "seoul", "document_type": KIND}
    with pytest.raises(TwiceInRun):
        api.open_issue_run(documents=twice, **named)
    api.open_issue_run(documents=documents, **named)
    with pytest.raises(TwiceInRun):
        api.open_issue_run(documents=documents, **named)
    assert SigningRun.objects.count() == 1
    for nothing in ([], [api.NewDocument("S", documents[0].person, make_record(post_code="moscow"))]):
        with pytest.raises(NothingToSign):
            api.open_issue_run(documents=nothing, **named)


def with_broken(run: SigningRun, number: int) -> list[str]:
    """So many items, before all others, whose records cannot be opened; their subjects."""
    subjects = [f"BROKEN-{at}" for at in range(number)]
    for at, subject in enumerate(subjects):
        person = register_person(acting_user=account(f"broken{at}"), relation="myself")
        RunItem.objects.create(pk=at - number, run=run, person=person, subject=subject, record=b"broken")
    return subjects


def test_a_broken_item_fails_alone_and_says_nothing_personal(two_officers, holders, make_record, caplog):
    documents = new_documents(holders, make_record)
    run = api.open_issue_run(acting_user=two_officers[0], post_code="seoul", document_type=KIND, documents=documents)
    subjects = with_broken(run, 1)
    api.approve_signing_run(acting_user=two_officers[1], run_id=run.pk)
    with caplog.at_level("ERROR"):
        assert advance(run) == 4
    assert state_of(run) == "done"
    assert api.failures_of(run) == [(subjects[0], "unexpected")]
    assert api.progress_of(run).done == len(holders)
    (line,) = [line for line in caplog.records if line.name.endswith("advance_signing_run")]
    assert line.exc_info
    assert subjects[0] not in line.getMessage()


def test_many_broken_items_in_a_row_are_no_fault_of_theirs(two_officers, holders, make_record):
    documents = new_documents(holders, make_record)
    run = api.open_issue_run(acting_user=two_officers[0], post_code="seoul", document_type=KIND, documents=documents)
    with_broken(run, MOST_IN_A_ROW + 1)
    api.approve_signing_run(acting_user=two_officers[1], run_id=run.pk)
    for _minute in range(3):
        advance(run)
        assert api.progress_of(run).failed == MOST_IN_A_ROW
        assert SigningRun.objects.get(pk=run.pk).paused_by == "many_unexpected"
    assert not Certificate.objects.exists()


def test_a_run_goes_on_when_the_keys_are_back(monkeypatch, keepers, post, make_record):
    for number in range(MOST_IN_A_ROW + 2):
        holder = account(f"more{number}")
        api.issue_certificate(
            acting_user=SYSTEM,
            subject=f"SEO-26-MORE-{number}",
            person=register_person(acting_user=holder, relation="myself"),
            record=make_record(),
        )
    more = Certificate.objects.filter(subject__startswith="SEO-26-MORE")
    key = api.revoke_signing_key(acting_user=SYSTEM, key_id=more[0].key_id)
    run = api.open_reissue_run(acting_user=keepers[0], key_id=key.key_id)
    api.approve_signing_run(acting_user=keepers[1], run_id=run.pk)
    with monkeypatch.context() as away:
        away.setattr(keys, "key_ring", lambda: KeyRing(keys={"other": bytes(32)}, current="other"))
        keys.open_keys.forget_all()
        assert advance(run) == MOST_IN_A_ROW
    assert SigningRun.objects.get(pk=run.pk).paused_by == "many_unexpected"
    assert advance(run) == 2
    assert (state_of(run), SigningRun.objects.get(pk=run.pk).paused_by) == ("done", "")
    assert api.progress_of(run).failed == MOST_IN_A_ROW


def test_a_database_that_is_away_fails_nothing(running, monkeypatch):
    def away(*_given: object) -> None:
        raise OperationalError

    monkeypatch.setattr(sys.modules[api.advance_signing_run.__module__], "_sign", away)
    with pytest.raises(OperationalError):
        advance(running)
    assert api.progress_of(running).failed == 0


def test_no_item_is_locked_while_the_run_is_asked_for(committed_db, running):
    """Who ends a run locks it before its items: an item that then waited for the run would wait in a circle."""
    SigningRun.objects.filter(pk=running.pk).update(paused_by="key_quota_reached")
    with psycopg.connect(os.environ["DATABASE_URL"]) as ending, connection.cursor() as cursor:
        ending.execute("SELECT FROM certificates_signingrun WHERE id = %s FOR UPDATE", [running.pk])
        cursor.execute("SET lock_timeout = '1s'")
        try:
            with pytest.raises(OperationalError):
                advance(running)
        finally:
            cursor.execute("RESET lock_timeout")
        assert api.progress_of(running).done == 1
        ending.execute("SELECT FROM certificates_runitem WHERE run_id = %s FOR UPDATE NOWAIT", [running.pk])
    assert advance(running) == 2
    assert (state_of(running), SigningRun.objects.get(pk=running.pk).paused_by) == ("done", "")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_runitem SET state = 'waiting', certificate_id = NULL",
        "UPDATE certificates_runitem SET state = 'failed', certificate_id = NULL",
        "UPDATE certificates_runitem SET subject = 'other'",
        "UPDATE certificates_signingrun SET state = 'running'",
        "UPDATE certificates_signingrun SET opened_by = 0",
        "DELETE FROM certificates_signingrun",
        MORE,
    ],
)
def test_the_database_lets_each_item_be_done_once(running, statement):
    advance(running)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("before", RunState)
def test_the_database_knows_the_same_steps_of_a_run(before):
    for after in RunState:
        run = SigningRun(kind="issue", document_type=KIND, opened_by=1, approved_by=2, state=before)
        run.save(force_insert=True)
        steps = SigningRun.objects.filter(pk=run.pk)
        if before is after or (before, after) in RUN_TRANSITIONS:
            assert steps.update(state=after) == 1
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                steps.update(state=after)


def work(run: SigningRun, point: int) -> tuple[bool, int]:
    """A worker in a process of its own that dies at a point. Whether it died, and how many points it passed."""
    command = [sys.executable, "-m", "tests.signing_worker", str(run.pk), str(point), ISSUED_AT.isoformat()]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SIGNING_KEYS": settings.SIGNING_KEYS,
    }
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode != 0, int(ended.stdout or 0)


@pytest.mark.timeout(240)
def test_a_worker_killed_at_any_point_leaves_every_document_once(committed_db, running, issued):
    """Each death is a real one, by kill -9 of a process; the next worker carries on."""
    chance, deaths = random.Random(), 0
    # Of an item, of the next one, and of the end; one document takes about sixty points.
    for point in [*sorted(chance.sample(range(70), 4)), chance.randrange(200), NEVER]:
        died, _passed = work(running, point)
        deaths += died
        done = api.progress_of(running).done
        assert Certificate.objects.filter(version=2).count() == done
        assert Letter.objects.filter(code="document_issued_anew").count() == done
    assert deaths >= 4
    assert state_of(running) == "done"
    assert_everybody_has_one(issued)
    assert LogEntry.objects.count() == 6


@pytest.mark.timeout(120)
def test_workers_that_share_a_run_never_meet(committed_db, running, issued):
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda _: work(running, NEVER), range(2)))
    assert [died for died, _passed in outcomes] == [False, False]
    assert state_of(running) == "done"
    assert_everybody_has_one(issued)
