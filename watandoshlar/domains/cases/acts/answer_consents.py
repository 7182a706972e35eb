from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from watandoshlar.domains.cases.acts._consents import words_given
from watandoshlar.domains.cases.acts.give_consent import give_consent
from watandoshlar.domains.cases.acts.refuse_consent import refuse_consent
from watandoshlar.domains.cases.acts.withdraw_consent import withdraw_consent
from watandoshlar.domains.cases.consents import access_consents
from watandoshlar.domains.cases.errors import ConsentUnanswered
from watandoshlar.domains.cases.models import Consent

ACTS = {"give": give_consent, "refuse": refuse_consent}


@transaction.atomic
def answer_consents(
    *,
    acting_user,
    letter: UUID,
    token: str,
    answers: Mapping[int, str],
    name: str = "",
    document: str = "",
    is_me: bool = False,
) -> list[Consent]:
    """Answer what a letter asks, for all people that it is about: give or refuse for each by its id, or withdraw.

    All are kept or none. Raises ConsentUnanswered, ConsentWordsNeeded, ConsentClosed.
    """
    asked = access_consents(letter, token)
    taken_back = [consent for consent in asked if answers.get(consent.pk) == "withdraw"]
    if taken_back:
        link = {"acting_user": acting_user, "letter": letter, "token": token}
        return [withdraw_consent(**link, consent_id=consent.pk) for consent in taken_back]
    waiting = [consent for consent in asked if consent.state == "asked"]
    if any(answers.get(consent.pk) not in ACTS for consent in waiting) or not waiting:
        raise ConsentUnanswered
    words = words_given(name, document, is_me=is_me)
    return [
        ACTS[answers[consent.pk]](
            acting_user=acting_user, letter=letter, token=token, consent_id=consent.pk, words=words
        )
        for consent in waiting
    ]
