"""How examples are recommended and come before a commission, through the real acts: bodies answer by their links,
members say that they have no conflict, vote and resolve."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts import answer_recommendation, ask_recommendation, put_before_commission
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.gates import Gate
from watandoshlar.domains.cases.models import Case, Recommendation
from watandoshlar.domains.cases.nominations import commission_rule
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.cases.recommendations import bodies_to_ask, recommendation_token, support_for
from watandoshlar.domains.commissions.api import (
    Item,
    Matter,
    Seat,
    cast_vote,
    close_ballot,
    close_sitting,
    declare_interest,
    found_conflict,
    get_commission,
    list_matter,
    open_ballot,
    open_sitting,
    plan_sitting,
    put_off_item,
    resolve_item,
    seat_member,
    seats_in,
    standing_of,
)
from watandoshlar.domains.commissions.api import today as today_of_commissions
from watandoshlar.foundation import clock

REASONS = "Specimen: what the body knows of the merits."
SEATS = ("chair", "secretary", "member", "member", "member", "member", "member")
TERM = timedelta(days=3 * 365)


def recommend(case: Case, *, acting_user, raw: Mapping[str, Any], answer: str = "support") -> None:
    """The bodies that were asked answer by the links of their letters; where too few were, the officer asks more."""
    journey = journey_of_case(case, answers_of(case))
    for support in support_for(case, journey):
        for _ in range(support.rule.least - support.supported - support.asked):
            body = bodies_to_ask(case, support.rule)[0]
            ask_recommendation(acting_user=acting_user, reference=case.reference, rule=support.rule.id, body=body.code)
    for asked in Recommendation.objects.filter(case=case, state="asked").order_by("pk"):
        answer_recommendation(
            acting_user=SYSTEM,
            recommendation=asked.pk,
            token=recommendation_token(asked),
            answer=answer,
            name="SPECIMEN",
            position="Specimen office",
            reasons=REASONS,
        )


def decline(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    recommend(case, acting_user=acting_user, raw=raw, answer="decline")


def seat_commission(commission: str) -> list[Seat]:
    """Who sits in the commission; invented members where nobody does."""
    if seats := seats_in(commission):
        return seats
    first = today_of_commissions()
    for number, office in enumerate(SEATS, start=1):
        email = f"{commission}-{number}@example.org"
        account = Account.objects.with_email(email).first() or create_account(
            acting_user=SYSTEM, email=email, language="uz"
        )
        seat_member(
            acting_user=SYSTEM,
            commission=commission,
            account=account,
            office=office,
            name=f"Specimen {number}",
            first_day=first,
            last_day=first + TERM,
        )
    return seats_in(commission)


def put(case: Case, *, acting_user) -> Matter:
    """The matter of the nomination, put before the commission now where it was not before."""
    standing = standing_of(case.reference, "award")
    if standing is None or standing.state == "withdrawn":
        seat_commission(commission_rule(case).name)
        put_before_commission(acting_user=acting_user, reference=case.reference)
        standing = standing_of(case.reference, "award")
    return standing.matter


def hold_sitting(matter: Matter) -> tuple[Item, list[Seat], Account]:
    """A sitting of today in session, with everybody there and the matter on its agenda."""
    seats = seats_in(matter.commission)
    secretary = next(seat.account for seat in seats if seat.office == "secretary")
    named = {"acting_user": secretary}
    sitting = plan_sitting(**named, commission=matter.commission, planned_for=clock.now() + timedelta(seconds=1))
    item = list_matter(**named, sitting=sitting.pk, matter=matter.pk)
    open_sitting(**named, sitting=sitting.pk, present=[seat.pk for seat in seats])
    return item, seats, secretary


def resolve(matter: Matter, outcome: str) -> None:
    """A sitting decides the matter, everybody who may vote of one mind, and its minutes are sealed."""
    item, seats, secretary = hold_sitting(matter)
    named = {"sitting": item.sitting_id, "number": item.number}
    able = [seat for seat in seats if seat.votes and not found_conflict(matter, seat)]
    able = [seat for seat in able if not matter.disclosures.filter(seat=seat).exclude(conflict="").exists()]
    for seat in able:
        declare_interest(acting_user=seat.account, matter=matter.pk, has_conflict=False)
    open_ballot(acting_user=secretary, **named)
    for seat in able:
        cast_vote(acting_user=seat.account, **named, choice=outcome)
    close_ballot(acting_user=secretary, **named)
    reasons = get_commission(matter.commission).matters[matter.kind].reasons[outcome]
    resolve_item(acting_user=secretary, **named, reasons=[next(iter(reasons))])
    close_sitting(acting_user=secretary, sitting=item.sitting_id)


def award(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    resolve(put(case, acting_user=acting_user), "in_favour")


def reject(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    resolve(put(case, acting_user=acting_user), "against")


def put_off(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    """A sitting wants to know more."""
    matter = put(case, acting_user=acting_user)
    item, _seats, secretary = hold_sitting(matter)
    named = {"acting_user": secretary, "sitting": item.sitting_id}
    put_off_item(**named, number=item.number, delay="more_facts")
    close_sitting(**named)


def conflict(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    """A member says that the nominee is of their family."""
    matter = put(case, acting_user=acting_user)
    member = next(seat for seat in seats_in(matter.commission) if seat.office == "member")
    declare_interest(acting_user=member.account, matter=matter.pk, has_conflict=True, conflict="family")


def recommend_at_gate(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    """A recommendation that the example does not name as a step of its own."""
    recommend(case, acting_user=acting_user, raw=raw)


def award_at_gate(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    """A resolution that the example does not name as a step of its own."""
    award(case, acting_user=acting_user, raw=raw)


WALKED = {
    "recommend": recommend,
    "decline": decline,
    "conflict": conflict,
    "put_off": put_off,
    "award": award,
    "reject": reject,
}
"""Steps of an example beside its case: `walk(case, acting_user=officer, raw=example)`."""
