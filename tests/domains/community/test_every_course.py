"""A model walks every course of an organisation: the table is followed, and nobody is shown whom it does not know."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from tests.domains.community.builders import CONTACT, FACTS, YEAR, Circle
from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.domains.community.api import (
    Organisation,
    access_published_contact,
    agree_to_contact,
    amend_organisation,
    consent_text,
    lapse_organisations,
    organisations,
    refuse_organisation,
    reinstate_organisation,
    states,
    submit_organisation,
    suspend_organisation,
    today,
    verify_organisation,
    withdraw_contact_consent,
    withdraw_organisation,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.steps import may, target

pytestmark = pytest.mark.django_db
STEPS = {
    "submit": ("representative", submit_organisation, {}),
    "refuse": ("officer", refuse_organisation, {"reason": "incomplete"}),
    "suspend": ("second", suspend_organisation, {"reason": "complaint"}),
    "reinstate": ("officer", reinstate_organisation, {}),
    "withdraw": ("representative", withdraw_organisation, {}),
}


class Course(UndoneCourse):
    """What the model knows: the state, until when it was verified, and whether the person agrees."""

    circle: Circle

    @initialize()
    def begin(self) -> None:
        self.pk = self.circle.draft().pk
        self.state, self.until, self.agrees = "draft", None, False

    def attempt(self, act, who: str, **named: object) -> bool:
        try:
            with transaction.atomic():
                act(acting_user=getattr(self.circle, who), pk=self.pk, **named)
        except DomainError:
            return False
        return True

    def row(self) -> Organisation:
        return Organisation.objects.get(pk=self.pk)

    @rule(name=st.sampled_from(sorted(STEPS)))
    def step(self, name: str) -> None:
        who, act, named = STEPS[name]
        allowed = may(states.STEPS["organisation"], name, self.state)
        assert self.attempt(act, who, **named) is allowed
        if allowed:
            self.state = target(states.STEPS["organisation"], name, self.state)

    @rule(days=st.integers(1, 700))
    def verify(self, days: int) -> None:
        allowed = self.state in ("submitted", "verified")
        until = today() + YEAR * days / 365
        named = {"evidence": ["meeting"], "until": until, "revision": self.row().revision}
        assert self.attempt(verify_organisation, "officer", **named) is allowed
        if allowed:
            self.state, self.until = "verified", until

    @rule()
    def amend(self) -> None:
        allowed = self.state not in ("suspended", "withdrawn")
        assert self.attempt(amend_organisation, "representative", facts=FACTS) is allowed
        if self.state == "verified":
            self.state = "submitted"

    @rule(agrees=st.booleans())
    def say(self, agrees: bool) -> None:
        if agrees:
            named = {"text_version": consent_text.VERSION, "language": "uz"}
            assert self.attempt(agree_to_contact, "representative", **named)
        else:
            assert self.attempt(withdraw_contact_consent, "representative")
        self.agrees = agrees

    @rule(days=st.sampled_from([1, 40, 400]), runs=st.booleans())
    def wait(self, days: int, runs: bool) -> None:
        self.pass_time(days=days)
        if runs:
            lapse_organisations(acting_user=SYSTEM)
            if self.state == "verified" and self.until < today():
                self.state = "lapsed"

    @invariant()
    def what_is_shown_follows_from_what_is_known(self) -> None:
        if not hasattr(self, "pk"):
            return
        row, counts = self.row(), self.state == "verified" and self.until >= today()
        assert row.state == self.state
        assert organisations().exists() is counts
        assert access_published_contact(row) == (CONTACT if counts and self.agrees else None)
        acts = [entry.act for entry in entries_of_chain(row.chain)]
        assert acts[:2] == ["enter_organisation", "keep_contact"]


def test_every_course(circle: Circle) -> None:
    Course.circle = circle
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
