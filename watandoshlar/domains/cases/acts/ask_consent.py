from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._consents import (
    MOST_LETTERS,
    clear_answer,
    keep_email,
    lock_consent,
    send_consent_letter,
)
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant, note_event
from watandoshlar.domains.cases.consent_states import may
from watandoshlar.domains.cases.consents import UNDECIDED, named_of
from watandoshlar.domains.cases.models import Case, Consent


@transaction.atomic
def ask_consent(*, acting_user, reference: str, rule: str, email: str = "") -> Consent:
    """The applicant sends the letter again, to the same address or to a corrected one; earlier links end.

    A letter that is about several people of a family goes again for those who have not been answered. Raises
    ConsentEmailNeeded, ConsentByApplicant, TooManyLetters, ConsentClosed, ConsentNotFound, CaseNotFound.
    """
    case = lock_case_of_applicant(acting_user, reference)
    consent = lock_consent(case, rule)
    if not may("ask", consent.state) or case.state not in UNDECIDED:
        raise errors.ConsentClosed
    email = email.strip().lower() or named_of(consent).email
    try:
        validate_email(email)
    except ValidationError as error:
        raise errors.ConsentEmailNeeded from error
    _check_address(case, consent, email)
    asked = _of_the_same_letter(consent)
    if max(one.letter_number for one in asked) >= MOST_LETTERS:
        raise errors.TooManyLetters(most=MOST_LETTERS)
    letter = uuid4()
    for one in asked:
        keep_email(one, email)
        clear_answer(one)
        one.letter = letter
        one.save()
        note_event(one.case, "ask_consent", acting_user=acting_user, rule=one.rule)
    send_consent_letter(asked, email, acting_user=acting_user)
    return consent


def _check_address(case: Case, consent: Consent, email: str) -> None:
    others = case.consents.exclude(pk=consent.pk).select_related("case__applicant")
    if email == case.account.email or email in {named_of(other).email for other in others}:
        raise errors.ConsentByApplicant(page="")


def _of_the_same_letter(consent: Consent) -> list[Consent]:
    """The consent first, then what else its letter asks and nobody has answered."""
    if consent.letter is None:
        return [consent]
    rows = Consent.objects.select_for_update(of=("self",)).select_related("case__applicant", "case__post")
    same = rows.filter(letter=consent.letter, state__in=("asked", "expired"), case__state__in=UNDECIDED)
    return [consent, *same.filter(case__account=consent.case.account_id).exclude(pk=consent.pk).order_by("pk")]
