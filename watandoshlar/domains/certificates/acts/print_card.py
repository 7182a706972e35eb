from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.domains.certificates.acts._register import locked_certificate
from watandoshlar.domains.certificates.acts.issue_copy import issue_copy
from watandoshlar.domains.certificates.errors import TooManyCards, UnknownForm
from watandoshlar.domains.certificates.queries import access_certificate
from watandoshlar.domains.certificates.rules.copies import Form, MadeCopy
from watandoshlar.foundation import clock

MOST_CARDS = 5
"""In a day, for each document: every file is a copy with a place in a list and in the log, and nobody needs more."""


@transaction.atomic
def print_card(*, acting_user: ActingUser | System, number: str) -> MadeCopy:
    """The file of a card to print, both sides, made anew with a status of its own.

    For who may open the document. Raises UnknownForm for a kind that is no card, TooManyCards, CertificateNotFound,
    and the refusals of `issue_copy`.
    """
    opened = access_certificate(acting_user, number)
    if Form.CARD not in opened.record.forms:
        raise UnknownForm
    certificate = locked_certificate(opened.certificate.number)
    made_today = certificate.copies.filter(form=Form.CARD, made_at__gt=clock.now() - timedelta(days=1))
    if made_today.count() >= MOST_CARDS:
        raise TooManyCards(most=MOST_CARDS)
    return issue_copy(acting_user=acting_user, number=certificate.number, form=Form.CARD)
