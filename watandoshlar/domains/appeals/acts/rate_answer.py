from django.db import IntegrityError, transaction

from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_applicant
from watandoshlar.domains.appeals.errors import RatedAlready, UnknownRating, WrongStep
from watandoshlar.domains.appeals.models import Rating
from watandoshlar.domains.cases.api import note_event

MARKS = range(1, 6)


@transaction.atomic
def rate_answer(*, acting_user, reference: str, mark: int) -> Rating:
    """The applicant says once how far an answer solved the matter: 1 (not at all) to 5 (wholly).

    Raises UnknownRating, RatedAlready, WrongStep before there is an answer, CaseNotFound.
    """
    appeal = lock_appeal_of_applicant(acting_user, reference)
    if appeal.case.state != "answered":
        raise WrongStep
    if mark not in MARKS:
        raise UnknownRating
    rating = Rating(appeal=appeal, round=appeal.case.round, mark=mark)
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError as error:
        raise RatedAlready from error
    note_event(appeal.case, "rate", acting_user=acting_user, is_public=False, mark=mark, round=rating.round)
    return rating
