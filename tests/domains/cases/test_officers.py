"""One case in many hands: whoever tries whatever in whichever order, the case stays consistent."""

from functools import partial
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.domains.cases.builders import ACTS, AFTER_SOON, TUTORIAL, TWO_OFFICERS, Office, reread
from watandoshlar.capabilities.audit.api import Entry, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases import states
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db

PEOPLE = ("applicant", "officer", "second", "head", "abroad")


class ManyHands(RuleBasedStateMachine):
    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.case: Case | None = None
        self.now = clock.now()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(slug=st.sampled_from([TUTORIAL, TWO_OFFICERS]))
    def submit(self, slug: str) -> None:
        self.case = self.office.case(slug=slug)

    def traces(self) -> tuple[int, ...]:
        return (Entry.objects.count(), Letter.objects.count(), self.case.answer_sets.count())

    @rule(who=st.sampled_from(PEOPLE), name=st.sampled_from(sorted(ACTS)))
    def anybody_tries(self, who: str, name: str) -> None:
        self.attempt(who, name)

    @precondition(lambda self: self.case and not states.STATES[self.case.state].is_final)
    @rule(data=st.data())
    def somebody_goes_on(self, data: st.DataObject) -> None:
        """What the table has next, so that long ways are walked too."""
        names = {step.name for step in states.TRANSITIONS if step.source == self.case.state}
        names |= {"confirm"} if self.case.state == "proposed" else set()
        # Withdrawing ends every walk early; it is tried often enough by anybody.
        name = data.draw(st.sampled_from(sorted((names & set(ACTS)) - {"withdraw"})))
        applicant = name == "answer_request"
        self.attempt("applicant" if applicant else data.draw(st.sampled_from(PEOPLE[1:4])), name)

    def attempt(self, who: str, name: str) -> None:
        before, traces = self.case, self.traces()
        try:
            with transaction.atomic(), clock.fixed(self.now):
                ACTS[name][1](acting_user=getattr(self.office, who), reference=before.reference)
        except DomainError:
            assert self.traces() == traces
            assert (reread(before).state, reread(before).officer_id) == (before.state, before.officer_id)
        else:
            assert self.traces() > traces
            assert states.STATES[before.state].is_final is False
            # A request is closed after its last day, and no clock goes back from there.
            self.now = AFTER_SOON if name == "close_request" else self.now
        self.case = reread(before)

    @invariant()
    def events_and_entries_tell_the_same(self) -> None:
        if self.case is None:
            return
        events = list(self.case.events.order_by("pk"))
        assert events[-1].to_state == self.case.state
        assert all(one.to_state == other.from_state for one, other in pairwise(events))
        entries = list(entries_of_chain(self.case.chain))
        assert [entry.position for entry in entries] == list(range(1, len(events) + 1))
        assert all(bytes(one.hash) == bytes(other.previous) for one, other in pairwise(entries))
        assert [entry.account_id for entry in entries] == [event.account_id for event in events]

    @invariant()
    def people_keep_apart(self) -> None:
        if self.case is None:
            return
        decisions = list(self.case.decisions.all())
        assert len({(made.round, made.officer_id) for made in decisions}) == len(decisions)
        assert self.office.applicant.pk not in {made.officer_id for made in decisions} | {self.case.officer_id}
        assert self.office.abroad.pk not in {made.officer_id for made in decisions} | {self.case.officer_id}
        if self.case.state in ("approved", "refused", "issued"):
            outcome = "refuse" if self.case.state == "refused" else "approve"
            final = [made for made in decisions if made.round == self.case.round]
            assert {made.outcome for made in final} == {outcome}
            assert len(final) == (2 if self.case.needs_second_officer else 1)

    @invariant()
    def the_clock_stands_for_the_applicant_only(self) -> None:
        if self.case is not None and not states.STATES[self.case.state].is_final:
            assert (self.case.due_at is None) == (self.case.state == "waiting_for_applicant")

    @invariant()
    def a_document_is_there_when_it_was_issued(self) -> None:
        if self.case is not None:
            assert (certificate_of(self.case.reference) is not None) == (self.case.state == "issued")


def test_one_case_in_many_hands(office: Office) -> None:
    run_state_machine_as_test(
        partial(ManyHands, office),
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
