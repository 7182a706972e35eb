"""Fees and cases: what a submission asks for, what waits until it is settled, and what ends with the case."""

import pytest

from tests.domains.cases.builders import Office, example
from watandoshlar.domains.cases.api import (
    Case,
    errors,
    open_gates,
    propose_decision,
    submit_example,
    take_case,
    withdraw_case,
)
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.fees.api import bill_of, charges_of, standing_of

pytestmark = pytest.mark.django_db
SLUG, NAME = "child-return-certificate", "on-the-birth-certificate"


@pytest.fixture
def case(office: Office, publish) -> Case:
    publish(SLUG)
    raw = {**example(SLUG, NAME), "host_country": "KR"}
    return submit_example(
        acting_user=office.applicant, service=current_version(SLUG), raw=raw, country="KR", region="KR-11"
    )


def test_a_submission_asks_for_its_fee_as_of_its_day(case: Case) -> None:
    (standing,) = charges_of(case.reference)
    bill = bill_of(case.reference)
    assert (bill.post, bill.account) == (case.post, case.account)
    assert (standing.charge.fee, standing.charge.currency, standing.amount) == ("certificate", "KRW", None)
    assert standing.charge.source["state"] == "to_be_confirmed"


def test_an_approval_waits_until_the_fee_is_settled(office: Office, case: Case) -> None:
    take_case(acting_user=office.officer, reference=case.reference)
    with pytest.raises(errors.GatesClosed) as refused:
        propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    assert [(gate.code, gate.id) for gate in refused.value.gates if gate.code == "fee"] == [("fee", "certificate")]
    open_gates(case, "approve", acting_user=office.officer, raw={})
    assert propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve").state == "proposed"


def test_what_ends_asks_for_nothing_more(office: Office, case: Case) -> None:
    withdraw_case(acting_user=office.applicant, reference=case.reference)
    assert standing_of(bill_of(case.reference)).is_settled
