"""A model walks documents through every course: issue, copy, rest on, suspend, reinstate, withdraw, replace, publish.

The model knows what was decided and what rests on what, and reckons from that alone which documents count; the register
and every bit of every list must agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import Certificate, StatusList
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto.status_list import read_jwt
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db
VALUES = {"valid": 0, "revoked": 1, "suspended": 2, "superseded": 3}
ENDS = [date(2031, 11, 21), date(2031, 5, 5), date(2028, 1, 1), None]
DECISIONS = {
    "suspended": (api.suspend_certificate, {"valid"}),
    "valid": (api.reinstate_certificate, {"suspended"}),
    "revoked": (api.revoke_certificate, {"valid", "suspended"}),
}


@dataclass
class Known:
    """What the model knows of a document: what was decided on it, and its place among others."""

    number: str
    base: "Known | None"
    decided: str = "valid"
    newer: "Known | None" = None
    copies: int = 1

    @property
    def newest(self) -> "Known":
        return self.newer.newest if self.newer else self

    @property
    def counts(self) -> str:
        if self.decided in ("revoked", "superseded"):
            return self.decided
        above = self.base.newest.counts if self.base else "valid"
        return max(self.decided, above, key=["valid", "suspended", "revoked"].index)


class Course(UndoneCourse):
    person: Person
    make_record: Callable

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[Known] = []
        self.subjects = 0

    def new_subject(self) -> str:
        self.subjects += 1
        return f"S{self.subjects}"

    def record(self, base: Known | None, end: date | None) -> api.CertificateRecord:
        return self.make_record(
            ("uz",), rows=[], issued_at=self.now, expires_on=end, rests_on=base.number if base else ""
        )

    def attempt(self, allowed: bool, act: Callable, **facts: Any) -> Any:
        """What the act gives back; None when it was refused, which the model has foreseen."""
        try:
            done = act(acting_user=SYSTEM, **facts)
        except DomainError:
            assert not allowed
            return None
        assert allowed
        return done

    @rule(chosen=st.randoms(use_true_random=False), rests=st.booleans(), end=st.sampled_from(ENDS))
    def issue(self, chosen: Any, rests: bool, end: date | None) -> None:
        base = chosen.choice(self.documents) if rests and self.documents else None
        issued = self.attempt(
            base is None or base.newest.counts == "valid",
            api.issue_certificate,
            subject=self.new_subject(),
            person=self.person,
            record=self.record(base, end),
            rests_on=base.number if base else "",
        )
        if issued:
            self.documents.append(Known(issued.number, base))

    @precondition(lambda self: self.documents)
    @rule(chosen=st.randoms(use_true_random=False))
    def copy(self, chosen: Any) -> None:
        known = chosen.choice(self.documents)
        if self.attempt(known.counts == "valid", api.issue_copy, number=known.number, form="seal"):
            known.copies += 1

    @precondition(lambda self: self.documents)
    @rule(chosen=st.randoms(use_true_random=False), wanted=st.sampled_from(list(DECISIONS)))
    def decide(self, chosen: Any, wanted: str) -> None:
        known = chosen.choice(self.documents)
        act, before = DECISIONS[wanted]
        allowed = known.decided in before and known.counts not in ("revoked", "superseded")
        if self.attempt(allowed, act, number=known.number, reason="issued_in_error"):
            known.decided = wanted

    @precondition(lambda self: self.documents)
    @rule(chosen=st.randoms(use_true_random=False), end=st.sampled_from(ENDS))
    def replace(self, chosen: Any, end: date | None) -> None:
        known = chosen.choice(self.documents)
        base = known.base.newest if known.base else None
        issued = self.attempt(
            known.counts in ("valid", "suspended") and (base is None or base.counts == "valid"),
            api.reissue_certificate,
            number=known.number,
            record=self.record(None, end),
            subject=self.new_subject(),
        )
        if issued:
            known.decided, known.newer = "superseded", Known(issued.number, known.base)
            self.documents.append(known.newer)

    @rule()
    def publish(self) -> None:
        api.publish_status_lists(acting_user=SYSTEM)
        signer = signer_for("status-lists")
        tokens = {
            list_id: read_jwt(api.status_list(list_id).jwt, {signer.key_id: signer.public_key}, api.list_uri(list_id))
            for list_id in StatusList.objects.values_list("pk", flat=True)
        }
        for known in self.documents:
            copies = api.copies_of(Certificate.objects.get(number=known.number))
            assert len(copies) == known.copies
            said = {tokens[copy.status_list_id].status(copy.position) for copy in copies}
            assert said == {VALUES[known.counts]}
        # And nothing else: no bit is set that belongs to nobody.
        set_bits = sum(sum(map(int.bit_count, token.packed)) for token in tokens.values())
        assert set_bits == sum(known.copies * VALUES[known.counts].bit_count() for known in self.documents)

    @invariant()
    def the_register_agrees(self) -> None:
        rows = Certificate.objects.values_list("number", "status", "own_status")
        assert {number: (status, own) for number, status, own in rows} == {
            known.number: (known.counts, known.decided) for known in self.documents
        }


def test_every_course_of_documents(settings: Any, tmp_path: Any, person: Person, make_record: Callable) -> None:
    settings.SIGNING_KEYS = f"file:{tmp_path}"
    Course.person, Course.make_record = person, staticmethod(make_record)
    run_state_machine_as_test(Course, settings=COURSES)


COURSES = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
