from collections.abc import Sequence
from datetime import date

from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_officer, take_step
from watandoshlar.domains.cases.models import ItemRequest
from watandoshlar.domains.cases.nomination_errors import OnTheAgenda
from watandoshlar.domains.cases.nominations import is_on_the_agenda
from watandoshlar.domains.cases.queries import service_of
from watandoshlar.domains.cases.terms import recompute_due


@transaction.atomic
def request_items(*, acting_user, reference: str, items: Sequence[str], note: str, due_on: date) -> ItemRequest:
    """Ask the applicant to send or correct items (field ids of the definition) by a day; the term pauses if it may.

    Raises ItemsNeeded, UnknownItem, DayPassed, OnTheAgenda and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    check_step(case, "request_items")
    if is_on_the_agenda(case):
        raise OnTheAgenda
    known = set(service_of(case).definition.fields)
    if not items:
        raise errors.ItemsNeeded
    if unknown := set(items) - known:
        raise errors.UnknownItem(items=", ".join(sorted(unknown)))
    if due_on <= today_at(case.post):
        raise errors.DayPassed
    request = ItemRequest(
        case=case,
        number=case.item_requests.count() + 1,
        items=list(dict.fromkeys(items)),
        due_on=due_on,
        asked_by=acting_user,
    )
    request.note = encrypt_json_for(case.applicant, note, f"note:{case.reference}:{request.number}") if note else b""
    request.save(force_insert=True)
    take_step(
        case, "request_items", acting_user=acting_user, items=request.items, number=request.number, due_on=str(due_on)
    )
    recompute_due(case)
    write_to_applicant(
        case,
        "items_requested",
        acting_user=acting_user,
        occasion=str(request.number),
        items=request.items,
        due_on=str(due_on),
    )
    return request
