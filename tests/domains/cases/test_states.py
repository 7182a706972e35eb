"""The lifecycle: one table in code, in the migration, in the database and on the page, and what it promises."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from watandoshlar.domains.cases import states
from watandoshlar.domains.cases.management.commands.draw_case_states import PAGE, drawn_page

FINAL = {code for code, state in states.STATES.items() if state.is_final}
NAMES = sorted({step.name for step in states.TRANSITIONS})
STEPS = [(step.name, step.source, step.target) for step in states.TRANSITIONS]


def reachable_from(code: str) -> set[str]:
    """The states to which steps lead from `code`, itself included."""
    found, waiting = {code}, [code]
    while waiting:
        source = waiting.pop()
        new = {step.target for step in states.TRANSITIONS if step.source == source} - found
        found |= new
        waiting += new
    return found


def test_the_page_is_what_the_table_draws() -> None:
    assert (settings.ROOT / PAGE).read_text(encoding="utf-8") == drawn_page(), "run `manage.py draw_case_states`"


def test_the_page_does_not_follow_the_active_language() -> None:
    with translation.override("ru"):
        assert "| `submitted` | Submitted<br>" in drawn_page()


def test_the_migrations_fill_the_same_table() -> None:
    filled = [
        step
        for name in (
            "0002_lifecycle_in_the_database",
            "0005_requests_may_be_closed",
            "0007_lifecycle_of_appeals",
            "0013_steps_between_offices",
            "0016_named_documents",
        )
        for step in import_module(f"watandoshlar.domains.cases.migrations.{name}").STEPS
    ]
    assert sorted(filled) == sorted(STEPS)


@pytest.mark.django_db
def test_the_database_holds_the_same_table() -> None:
    table = apps.get_model("cases", "Transition").objects
    assert sorted(table.values_list("name", "from_state", "to_state")) == sorted(STEPS)


def test_a_step_from_a_state_leads_to_one_state() -> None:
    assert len({(name, source) for name, source, _target in STEPS}) == len(STEPS)


def test_steps_join_known_states() -> None:
    assert {code for step in states.TRANSITIONS for code in (step.source, step.target)} == set(states.STATES)
    movers = {"officer", "second_officer", "head", "other_office", "body", "applicant", "platform"}
    assert {step.who for step in states.TRANSITIONS} == movers
    assert {step.register for step in states.TRANSITIONS} == {"", "applications", "appeals"}


def test_every_state_is_reachable() -> None:
    assert reachable_from(states.FIRST_STATE) == set(states.STATES)


@pytest.mark.parametrize("code", sorted(set(states.STATES) - FINAL))
def test_every_open_state_has_a_way_to_an_end(code: str) -> None:
    assert reachable_from(code) & FINAL


def test_only_a_disputed_answer_leaves_an_end() -> None:
    leaving = {(step.name, step.source) for step in states.TRANSITIONS if step.source in FINAL}
    assert leaving == {("reopen", "answered")}
    assert {step.source for step in states.TRANSITIONS} - FINAL == set(states.OPEN_STATES)


@pytest.mark.parametrize("register", ["applications", "appeals"])
def test_no_register_ends_in_the_open(register: str) -> None:
    steps = states.steps_of(register)
    reached = {states.FIRST_STATE} | {step.target for step in steps}
    assert reached & set(states.OPEN_STATES) == {step.source for step in steps} & set(states.OPEN_STATES)


@pytest.mark.parametrize("code", sorted(states.OPEN_STATES))
def test_no_case_waits_for_somebody_who_may_never_come(code: str) -> None:
    """The applicant may stay away for ever, so an officer can go on from every open state."""
    movers = {step.who for step in states.TRANSITIONS if step.source == code}
    assert movers & {"officer", "second_officer"}
    assert ("applicant" in movers) == (code not in {"proposed", "approved"})


class Lifecycle(RuleBasedStateMachine):
    """What may happen to an application, told in facts and without naming a state, against walks on the table."""

    register = "applications"

    @initialize()
    def submit(self) -> None:
        self.state = states.FIRST_STATE
        self.taken = self.asked = self.referred = self.proposed = self.ended = False
        self.decided = ""

    def allowed(self) -> set[str]:
        if self.ended:
            return set()
        if self.decided:
            return {"issue", "reopen_approval"}
        if self.proposed:
            return {"return", "approve", "refuse"}
        if self.referred:
            return {"report", "recall", "withdraw"}
        if self.asked:
            return {"answer_request", "close_request", "withdraw"}
        if self.taken:
            return {"release", "request_items", "refer", "propose", "approve", "refuse", "withdraw"}
        return {"take", "withdraw"}

    @rule(name=st.sampled_from(NAMES))
    def attempt(self, name: str) -> None:
        if name not in self.allowed():
            with pytest.raises(KeyError):
                states.target(name, self.state, self.register)
            return
        self.state = states.target(name, self.state, self.register)
        self.happen(name)

    def happen(self, name: str) -> None:
        match name:
            case "take" | "release":
                self.taken = name == "take"
            case "request_items" | "answer_request" | "close_request":
                self.asked = name == "request_items"
            case "refer" | "report" | "recall":
                self.referred = name == "refer"
            case "propose" | "return":
                self.proposed = name == "propose"
            case "approve" | "refuse":
                self.proposed, self.decided, self.ended = False, name, name == "refuse"
            case "reopen_approval":
                self.decided = ""
            case "issue" | "withdraw":
                self.ended = True

    @invariant()
    def the_table_allows_what_the_facts_allow(self) -> None:
        assert {name for name in NAMES if states.may(name, self.state, self.register)} == self.allowed()

    @invariant()
    def an_end_is_an_end(self) -> None:
        assert states.STATES[self.state].is_final == self.ended
        assert (self.state in states.OPEN_STATES) != self.ended

    @invariant()
    def the_state_says_what_happened(self) -> None:
        assert (self.state == "waiting_for_applicant") == (self.asked and not self.ended)
        assert (self.state == "referred") == (self.referred and not self.ended)
        assert (self.state == "proposed") == self.proposed
        assert (self.state in {"approved", "issued"}) == (self.decided == "approve")
        assert (self.state == "refused") == (self.decided == "refuse")


class LifecycleOfAppeals(Lifecycle):
    """The same for an appeal, which is not approved but answered, here or by another body, and may be disputed."""

    register = "appeals"

    @initialize()
    def submit(self) -> None:
        super().submit()
        self.away = self.answered = False

    def allowed(self) -> set[str]:
        if self.answered:
            return {"reopen"}
        if self.away:
            return {"come_back", "give_answer", "withdraw"}
        if self.proposed:
            return {"return", "not_consider"}
        others = super().allowed() - {"approve", "refuse", "refer"}
        return others | {"transfer", "forward", "give_answer"} if "propose" in others else others

    def happen(self, name: str) -> None:
        match name:
            case "transfer" | "reopen":
                self.taken = self.answered = self.ended = False
            case "forward" | "come_back":
                self.away = name == "forward"
            case "give_answer":
                self.away, self.answered, self.ended = False, True, True
            case "not_consider":
                self.proposed, self.decided, self.ended = False, name, True
            case "withdraw":
                self.away, self.ended = False, True
            case _:
                super().happen(name)

    @invariant()
    def the_state_says_what_happened(self) -> None:
        assert (self.state == "forwarded") == self.away
        assert (self.state == "answered") == self.answered
        assert (self.state == "not_considered") == (self.decided == "not_consider")


TestLifecycle = Lifecycle.TestCase
TestLifecycleOfAppeals = LifecycleOfAppeals.TestCase
