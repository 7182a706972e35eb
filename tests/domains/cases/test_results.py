"""The way of a result to its applicant: its steps, who may take which, what is written down, who is reminded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.domains.cases.builders import CHECK, PAPER, PASSPORT, SECRET, TUTORIAL, Office, reread
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.cases.api import (
    Case,
    chase_results,
    choose_way,
    collect_result,
    confirm_decision,
    download_result,
    hand_over_of,
    issue_document,
    mark_ready,
    name_second_officer,
    propose_decision,
    receive_result,
    refer_case,
    report_referral,
    result_counts,
    results_of,
    return_result,
    send_result,
    take_back_result,
    take_case,
    take_referral,
    tell_result,
    withdraw_document,
    words_of_result,
)
from watandoshlar.domains.cases.hand_over_states import (
    FIRST_HAND_OVER_STATE,
    HAND_OVER_STATES,
    HAND_OVER_TRANSITIONS,
    hand_over_target,
    may_hand_over,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

READY = date(2026, 11, 2)
SEEN = {"document_seen": "passport", "number_seen": "FA 1234567"}
STEPS = [(step.name, step.source, step.target) for step in HAND_OVER_TRANSITIONS]
NAMES = sorted({name for name, _source, _target in STEPS})


@contextmanager
def days_later(days: int) -> Iterator[None]:
    with clock.fixed(datetime(2026, 11, 2, 4, 0, tzinfo=UTC) + timedelta(days=days)):
        yield


def code_of(act: Any, **arguments: Any) -> str:
    with pytest.raises(DomainError) as refused, transaction.atomic():
        act(**arguments)
    assert str(refused.value)
    return refused.value.code


def approved(office: Office, slug: str) -> Case:
    case = office.case("in_review", slug)
    if slug == PASSPORT:
        refer_case(acting_user=office.officer, reference=case.reference, rule_id=CHECK)
        take_referral(acting_user=office.capital, reference=case.reference, number=1)
        report_referral(acting_user=office.capital, reference=case.reference, number=1, outcome="nothing_against")
    propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    if slug == SECRET:
        confirm_decision(acting_user=office.head, reference=case.reference, agrees=True)
    return reread(case)


@pytest.fixture
def passport(office: Office) -> Case:
    """Approved, not made yet."""
    return approved(office, PASSPORT)


@pytest.fixture
def ready(office: Office, passport: Case) -> Case:
    mark_ready(acting_user=office.officer, reference=passport.reference)
    return reread(passport)


def letters(code: str) -> list[Account]:
    return [letter.account for letter in Letter.objects.filter(code=code).order_by("pk")]


# --- the table ------------------------------------------------------------------------------------------------------


def test_code_and_migration_have_the_same_table() -> None:
    migration = import_module("watandoshlar.domains.cases.migrations.0013_steps_between_offices")
    assert sorted(migration.HAND_OVER_STEPS) == sorted(STEPS)


@pytest.mark.django_db
def test_the_database_has_the_same_table() -> None:
    table = apps.get_model("cases", "HandOverStep").objects
    assert sorted(table.values_list("name", "from_state", "to_state")) == sorted(STEPS)


class Handing(RuleBasedStateMachine):
    """What may happen to a result, told in facts without naming a state, against walks on the table."""

    @initialize()
    def begin(self) -> None:
        self.state = FIRST_HAND_OVER_STATE
        self.there = self.away = self.over = False

    def allowed(self) -> set[str]:
        if self.over:
            return set()
        if self.away:
            return {"come_back", "receive"}
        return {"collect", "send", "download", "tell", "return"} if self.there else {"make_ready"}

    @rule(name=st.sampled_from(NAMES))
    def attempt(self, name: str) -> None:
        if name not in self.allowed():
            with pytest.raises(KeyError):
                hand_over_target(name, self.state)
            return
        self.state = hand_over_target(name, self.state)
        self.there = name in ("make_ready", "come_back")
        self.away = name == "send"
        self.over = not self.there and not self.away

    @invariant()
    def the_table_allows_what_the_facts_allow(self) -> None:
        assert {name for name in NAMES if may_hand_over(name, self.state)} == self.allowed()
        assert HAND_OVER_STATES[self.state].is_final == self.over


TestHanding = Handing.TestCase


# --- the applicant chooses ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_way_is_chosen_before_it_is_ready(office: Office, passport: Case) -> None:
    choose = partial(choose_way, acting_user=office.applicant, reference=passport.reference)
    assert code_of(choose, way="told") == "unknown_way"
    assert code_of(choose, way="send", address="  ") == "address_needed"
    choose(way="send", address="Specimen Street 1")
    assert words_of_result(hand_over_of(passport)).address == "Specimen Street 1"
    choose(way="collect")
    chosen = hand_over_of(passport)
    assert (chosen.state, chosen.way, words_of_result(chosen).address) == ("expected", "collect", "")
    assert code_of(choose_way, acting_user=office.head, reference=passport.reference, way="send") == "case_not_found"


@pytest.mark.django_db
def test_where_there_is_one_way_nobody_chooses(office: Office) -> None:
    case = office.case("approved", TUTORIAL)
    choose = partial(choose_way, acting_user=office.applicant, reference=case.reference)
    assert code_of(choose, way="download") == "unknown_way"


@pytest.mark.django_db
def test_what_is_handed_over_has_no_way_any_more(office: Office, ready: Case) -> None:
    collect_result(acting_user=office.second, reference=ready.reference, collected_by="applicant", **SEEN)
    choose = partial(choose_way, acting_user=office.applicant, reference=ready.reference)
    assert code_of(choose, way="send", address="Specimen Street 1") == "wrong_hand_over_state"


# --- ready ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_ready_waits(office: Office, ready: Case) -> None:
    hand_over = hand_over_of(ready)
    assert (ready.state, hand_over.state, hand_over.way) == ("issued", "ready", "")
    assert (hand_over.keep_until, hand_over.chase_on) == (date(2027, 5, 2), READY + timedelta(days=14))
    assert letters("result_ready") == [office.applicant]
    assert letters("document_issued") == []


@pytest.mark.django_db
def test_a_document_and_a_ready_result_have_one_act_each(office: Office, passport: Case) -> None:
    assert code_of(issue_document, acting_user=office.officer, reference=passport.reference) == "no_document"
    tutorial = office.case("approved", TUTORIAL)
    assert code_of(mark_ready, acting_user=office.officer, reference=tutorial.reference) == "document_to_issue"
    assert code_of(mark_ready, acting_user=office.abroad, reference=passport.reference) == "role_missing"


@pytest.mark.django_db
def test_a_document_is_handed_over_by_downloading_it(office: Office) -> None:
    case = office.case("issued", TUTORIAL)
    assert (hand_over_of(case).state, hand_over_of(case).keep_until) == ("ready", None)
    download = partial(download_result, reference=case.reference)
    assert code_of(download, acting_user=office.head) == "case_not_found"
    download(acting_user=office.applicant)
    assert hand_over_of(case).state == "downloaded"
    assert code_of(download, acting_user=office.applicant) == "wrong_hand_over_state"
    assert letters("document_issued") == [office.applicant]
    with days_later(900):
        assert code_of(return_result, acting_user=office.officer, reference=case.reference) == "wrong_hand_over_state"


# --- collected ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_who_came_is_written_down(office: Office, ready: Case) -> None:
    collect = partial(collect_result, acting_user=office.second, reference=ready.reference)
    assert code_of(collect, collected_by="friend", **SEEN) == "unknown_collector"
    assert code_of(collect, collected_by="applicant", document_seen="library_card", number_seen="1") == (
        "unknown_document_seen"
    )
    assert code_of(collect, collected_by="applicant", document_seen="passport", number_seen=" ") == (
        "number_seen_needed"
    )
    assert code_of(collect, collected_by="authority", **SEEN) == "collector_name_needed"
    assert code_of(collect, collected_by="authority", name="A. Karimov", **SEEN) == "authority_needed"
    assert code_of(collect, collected_by="mandate", name="A. Karimov", **SEEN) == "mandate_not_confirmed"
    assert hand_over_of(ready).state == "ready"
    collect(collected_by="authority", name="A. Karimov", authority="Notary of Seoul, 1 November 2026", **SEEN)
    hand_over = hand_over_of(ready)
    assert (hand_over.state, hand_over.way, hand_over.handed_by) == ("collected", "collect", office.second)
    assert words_of_result(hand_over).identity == {
        "number": "FA 1234567",
        "name": "A. Karimov",
        "authority": "Notary of Seoul, 1 November 2026",
    }
    entry = entries_of_chain(ready.chain).last()
    assert (entry.act, entry.facts["document_seen"]) == ("result_collect", "passport")
    assert code_of(collect, collected_by="applicant", **SEEN) == "wrong_hand_over_state"


@pytest.mark.django_db
def test_nobody_hands_over_their_own_or_elsewhere(office: Office, ready: Case) -> None:
    collect = partial(collect_result, reference=ready.reference, collected_by="applicant", **SEEN)
    assert code_of(collect, acting_user=office.abroad) == "role_missing"
    assert code_of(collect, acting_user=office.applicant) == "role_missing"


@pytest.mark.django_db
def test_nothing_is_handed_over_before_it_is_there(office: Office, passport: Case) -> None:
    collect = partial(collect_result, acting_user=office.second, reference=passport.reference, collected_by="applicant")
    assert code_of(collect, **SEEN) == "no_result"
    choose_way(acting_user=office.applicant, reference=passport.reference, way="collect")
    assert code_of(collect, **SEEN) == "wrong_hand_over_state"


# --- sent -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_sent_and_received(office: Office, ready: Case) -> None:
    send = partial(send_result, acting_user=office.officer, reference=ready.reference)
    assert code_of(send, carrier="Specimen Post", tracking="1") == "way_not_chosen"
    choose_way(acting_user=office.applicant, reference=ready.reference, way="send", address="Specimen Street 1")
    assert code_of(send, carrier=" ", tracking="1") == "carrier_needed"
    assert code_of(send, carrier="Specimen Post", tracking="") == "tracking_needed"
    receive = partial(receive_result, acting_user=office.applicant, reference=ready.reference)
    assert code_of(receive) == "wrong_hand_over_state"
    send(carrier="Specimen Post", tracking="SP 1")
    assert words_of_result(hand_over_of(ready)).parcel == {"carrier": "Specimen Post", "number": "SP 1"}
    assert letters("result_sent") == [office.applicant]
    receive()
    assert hand_over_of(ready).state == "received"


@pytest.mark.django_db
def test_a_parcel_that_came_back_is_kept_and_reminded_of_anew(office: Office, ready: Case) -> None:
    choose_way(acting_user=office.applicant, reference=ready.reference, way="send", address="Specimen Street 1")
    send_result(acting_user=office.officer, reference=ready.reference, carrier="Specimen Post", tracking="SP 1")
    with days_later(30):
        take_back_result(acting_user=office.head, reference=ready.reference)
        hand_over = hand_over_of(ready)
        assert (hand_over.state, hand_over.chase_on) == ("ready", READY + timedelta(days=44))
        assert hand_over.keep_until == date(2027, 6, 2)
        assert len(letters("result_ready")) == 2
        send_result(acting_user=office.officer, reference=ready.reference, carrier="Specimen Post", tracking="SP 2")
    assert len(letters("result_sent")) == 2


# --- told -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_was_done_is_told_in_one_step(office: Office) -> None:
    case = approved(office, SECRET)
    tell = partial(tell_result, acting_user=office.officer, reference=case.reference)
    assert code_of(tell, words=" ") == "words_needed"
    tell(words="We have visited him.")
    assert (reread(case).state, hand_over_of(case).state) == ("issued", "told")
    assert words_of_result(hand_over_of(case)).told == "We have visited him."
    assert (letters("result_ready"), letters("result_told")) == ([], [office.applicant])
    tutorial = office.case("issued", TUTORIAL)
    assert code_of(tell_result, acting_user=office.officer, reference=tutorial.reference, words="Done.") == (
        "unknown_way"
    )


# --- reminded and returned ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_applicant_is_reminded_on_its_days_once_each(office: Office, ready: Case) -> None:
    for day, written in ((13, 0), (14, 1), (15, 1), (29, 1), (30, 2), (61, 3), (200, 3)):
        with days_later(day):
            for _run in range(2):
                chase_results(acting_user=SYSTEM)
        assert len(letters("result_waits")) == written, day
    assert (hand_over_of(ready).chase_on, hand_over_of(ready).chased_on) == (None, READY + timedelta(days=61))


@pytest.mark.django_db
def test_of_days_that_were_missed_one_letter_is_written(office: Office, ready: Case) -> None:
    with days_later(45):
        assert chase_results(acting_user=SYSTEM) == 1
        assert chase_results(acting_user=SYSTEM) == 0
    assert hand_over_of(ready).chase_on == READY + timedelta(days=60)


class Killed(Exception):
    """The process dies here."""


@pytest.mark.django_db
def test_a_run_that_is_killed_anywhere_goes_on_where_it_stopped(office: Office, ready: Case) -> None:
    """At whichever statement it dies, each applicant gets one letter in the end, with its day and its trace."""
    points = 0
    with days_later(14):
        while True:
            passed = 0

            def die(execute: Any, *statement: Any, at: int = points) -> Any:
                nonlocal passed
                passed += 1
                if passed == at + 1:
                    raise Killed
                return execute(*statement)

            with transaction.atomic():
                try:
                    with connection.execute_wrapper(die):
                        chase_results(acting_user=SYSTEM)
                except Killed:
                    # What the transaction of this letter had done is undone with the process.
                    points += 1
                else:
                    break
            assert len(letters("result_waits")) in (0, 1)
            whole = hand_over_of(ready).chased_on is not None
            assert whole == bool(letters("result_waits"))
            assert whole == ready.events.filter(name="result_chase").exists()
        chase_results(acting_user=SYSTEM)
    assert points > 10
    assert letters("result_waits") == [office.applicant]


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_they_have(office: Office, ready: Case) -> None:
    collect_result(acting_user=office.second, reference=ready.reference, collected_by="applicant", **SEEN)
    with days_later(14):
        assert chase_results(acting_user=SYSTEM) == 0
    assert code_of(chase_results, acting_user=office.head) == "role_missing"


@pytest.mark.django_db
def test_what_nobody_collects_is_returned_after_its_time(office: Office, ready: Case) -> None:
    give_back = partial(return_result, acting_user=office.officer, reference=ready.reference)
    last_day = (date(2027, 5, 2) - READY).days
    with days_later(last_day):
        assert code_of(give_back) == "still_kept"
    with days_later(last_day + 1):
        give_back()
    assert hand_over_of(ready).state == "returned"
    assert letters("result_returned") == [office.applicant]


@pytest.mark.django_db
def test_the_list_of_a_post(office: Office, ready: Case) -> None:
    def parts() -> dict[str, list[str]]:
        found = {part: list(results_of(office.head, part)) for part in result_counts(office.head)}
        assert result_counts(office.head) == {part: len(rows) for part, rows in found.items()}
        return {part: [row.case.reference for row in rows] for part, rows in found.items() if rows}

    assert parts() == {"waiting": [ready.reference]}
    assert list(results_of(office.abroad, "waiting")) == []
    with days_later(14):
        chase_results(acting_user=SYSTEM)
        assert parts() == {"chased": [ready.reference]}
    with days_later(190):
        assert parts() == {"to_return": [ready.reference]}
    choose_way(acting_user=office.applicant, reference=ready.reference, way="send", address="Specimen Street 1")
    send_result(acting_user=office.officer, reference=ready.reference, carrier="Specimen Post", tracking="SP 1")
    assert parts() == {"sent": [ready.reference]}


@pytest.mark.django_db
def test_a_withdrawn_document_is_neither_handed_over_nor_waited_for(office: Office) -> None:
    case = approved(office, PAPER)
    issue_document(acting_user=office.officer, reference=case.reference)
    withdraw_document(acting_user=office.head, reference=case.reference, reason="issued_in_error")
    collect = {"acting_user": office.second, "reference": case.reference, "collected_by": "applicant", **SEEN}
    assert code_of(collect_result, **collect) == "result_withdrawn"
    with days_later(14):
        assert chase_results(acting_user=SYSTEM) == 0


# --- what the database refuses --------------------------------------------------------------------------------------


def refused_by_database(statement: str, *parameters: Any) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return refused.value.__cause__.diag.constraint_name


@pytest.mark.django_db
def test_the_database_knows_the_steps(office: Office, ready: Case) -> None:
    move = "UPDATE cases_handover SET state = %s WHERE case_id = %s"
    for state in HAND_OVER_STATES:
        if ("ready", state) not in {(source, target) for _name, source, target in STEPS} and state != "ready":
            assert refused_by_database(move, state, ready.pk) == "cases_hand_over_step_known", state
    assert refused_by_database(move, "collected", ready.pk) == "cases_collected_with_identity"
    assert refused_by_database(move, "sent", ready.pk) == "cases_sent_with_parcel"
    assert refused_by_database(move, "told", ready.pk) == "cases_told_something"
    collect_result(acting_user=office.second, reference=ready.reference, collected_by="applicant", **SEEN)
    ended = "UPDATE cases_handover SET collected_by = 'authority' WHERE case_id = %s"
    assert refused_by_database(ended, ready.pk) == "cases_hand_over_step_known"


@pytest.mark.django_db
def test_the_database_hands_nothing_over_that_is_not_decided(office: Office) -> None:
    case = office.case("submitted", PASSPORT)
    choose_way(acting_user=office.applicant, reference=case.reference, way="collect")
    move = "UPDATE cases_handover SET state = 'ready', ready_at = now() WHERE case_id = %s"
    assert refused_by_database(move, case.pk) == "cases_hand_over_of_issued"


# --- confidential ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_who_may_decide_a_confidential_case(office: Office) -> None:
    case = office.case("submitted", SECRET)
    assert case.is_confidential
    take_case(acting_user=office.officer, reference=case.reference)
    name = partial(name_second_officer, acting_user=office.officer, reference=case.reference)
    for nobody in (office.officer, office.applicant, office.abroad):
        assert code_of(name, colleague_id=nobody.pk) == "unknown_colleague"
    propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    confirm = partial(confirm_decision, reference=case.reference, agrees=True)
    assert code_of(confirm, acting_user=office.second) == "confidential_case"
    # Nobody was named: the head alone is told.
    assert letters("decision_proposed") == [office.head]
    name(colleague_id=office.second.pk)
    assert letters("second_officer_named") == [office.second]
    confirm(acting_user=office.second)
    assert reread(case).state == "approved"
    tell = partial(tell_result, reference=case.reference, words="Done.")
    assert code_of(mark_ready, acting_user=office.abroad, reference=case.reference) == "role_missing"
    tell(acting_user=office.second)


@pytest.mark.django_db
def test_only_confidential_cases_have_a_named_second_officer(office: Office) -> None:
    case = office.case("in_review", TUTORIAL)
    name = partial(name_second_officer, acting_user=office.officer, reference=case.reference)
    assert code_of(name, colleague_id=office.second.pk) == "not_confidential"
