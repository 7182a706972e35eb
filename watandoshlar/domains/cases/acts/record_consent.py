from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._consents import lock_consent, move_consent, words_given
from watandoshlar.domains.cases.acts._steps import lock_case_of_officer
from watandoshlar.domains.cases.consent_states import WAYS
from watandoshlar.domains.cases.models import Consent

STEPS = {"given": "give_in_person", "refused": "refuse_in_person", "withdrawn": "withdraw_in_person"}


@transaction.atomic
def record_consent(
    *, acting_user, reference: str, rule: str, answer: str, how: str, name: str, document: str, has_seen: bool
) -> Consent:
    """The officer of the case writes down what a person said at the counter, or what a notarised paper says, after
    seeing the identity document or the paper.

    `answer` is given, refused or withdrawn; `how` counter or paper. Raises OutcomeNeeded, IdentityUnseen,
    ConsentWordsNeeded, ConsentNotFound, ConsentClosed and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    consent = lock_consent(case, rule)
    if answer not in STEPS or how not in WAYS or how == "link":
        raise errors.OutcomeNeeded
    if not has_seen:
        raise errors.IdentityUnseen
    words = words_given(name, document, is_me=True)
    move_consent(consent, STEPS[answer], acting_user=acting_user, how=how, words=words)
    return consent
