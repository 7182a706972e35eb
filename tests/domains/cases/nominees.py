"""A nomination in Seoul with everybody who has a part in it, made by the real acts."""

from dataclasses import dataclass
from typing import Any

from tests.domains.cases.builders import account_of, example, worker_of
from tests.domains.commissions.builders import COMMISSION, FIRST_DAY, LAST_DAY
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    Case,
    Recommendation,
    answer_recommendation,
    confirm_decision,
    issue_document,
    propose_decision,
    put_before_commission,
    recommendation_token,
    submit_example,
    take_case,
)
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.commissions.api import (
    Item,
    cast_vote,
    close_ballot,
    close_sitting,
    declare_interest,
    list_matter,
    open_ballot,
    open_sitting,
    plan_sitting,
    resolve_item,
    seat_member,
    seats_in,
    standing_of,
)
from watandoshlar.foundation import clock

SLUG, FOUNDER = "compatriot-certificate", "self-nominated-founder"
BY_BODY = {"name": "Sobirov S.", "position": "Head of department", "reasons": "We know the venture well."}
OFFICES = ("chair", "secretary", "member", "member", "member", "member", "member")
REASONS = {("award", "in_favour"): "enterprise", ("award", "against"): "merit_not_enough"}
REASONS |= {("cancel", "in_favour"): "ground_proven", ("cancel", "against"): "too_hard"}


@dataclass
class Honour:
    """The nominee, the officers of Seoul and of the ministry, and the seats of the commission by name."""

    nominee: Account
    officer: Account
    second: Account
    head: Account
    ministry: Account
    raw: dict[str, Any]

    def submitted(self) -> Case:
        service = current_version(SLUG)
        return submit_example(acting_user=self.nominee, service=service, raw=self.raw, country="KR", region="KR-11")

    def taken(self) -> Case:
        case = self.submitted()
        take_case(acting_user=self.officer, reference=case.reference)
        return case

    def answer(self, case: Case, answer: str = "support", **words: str) -> Recommendation:
        asked = Recommendation.objects.get(case=case, state="asked")
        link = {"recommendation": asked.pk, "token": recommendation_token(asked)}
        return answer_recommendation(acting_user=SYSTEM, **link, answer=answer, **{**BY_BODY, **words})

    def put(self) -> Case:
        case = self.taken()
        self.answer(case)
        put_before_commission(acting_user=self.officer, reference=case.reference)
        return case

    def decided(self, outcome: str = "in_favour") -> Case:
        case = self.put()
        self.resolve(case, outcome)
        return case

    def issued(self) -> Case:
        case = self.decided()
        propose_decision(acting_user=self.officer, reference=case.reference, outcome="approve")
        confirm_decision(acting_user=self.second, reference=case.reference, agrees=True)
        issue_document(acting_user=self.officer, reference=case.reference)
        return case

    def in_session(self, case: Case, kind: str = "award") -> Item:
        """A sitting of now with everybody there and the matter of the case on its agenda."""
        secretary = self.secretary
        matter = standing_of(case.reference, kind).matter
        sitting = plan_sitting(acting_user=secretary, commission=COMMISSION, planned_for=clock.now())
        item = list_matter(acting_user=secretary, sitting=sitting.pk, matter=matter.pk)
        present = [seat.pk for seat in seats_in(COMMISSION)]
        open_sitting(acting_user=secretary, sitting=sitting.pk, present=present)
        return item

    def voting(self, case: Case, kind: str = "award") -> Item:
        item = self.in_session(case, kind)
        for seat in seats_in(COMMISSION):
            if seat.votes:
                declare_interest(acting_user=seat.account, matter=item.matter_id, has_conflict=False)
        return open_ballot(acting_user=self.secretary, sitting=item.sitting_id, number=item.number)

    def resolve(self, case: Case, outcome: str, kind: str = "award") -> None:
        item = self.voting(case, kind)
        at = {"sitting": item.sitting_id, "number": item.number}
        for seat in seats_in(COMMISSION):
            if seat.votes:
                cast_vote(acting_user=seat.account, **at, choice=outcome)
        close_ballot(acting_user=self.secretary, **at)
        resolve_item(acting_user=self.secretary, **at, reasons=[REASONS[kind, outcome]])
        close_sitting(acting_user=self.secretary, sitting=item.sitting_id)

    @property
    def secretary(self) -> Account:
        return next(seat.account for seat in seats_in(COMMISSION) if seat.office == "secretary")


def honour_in_seoul() -> Honour:
    """Everybody; the service is published and the posts are there."""
    for number, office in enumerate(OFFICES):
        seat_member(
            acting_user=SYSTEM,
            commission=COMMISSION,
            account=account_of(f"seat{number}"),
            office=office,
            name=f"Member {number}",
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
        )
    seoul, ministry = get_post("seoul"), get_post("ministry")
    return Honour(
        nominee=account_of("nominee"),
        officer=worker_of("first", "officer", seoul),
        second=worker_of("second", "officer", seoul),
        head=worker_of("head", "head", seoul),
        ministry=worker_of("capital", "officer", ministry),
        raw=example(SLUG, FOUNDER),
    )
