"""Documents as their holders have them, for whoever checks them."""

import re
from dataclasses import dataclass

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.journeys.staff import seal_of, words_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import answers_of, walk_example
from watandoshlar.domains.certificates.api import Verdict, certificate_of, read_pdf, verify_number
from watandoshlar.domains.certificates.rules.numbers import ALPHABET
from watandoshlar.foundation import clock


@dataclass
class Paper:
    """A document as its holder has it, and the head of the post that issued it."""

    pdf: bytes
    number: str
    code: str
    seal: str
    holder: str
    head: Account


def issue_paper() -> Paper:
    """In Seoul, with what the demonstration has."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    officer, second, head = (
        Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second", "head")
    )
    walk_example(acting_user=officer, second_officer=second, case=case, raw=raw)
    certificate = certificate_of(case.reference)
    pdf = read_pdf(certificate)
    printed = re.findall(rf"\b[{ALPHABET}]{{6}}\b", words_of(pdf))
    code = next(one for one in printed if verify_number(certificate.number, one, clock.now()).verdict is Verdict.VALID)
    return Paper(pdf, certificate.number, code, seal_of(pdf), answers_of(case)["child_name"]["family"], head)
