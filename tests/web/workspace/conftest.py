"""Officers of the demonstration at work on its case in Seoul."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, open_gates, take_case


@dataclass(frozen=True)
class Staff:
    """One member of staff at a browser, on one case."""

    email: str
    client: Client
    reference: str

    @property
    def account(self) -> Account:
        return Account.objects.get(email=self.email)

    def address(self, step: str = "") -> str:
        return f"/en/work/cases/{self.reference}/{step}"

    def see(self) -> HttpResponse:
        return self.client.get(self.address())

    def send(self, step: str, **typed: object) -> HttpResponse:
        return self.client.post(self.address(f"{step}/"), typed)


@pytest.fixture
def staff(demonstration):
    def make(name: str, case: Case = demonstration.waiting, reference: str = "") -> Staff:
        email = f"{name}@example.org"
        return Staff(email, client_of(email), reference or case.reference)

    return make


@pytest.fixture
def officer(staff) -> Staff:
    """Has taken the case that waited in Seoul."""
    member = staff("officer.seoul")
    take_case(acting_user=member.account, reference=member.reference)
    return member


@pytest.fixture
def officer_of_two(staff) -> Staff:
    """Has taken a case whose decision needs two officers."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    member = staff("officer.seoul", case)
    take_case(acting_user=member.account, reference=case.reference)
    open_gates(case, "approve", acting_user=member.account, raw=raw)
    return member
