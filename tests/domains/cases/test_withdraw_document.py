"""A document is withdrawn by the head of its post or by the operator, with a reason, and its applicant is told."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.domains.cases.builders import Office, reread
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases.api import errors, withdraw_document
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.domains.certificates.errors import StatusCannotChange, UnknownReason

pytestmark = pytest.mark.django_db
REASON = "issued_in_error"


def letters() -> list[dict]:
    return [letter.facts for letter in Letter.objects.filter(code="document_withdrawn")]


def test_the_head_withdraws_and_everybody_concerned_learns_it(office: Office) -> None:
    case = office.case("issued")
    withdraw_document(acting_user=office.head, reference=case.reference, reason=REASON)
    certificate = certificate_of(case.reference)
    assert certificate.status == "revoked"
    assert reread(case).state == "issued"
    event = case.events.latest("pk")
    facts = {"certificate": certificate.number, "reason": REASON}
    assert (event.name, event.is_public, event.account, event.facts) == ("withdraw_document", True, office.head, facts)
    entry = entries_of_chain(case.chain).last()
    assert (entry.act, entry.account_id) == ("withdraw_document", office.head.pk)
    assert entry.facts == {"case": case.reference, "from": "issued", "to": "issued", **facts}
    assert entries_of_chain(f"certificate:{certificate.number}").last().act == "revoke_certificate"
    assert letters() == [{"reference": case.reference, "version": case.version_id, **facts}]


def test_nobody_else_withdraws(office: Office) -> None:
    case = office.case("issued")
    for person in (office.officer, office.abroad, office.applicant, None):
        with pytest.raises(access_errors.RoleMissing):
            withdraw_document(acting_user=person, reference=case.reference, reason=REASON)
    assert certificate_of(case.reference).status == "valid"
    assert letters() == []


def test_what_was_not_issued_or_is_withdrawn_already_stays(office: Office) -> None:
    with pytest.raises(errors.NothingIssued):
        withdraw_document(acting_user=office.head, reference=office.case("approved").reference, reason=REASON)
    case = office.case("issued")
    with pytest.raises(UnknownReason):
        withdraw_document(acting_user=office.head, reference=case.reference, reason="mood")
    withdraw_document(acting_user=office.head, reference=case.reference, reason=REASON)
    with pytest.raises(StatusCannotChange):
        withdraw_document(acting_user=office.head, reference=case.reference, reason=REASON)
    assert len(letters()) == 1


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_the_operator_suspends_reinstates_and_withdraws(office: Office) -> None:
    case = office.case("issued")
    number = certificate_of(case.reference).number
    for command, status in (("suspend", "suspended"), ("reinstate", "valid"), ("revoke", "revoked")):
        assert number in told(f"{command}_certificate", number.lower(), "--reason", REASON).upper()
        assert certificate_of(case.reference).status == status
    assert letters()[0]["certificate"] == number
    changes = entries_of_chain(f"certificate:{number}").values_list("act", "account_id")
    assert list(changes)[1:] == [(f"{act}_certificate", None) for act in ("suspend", "reinstate", "revoke")]
    assert case.events.latest("pk").account is None


@pytest.mark.parametrize("command", ["suspend", "reinstate", "revoke"])
def test_a_number_that_is_not_there_is_told(office: Office, command: str) -> None:
    with pytest.raises(CommandError) as told_so:
        told(f"{command}_certificate", "UZ-CR-26-AAAAAAAA", "--reason", REASON)
    assert told_so.value.__cause__.code == "certificate_not_found"


def test_what_is_withdrawn_stays_withdrawn(office: Office) -> None:
    case = office.case("issued")
    withdraw_document(acting_user=SYSTEM, reference=case.reference, reason=REASON)
    with pytest.raises(CommandError) as told_so:
        told("reinstate_certificate", certificate_of(case.reference).number, "--reason", REASON)
    assert told_so.value.__cause__.code == "status_cannot_change"
