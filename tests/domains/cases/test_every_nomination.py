"""A model walks nominations to cancellation, with conflicts of interest, lost quorums and ties: nobody in conflict ever
reads or votes, nothing is decided without a quorum, and what was counted is what was voted.

The model knows facts: who is there, who has which conflict, who voted how. What must follow it reckons by itself.
Random walks find what nobody thought of; a walk on purpose to each end sees to it that each is reached in every run.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, currently_in_test_context, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from tests.domains.cases.nominees import REASONS, Honour
from tests.domains.commissions.builders import COMMISSION, code_of
from tests.undone_course import UndoneCourse
from watandoshlar.domains.cases.api import (
    Case,
    access_nomination,
    answer_hearing,
    confirm_decision,
    document_in_force,
    issue_document,
    nomination_of,
    open_cancellation,
    propose_cancellation,
    propose_decision,
    take_back_cancellation,
)
from watandoshlar.domains.commissions.api import (
    Item,
    cast_vote,
    close_ballot,
    close_sitting,
    declare_interest,
    is_intact,
    list_matter,
    note_presence,
    open_ballot,
    open_sitting,
    plan_sitting,
    put_off_item,
    resolution_on,
    resolve_item,
    seats_in,
    standing_of,
)
from watandoshlar.domains.commissions.models import Minutes, Sitting, Vote
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db

CHOICES = ("in_favour", "against", "abstained")
LEAST = 3


class Course(UndoneCourse):
    """`kind` is what is before the commission now: award, cancel, or "" for nothing. `reached` counts what all of its
    walks came to."""

    honour: Honour
    reached: ClassVar[Counter[str]] = Counter()

    def reach(self, end: str) -> None:
        self.reached[end] += 1
        if currently_in_test_context():
            event(end)

    @initialize(begins=st.sampled_from(["put", "voting", "voting", "cancelling", "cancelling"]))
    def nominate(self, begins: str) -> None:
        """Walks from the first step alone would rarely come to a vote, and never to one on a cancellation."""
        self.seats = {seat.pk: seat for seat in seats_in(COMMISSION)}
        self.case: Case = self.honour.put()
        self.kind, self.ended = "award", False
        self.sitting: Sitting | None = None
        self.item: Item | None = None
        self.there: set[int] = set()
        self.votes: dict[int, str] = {}
        self.said: dict[int, str] = {}
        if begins == "cancelling":
            decide(self, ["in_favour"] * 6)
            self.ask_to_cancel()
            self.hear()
        if begins != "put":
            vote_on_it(self, [])

    # --- what the model reckons ---------------------------------------------------------------------------------------

    @property
    def voters(self) -> list[int]:
        return [pk for pk, seat in self.seats.items() if seat.office != "secretary"]

    @property
    def able(self) -> set[int]:
        return {pk for pk in self.voters if self.said.get(pk, "") in ("", "none")}

    @property
    def taking_part(self) -> set[int]:
        return self.able & (self.there | set(self.votes))

    @property
    def needed(self) -> int:
        return max(-(-2 * len(self.able) // 3), LEAST)

    @property
    def at(self) -> dict[str, int]:
        return {"sitting": self.item.sitting_id, "number": self.item.number}

    def leads(self, pk: int) -> bool:
        """Whether the seat leads through the item: who is not in conflict of chair and secretary, or else any member
        who has said that there is none."""
        if self.said.get(pk, "") not in ("", "none"):
            return False
        able = [one for one in self.leaders if self.said.get(one, "") in ("", "none")]
        return pk in able or (not able and self.said.get(pk) == "none")

    @property
    def leaders(self) -> list[int]:
        return [pk for pk, seat in self.seats.items() if seat.office in ("secretary", "chair")]

    def lead(self, act: Callable[..., object], **named: object) -> str:
        """Who does not lead is refused first; the code of what who leads is told, or "nobody_leads"."""
        refused = {"in_conflict", "not_secretary"}
        for pk in sorted(self.seats):
            if not self.leads(pk):
                assert code_of(act, acting_user=self.seats[pk].account, **named) in refused
                if pk in self.leaders:
                    self.reach("a leader in conflict of interest")
        leading = [pk for pk in sorted(self.seats) if self.leads(pk)]
        if not leading:
            return "nobody_leads"
        if leading[0] not in self.leaders:
            self.reach("a member leads")
        return code_of(act, acting_user=self.seats[leading[0]].account, **named)

    def note(self, there: set[int]) -> None:
        named = {"sitting": self.sitting.pk, "present": there}
        if self.state() == "voting":
            code = self.lead(note_presence, **named)
        else:
            code = code_of(note_presence, acting_user=self.honour.secretary, **named)
        assert code in ("", "nobody_leads")
        if not code:
            self.there = there

    def expected(self) -> tuple[str, bool]:
        """The outcome and whether the chair decided."""
        if len(self.taking_part) < self.needed:
            return "", False
        given = list(self.votes.values())
        sides = given.count("in_favour") - given.count("against")
        if sides:
            return ("in_favour" if sides > 0 else "against"), False
        chair = next(pk for pk, seat in self.seats.items() if seat.office == "chair")
        if self.kind == "cancel" and self.votes.get(chair) in ("in_favour", "against"):
            return self.votes[chair], True
        return "", False

    def state(self) -> str:
        return Item.objects.values_list("state", flat=True).get(pk=self.item.pk) if self.item else ""

    # --- steps --------------------------------------------------------------------------------------------------------

    @rule(hours=st.integers(1, 80))
    def wait(self, hours: int) -> None:
        self.pass_time(hours=hours)

    @precondition(lambda self: self.kind and self.sitting is None)
    @rule(data=st.data())
    def sit(self, data: st.DataObject) -> None:
        secretary = self.honour.secretary
        self.sitting = plan_sitting(acting_user=secretary, commission=COMMISSION, planned_for=clock.now())
        matter = standing_of(self.case.reference, self.kind).matter
        self.item = list_matter(acting_user=secretary, sitting=self.sitting.pk, matter=matter.pk)
        self.there = set(data.draw(st.lists(st.sampled_from(sorted(self.seats)), min_size=2, unique=True)))
        self.votes = {}
        open_sitting(acting_user=secretary, sitting=self.sitting.pk, present=self.there)

    @precondition(lambda self: self.sitting)
    @rule(data=st.data())
    def come_and_go(self, data: st.DataObject) -> None:
        self.note(set(data.draw(st.lists(st.sampled_from(sorted(self.seats)), unique=True))))

    @precondition(lambda self: self.kind)
    @rule(data=st.data(), said=st.sampled_from(["none", "none", "none", "family", "business"]))
    def declare(self, data: st.DataObject, said: str) -> None:
        pk = data.draw(st.sampled_from(sorted(self.seats)))
        has_conflict, before = said != "none", self.said.get(pk, "")
        code = code_of(
            declare_interest,
            acting_user=self.seats[pk].account,
            matter=standing_of(self.case.reference, self.kind).matter.pk,
            has_conflict=has_conflict,
            conflict=said if has_conflict else "",
        )
        if before not in ("", "none"):
            assert code == "declared_already"
        elif has_conflict and pk in self.votes and self.state() in ("voting", "counted"):
            assert code == "voted_already"
        else:
            assert code == ""
            self.said[pk] = said

    @precondition(lambda self: self.kind and self.sitting)
    @rule()
    def everybody_comes_and_declares(self) -> None:
        """Walks alone would rarely bring enough members together."""
        self.note(set(self.seats))
        matter = standing_of(self.case.reference, self.kind).matter
        for pk in self.seats:
            if not self.said.get(pk):
                declare_interest(acting_user=self.seats[pk].account, matter=matter.pk, has_conflict=False)
                self.said[pk] = "none"

    @precondition(lambda self: self.state() == "voting")
    @rule(choices=st.lists(st.sampled_from(CHOICES), min_size=3, max_size=6))
    def several_vote(self, choices: list[str]) -> None:
        waiting = [pk for pk in self.voters if self.said.get(pk) == "none" and pk in self.there - set(self.votes)]
        for pk, choice in zip(waiting, choices, strict=False):
            cast_vote(acting_user=self.seats[pk].account, **self.at, choice=choice)
            self.votes[pk] = choice

    @precondition(lambda self: self.state() == "listed")
    @rule()
    def let_them_vote(self) -> None:
        cancellation = open_cancellation(self.case)
        code = self.lead(open_ballot, **self.at)
        if code == "nobody_leads":
            return
        if cancellation and not cancellation.answered_at and clock.now() < cancellation.heard_until:
            assert code == "not_ripe"
        elif len(self.taking_part) < self.needed:
            assert code == "no_quorum"
            self.reach("no quorum to begin")
        else:
            assert code == ""

    @precondition(lambda self: self.state() == "voting")
    @rule(data=st.data(), choice=st.sampled_from(CHOICES))
    def vote(self, data: st.DataObject, choice: str) -> None:
        pk = data.draw(st.sampled_from(sorted(self.seats)))
        code = code_of(cast_vote, acting_user=self.seats[pk].account, **self.at, choice=choice)
        if pk not in self.voters:
            assert code == "not_seated"
        elif pk not in self.able:
            assert code == "in_conflict"
            self.reach("a vote in conflict of interest")
        elif self.said.get(pk) != "none":
            assert code == "declare_first"
        elif pk not in self.there:
            assert code == "not_present"
        elif pk in self.votes:
            assert code == "voted_already"
        else:
            assert code == ""
            self.votes[pk] = choice

    @precondition(lambda self: self.state() == "voting")
    @rule()
    def count(self) -> None:
        code = self.lead(close_ballot, **self.at)
        has_quorum = len(self.taking_part) >= self.needed
        if code == "nobody_leads":
            return
        if has_quorum and self.taking_part - set(self.votes):
            assert code == "votes_missing"
            self.reach("counted too early")
            return
        if self.kind == "award" and len(self.votes) < LEAST:
            assert code == "too_few_for_secret"
            return
        assert code == ""
        # Whatever is decided, everybody who is there has voted on it, and the quorum is one of votes.
        assert not has_quorum or len(self.votes) >= self.needed
        item = Item.objects.select_related("count").get(pk=self.item.pk)
        given = list(self.votes.values())
        assert [getattr(item.count, choice) for choice in CHOICES] == [given.count(choice) for choice in CHOICES]
        assert (item.count.outcome, item.count.by_chair) == self.expected()
        if not has_quorum:
            self.reach("quorum lost")
        elif given.count("in_favour") == given.count("against"):
            self.reach("tie, decided by the chair" if item.count.by_chair else "tie, put off")
        assert item.state == ("counted" if item.count.outcome else "put_off")

    @precondition(lambda self: self.state() in ("listed", "voting"))
    @rule()
    def put_off(self) -> None:
        assert self.lead(put_off_item, **self.at, delay="more_facts") in ("", "nobody_leads")

    @precondition(lambda self: self.state() == "counted")
    @rule()
    def resolve(self) -> None:
        outcome = self.expected()[0]
        resolve = {"acting_user": self.honour.secretary, **self.at, "reasons": [REASONS[self.kind, outcome]]}
        able = [pk for pk in self.leaders if self.said.get(pk, "none") == "none"]
        for pk in set(self.leaders) - set(able):
            assert code_of(resolve_item, **{**resolve, "acting_user": self.seats[pk].account}) == "in_conflict"
        # Where both are in conflict, who has voted writes it.
        writer = self.seats[(able or sorted(self.votes))[0]].account
        resolve_item(**{**resolve, "acting_user": writer})
        self.follow(outcome)

    def follow(self, outcome: str) -> None:
        reference, kind = self.case.reference, self.kind
        assert resolution_on(reference, kind).outcome == outcome
        self.kind, self.said = "", {}
        self.reach(f"resolved {kind}: {outcome}")
        if kind == "cancel":
            expected = "revoked" if outcome == "in_favour" else "valid"
            assert document_in_force(self.case).status == expected
            self.ended = outcome == "in_favour"
            return
        approved = outcome == "in_favour"
        reasons = [] if approved else ["not_awarded"]
        named = {"acting_user": self.honour.officer, "reference": reference}
        propose_decision(**named, outcome="approve" if approved else "refuse", reasons=reasons)
        confirm_decision(acting_user=self.honour.second, reference=reference, agrees=True)
        self.ended = not approved
        if approved:
            issue_document(**named)

    @precondition(lambda self: self.sitting and self.state() not in ("voting", "counted"))
    @rule()
    def close(self) -> None:
        minutes = close_sitting(acting_user=self.honour.secretary, sitting=self.sitting.pk)
        assert is_intact(minutes)
        self.sitting = self.item = None
        self.votes = {}

    @precondition(lambda self: not self.kind and not self.ended)
    @rule()
    def ask_to_cancel(self) -> None:
        propose_cancellation(
            acting_user=self.honour.ministry, reference=self.case.reference, ground="false_papers", why="Forged."
        )
        self.kind = "cancel"

    @precondition(lambda self: self.kind == "cancel")
    @rule()
    def hear(self) -> None:
        cancellation = open_cancellation(self.case)
        over = cancellation.answered_at or clock.now() > cancellation.heard_until
        named = {"acting_user": self.honour.nominee, "reference": self.case.reference}
        assert code_of(answer_hearing, **named, answer="Not so.") == ("hearing_closed" if over else "")

    @precondition(lambda self: self.kind == "cancel" and self.sitting is None)
    @rule()
    def take_back(self) -> None:
        take_back_cancellation(acting_user=self.honour.ministry, reference=self.case.reference)
        assert document_in_force(self.case).status == "valid"
        self.kind, self.said = "", {}

    # --- what always holds --------------------------------------------------------------------------------------------

    @invariant()
    def who_is_in_conflict_neither_reads_nor_votes(self) -> None:
        if not getattr(self, "kind", ""):
            return
        # One after the other: each look costs some statements.
        self.looked = getattr(self, "looked", 0) + 1
        chosen = sorted(self.seats)[self.looked % len(self.seats)]
        for pk, seat in ((chosen, self.seats[chosen]), *((pk, self.seats[pk]) for pk in self.votes)):
            named = {"account": seat.account, "subject": self.case.reference, "kind": self.kind}
            said = self.said.get(pk, "")
            expected = {"": "declare_first", "none": ""}.get(said, "in_conflict")
            assert code_of(access_nomination, **named) == expected
        if self.item:
            assert set(Vote.objects.filter(item=self.item).values_list("seat", flat=True)) == set(self.votes)

    @invariant()
    def minutes_stay_as_they_were_sealed(self) -> None:
        assert all(is_intact(minutes) for minutes in Minutes.objects.all())

    @invariant()
    def the_case_says_where_it_stands(self) -> None:
        if not hasattr(self, "case"):
            return
        standing = nomination_of(self.case)
        resolved = resolution_on(self.case.reference, "award") is not None
        assert (standing.state == "resolved") == resolved
        assert (open_cancellation(self.case) is not None) == (self.kind == "cancel")


class Chosen:
    """Stands where hypothesis would draw."""

    def __init__(self, *seats: int) -> None:
        self.seats = seats

    def draw(self, _strategy: object) -> Any:
        return list(self.seats) if len(self.seats) != 1 else self.seats[0]


Walk = Callable[[Course], None]


def seats(course: Course, *places: int) -> Chosen:
    """The seats at these places: 0 is the chair, 1 the secretary, then members."""
    order = list(course.seats)
    return Chosen(*(order[place] for place in places))


def vote_on_it(course: Course, choices: list[str]) -> None:
    course.sit(data=seats(course, *range(len(course.seats))))
    course.everybody_comes_and_declares()
    course.let_them_vote()
    course.several_vote(choices=choices)


def decide(course: Course, choices: list[str]) -> None:
    vote_on_it(course, choices)
    course.count()
    course.resolve()
    course.close()


def to_a_cancellation(course: Course, choices: list[str]) -> None:
    decide(course, ["in_favour"] * 6)
    course.ask_to_cancel()
    course.hear()
    decide(course, choices)


def to_a_leader_in_conflict(course: Course) -> None:
    course.declare(data=seats(course, 1), said="family")
    decide(course, ["in_favour"] * 6)


def to_a_member_who_leads(course: Course) -> None:
    course.declare(data=seats(course, 0), said="family")
    course.declare(data=seats(course, 1), said="family")
    decide(course, ["in_favour"] * 5)


def to_a_count_too_early(course: Course) -> None:
    vote_on_it(course, ["in_favour"] * 5)
    course.count()


def to_a_vote_in_conflict(course: Course) -> None:
    course.declare(data=seats(course, 2), said="family")
    vote_on_it(course, ["against"])
    course.vote(data=seats(course, 2), choice="in_favour")


def to_a_lost_quorum(course: Course) -> None:
    vote_on_it(course, ["in_favour"] * 3)
    course.come_and_go(data=seats(course, 0, 1))
    course.count()


def to_a_tie(course: Course) -> None:
    vote_on_it(course, ["in_favour", "against"] * 3)
    course.count()


def to_no_quorum(course: Course) -> None:
    course.sit(data=seats(course, 0, 1))
    course.let_them_vote()


ENDS: dict[str, Walk] = {
    "resolved award: in_favour": lambda course: decide(course, ["in_favour"] * 6),
    "resolved award: against": lambda course: decide(course, ["against"] * 6),
    "resolved cancel: in_favour": lambda course: to_a_cancellation(course, ["in_favour"] * 6),
    "resolved cancel: against": lambda course: to_a_cancellation(course, ["against"] * 6),
    "counted too early": to_a_count_too_early,
    "a leader in conflict of interest": to_a_leader_in_conflict,
    "a member leads": to_a_member_who_leads,
    "a vote in conflict of interest": to_a_vote_in_conflict,
    "no quorum to begin": to_no_quorum,
    "quorum lost": to_a_lost_quorum,
    "tie, put off": to_a_tie,
    "tie, decided by the chair": lambda course: to_a_cancellation(course, ["in_favour", "against"] * 3),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_walk_on_purpose_reaches_each_end(honour: Honour, end: str) -> None:
    Course.honour = honour
    before, course = Course.reached[end], Course()
    try:
        course.nominate(begins="put")
        ENDS[end](course)
        course.who_is_in_conflict_neither_reads_nor_votes()
        course.minutes_stay_as_they_were_sealed()
        course.the_case_says_where_it_stands()
    finally:
        course.teardown()
    assert Course.reached[end] > before
    # Nothing is reached that no walk is made for.
    assert set(Course.reached) <= set(ENDS)


def test_every_nomination(honour: Honour) -> None:
    Course.honour = honour
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=6, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
