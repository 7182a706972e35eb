"""Sittings through the real acts: who reads, who votes, what is counted, what the minutes say."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.domains.commissions.builders import ALL_FOR, COMMISSION, FIVE, Chamber, account_named, code_of
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.access.api import has_role
from watandoshlar.capabilities.audit.api import SYSTEM, Entry
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.commissions.api import (
    Interests,
    Item,
    Matter,
    access_papers,
    cancel_sitting,
    cast_vote,
    close_ballot,
    close_sitting,
    declare_interest,
    end_seat,
    errors,
    is_intact,
    list_matter,
    minutes_of,
    minutes_pdf,
    minutes_shown,
    note_presence,
    open_ballot,
    open_sitting,
    plan_sitting,
    put_matter,
    put_off_item,
    resolution_on,
    resolve_item,
    ripen_matter,
    seat_member,
    seats_of,
    standing_of,
    turnout_of,
    withdraw_matter,
    words_of_resolution,
)
from watandoshlar.domains.commissions.models import Count, Minutes, Urn, Vote
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def place(item: Item) -> dict[str, int]:
    return {"sitting": item.sitting_id, "number": item.number}


def test_a_matter_is_awarded_with_reasons_that_only_the_person_s_key_opens(chamber: Chamber) -> None:
    matter = chamber.matter()
    item = chamber.ballot(matter)
    chamber.vote(item, **ALL_FOR)
    item = chamber.count(item)
    resolution = chamber.resolve(item, "enterprise", words="A venture of 240 people.")
    found = resolution_on(matter.subject, "award")
    assert (found, found.outcome, found.reasons) == (resolution, "in_favour", ["enterprise"])
    assert b"venture" not in bytes(found.words)
    assert words_of_resolution(found) == "A venture of 240 people."
    assert standing_of(matter.subject, "award").state == "resolved"


def test_in_a_secret_ballot_nothing_leads_from_a_member_to_a_choice(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    states = [bytes(Urn.objects.get(item=item).content)]
    for name, choice in (ALL_FOR | {"erkin": "against", "botir": "abstained"}).items():
        chamber.vote(item, **{name: choice})
        states.append(bytes(Urn.objects.get(item=item).content))
    assert set(Vote.objects.filter(item=item).values_list("choice", flat=True)) == {""}
    # Sealed anew by every vote, all of one length: two states of the row tell nothing.
    assert len(set(states)) == len(states)
    assert len({len(state) for state in states}) == 1
    entries = Entry.objects.filter(act="cast_vote")
    assert len(entries) == 6
    assert all("choice" not in entry.facts for entry in entries)
    with connection.cursor() as cursor:
        # No column of any table of the room tells a choice by its row.
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'commissions%%'"
            " AND column_name IN ('choice', 'in_favour', 'against', 'abstained')"
        )
        found = {table for table, _column in cursor.fetchall()}
    assert found == {"commissions_vote", "commissions_count"}
    item = chamber.count(item)
    count = item.count
    assert (count.in_favour, count.against, count.abstained) == (4, 1, 1)
    assert bytes(Urn.objects.get(item=item).key) == b""


def test_in_an_open_ballot_the_minutes_say_who_voted_how(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, **ALL_FOR | {"erkin": "against"})
    item = chamber.count(item)
    chamber.resolve(item, "ground_proven")
    minutes = chamber.close(item.sitting)
    (kept,) = minutes.content["items"]
    assert dict(map(tuple, kept["votes"]))[chamber.seats["erkin"].pk] == "against"
    assert {entry.facts["choice"] for entry in Entry.objects.filter(act="cast_vote")} == {"in_favour", "against"}


@pytest.mark.parametrize(
    ("chair", "state", "outcome"),
    [("in_favour", "counted", "in_favour"), ("against", "counted", "against"), ("abstained", "put_off", "")],
)
def test_a_tie_in_an_open_ballot_is_the_chair_s(chamber: Chamber, chair: str, state: str, outcome: str) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    sides = ["in_favour", "against", "in_favour", "against"]
    others = {"erkin": "abstained", **dict(zip(FIVE, sides, strict=False))}
    if chair == "in_favour":
        others["erkin"] = "against"
    elif chair == "against":
        others["erkin"] = "in_favour"
    chamber.vote(item, **others, chair=chair)
    item = chamber.count(item)
    assert (item.state, item.count.outcome, item.count.by_chair) == (state, outcome, bool(outcome))


def test_a_tie_in_a_secret_ballot_is_put_off_whatever_the_chair_voted(chamber: Chamber) -> None:
    matter = chamber.matter()
    item = chamber.ballot(matter)
    chamber.vote(item, chair="in_favour", anora="in_favour", botir="in_favour")
    chamber.vote(item, charos="against", davron="against", erkin="against")
    item = chamber.count(item)
    assert (item.state, item.delay, matter.items.count()) == ("put_off", "tie", 1)
    chamber.close(item.sitting)
    assert standing_of(matter.subject, "award").delay == "tie"
    again = chamber.ballot(matter)
    chamber.vote(again, **ALL_FOR)
    assert chamber.count(again).state == "counted"


def test_without_a_quorum_nobody_votes(chamber: Chamber) -> None:
    matter = chamber.matter()
    sitting = chamber.sitting(matter, present=("chair", "secretary", "anora", "botir"))
    chamber.declare_none(matter)
    # Two thirds of six are four; the secretary is none of them.
    assert turnout_of(Item.objects.get(sitting=sitting)).needed == 4
    named = {"acting_user": chamber.secretary, "sitting": sitting.pk, "number": 1}
    assert code_of(open_ballot, **named) == "no_quorum"
    seats = [seat.pk for seat in chamber.seats.values()]
    note_presence(acting_user=chamber.secretary, sitting=sitting.pk, present=seats)
    assert code_of(open_ballot, **named) == ""


def test_who_is_in_conflict_does_not_count_for_the_quorum_of_that_item(chamber: Chamber) -> None:
    chamber.seats["of_body"] = chamber.seat("of_body", "investment")
    first, second = chamber.matter(bodies=("investment",)), chamber.matter(bodies=())
    for name in ("anora", "botir"):
        named = {"acting_user": chamber.account(name), "matter": first.pk}
        declare_interest(**named, has_conflict=True, conflict="dispute")
    sitting = chamber.sitting(first, second, present=("chair", "of_body", "anora", "botir", "charos"))
    one, two = Item.objects.filter(sitting=sitting).order_by("number")
    assert [vars(turnout_of(item)) for item in (one, two)] == [
        {"seated": 7, "able": 4, "present": 2, "needed": 3, "voted": 0},
        {"seated": 7, "able": 7, "present": 5, "needed": 5, "voted": 0},
    ]


def test_a_quorum_that_is_lost_before_the_count_puts_the_item_off(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, anora="in_favour", botir="in_favour")
    chamber.note(item, "secretary", "anora")
    item = chamber.count(item)
    assert (item.state, item.delay) == ("put_off", "no_quorum")


@pytest.mark.parametrize("kind", ["award", "cancel"])
def test_no_majority_is_made_by_counting_early(chamber: Chamber, kind: str) -> None:
    item = chamber.ballot(chamber.matter(kind))
    given = list(ALL_FOR)
    for number, name in enumerate(given):
        refusal = pytest.raises(errors.VotesMissing)
        with refusal as refused:
            chamber.count(item)
        assert refused.value.fields == {"missing": len(given) - number}
        chamber.vote(item, **{name: "abstained" if number % 2 else "in_favour"})
    assert chamber.count(item).count.outcome == "in_favour"


def test_nobody_waits_for_who_is_noted_as_gone(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    there = ("chair", "anora", "botir", "charos")
    chamber.vote(item, **dict.fromkeys(there, "in_favour"))
    assert code_of(close_ballot, acting_user=chamber.secretary, **place(item)) == "votes_missing"
    # Who has voted takes part, also when they leave.
    chamber.note(item, *there[1:])
    count = chamber.count(item).count
    assert (count.outcome, count.present, count.needed, count.in_favour) == ("in_favour", 4, 4, 4)


@pytest.mark.parametrize("changed", [{"in_favour": 1}, {"needed": 7}, {"present": 7}])
def test_the_database_lets_nothing_be_decided_before_all_have_voted(chamber: Chamber, changed: dict[str, int]) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, **dict.fromkeys(list(ALL_FOR)[: changed.get("in_favour", 6)], "in_favour"))
    numbers = {"in_favour": 6, "against": 0, "abstained": 0, "seated": 6, "able": 6, "present": 6, "needed": 4}
    with pytest.raises(IntegrityError, match="commissions_decided_when_all_have_voted"), transaction.atomic():
        Count.objects.create(item=item, **numbers | changed, outcome="in_favour")


def test_who_is_in_conflict_does_not_lead_through_the_item(chamber: Chamber) -> None:
    matter, other = chamber.matter(), chamber.matter()
    sitting = chamber.sitting(matter, other)
    chamber.declare_none(matter, *FIVE)
    in_conflict(chamber, matter, "secretary")
    at = {"sitting": sitting.pk, "number": 1}
    secretary, chair, anora = (chamber.account(name) for name in ("secretary", "chair", "anora"))
    present = {"sitting": sitting.pk, "present": [seat.pk for seat in chamber.seats.values()]}
    off = {**at, "delay": "more_facts"}

    def leading(act: Callable[..., object], named: dict[str, object]) -> list[str]:
        return [code_of(act, acting_user=account, **named) for account in (secretary, anora)]

    assert leading(open_ballot, at) == leading(put_off_item, off) == ["in_conflict", "not_secretary"]
    # While nobody votes, presence is that of the whole sitting.
    assert leading(note_presence, present) == ["", "not_secretary"]
    open_ballot(acting_user=chair, **at)
    for act, named in ((close_ballot, at), (put_off_item, off), (note_presence, present)):
        assert leading(act, named) == ["in_conflict", "not_secretary"], act.__name__
    in_conflict(chamber, matter, "chair")
    chamber.vote(Item.objects.get(sitting=sitting, number=1), **dict.fromkeys(FIVE, "in_favour"))
    assert code_of(close_ballot, acting_user=chair, **at) == "in_conflict"
    assert leading(note_presence, present) == leading(close_ballot, at) == ["in_conflict", ""]
    # Through the other item both lead.
    assert code_of(resolve_item, acting_user=anora, **at, reasons=["image"]) == ""
    assert code_of(put_off_item, acting_user=secretary, **off | {"number": 2}) == ""


def test_where_chair_and_secretary_are_in_conflict_a_member_leads_who_has_said_that_there_is_none(
    chamber: Chamber,
) -> None:
    matter = chamber.matter()
    at = {"sitting": chamber.sitting(matter).pk, "number": 1}
    in_conflict(chamber, matter, "chair", "secretary", "botir")
    chamber.declare_none(matter, "anora", "charos", "davron")
    codes = [code_of(open_ballot, acting_user=chamber.account(name), **at) for name in ("botir", "erkin", "anora")]
    assert codes == ["in_conflict", "not_secretary", ""]


def in_conflict(chamber: Chamber, matter: Matter, *names: str) -> None:
    for name in names:
        said = {"acting_user": chamber.account(name), "matter": matter.pk}
        declare_interest(**said, has_conflict=True, conflict="business")


def test_a_secret_ballot_of_too_few_is_not_counted(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    chamber.vote(item, anora="against", botir="in_favour")
    chamber.note(item, "anora")
    assert code_of(close_ballot, acting_user=chamber.secretary, **place(item)) == "too_few_for_secret"
    assert Urn.objects.get(item=item).content
    put_off_item(acting_user=chamber.secretary, **place(item), delay="no_quorum")
    assert bytes(Urn.objects.get(item=item).content) == b""


def test_papers_open_for_members_who_have_said_that_they_have_no_conflict(chamber: Chamber) -> None:
    chamber.seats["of_body"] = chamber.seat("of_body", "investment")
    matter = chamber.matter(bodies=("investment",))

    def reading(name: str) -> str:
        return code_of(access_papers, account=chamber.account(name), subject=matter.subject, kind="award")

    assert reading("anora") == "declare_first"
    chamber.declare_none(matter, "anora", "botir")
    assert reading("anora") == reading("botir") == ""
    declare_interest(acting_user=chamber.account("botir"), matter=matter.pk, has_conflict=True, conflict="family")
    assert reading("botir") == reading("of_body") == "in_conflict"
    account_named("stranger")
    assert reading("stranger") == "not_seated"
    withdraw_matter(acting_user=SYSTEM, subject=matter.subject, kind="award")
    assert reading("anora") == "matter_not_found"


def test_conflicts_are_found_for_who_applied_and_for_who_acts_for_them(chamber: Chamber) -> None:
    own, acting = chamber.account("anora"), chamber.account("botir")
    matter = put_matter(
        acting_user=SYSTEM,
        commission=COMMISSION,
        subject="WD-26-OWN",
        kind="award",
        person=chamber.person(),
        interests=Interests(own=[own.pk], acted_for=[acting.pk], bodies=["foreign_affairs"]),
    )
    for name in ("anora", "botir", "chair"):
        said = {"acting_user": chamber.account(name), "matter": matter.pk, "has_conflict": False}
        assert code_of(declare_interest, **said) == "in_conflict"


def test_votes_of_who_may_not(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter(), present=("chair", "secretary", "anora", "botir", "charos"))
    declare_interest(acting_user=chamber.account("botir"), matter=item.matter_id, has_conflict=True, conflict="other")
    chamber.vote(item, anora="against")
    account_named("stranger")
    codes = {
        name: code_of(cast_vote, acting_user=chamber.account(name), **place(item), choice="against")
        for name in ("anora", "botir", "secretary", "erkin", "stranger")
    }
    assert codes == {
        "anora": "voted_already",
        "botir": "in_conflict",
        "secretary": "not_seated",
        "erkin": "not_present",
        "stranger": "not_seated",
    }
    assert code_of(cast_vote, acting_user=chamber.account("chair"), **place(item), choice="") == "choice_needed"
    late = chamber.account("anora")
    assert code_of(declare_interest, acting_user=late, matter=item.matter_id, has_conflict=True, conflict="family") == (
        "voted_already"
    )


def test_only_chair_and_secretary_lead_through_a_sitting(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    member, at = chamber.account("anora"), place(item)
    for act, more in (
        (plan_sitting, {"commission": COMMISSION, "planned_for": clock.now() + timedelta(days=1)}),
        (list_matter, {"sitting": item.sitting_id, "matter": chamber.matter().pk}),
        (note_presence, {"sitting": item.sitting_id, "present": ()}),
        (close_ballot, at),
        (put_off_item, {**at, "delay": "tie"}),
        (close_sitting, {"sitting": item.sitting_id}),
        (cancel_sitting, {"sitting": item.sitting_id}),
    ):
        assert code_of(act, acting_user=member, **more) == "not_secretary", act.__name__


def test_a_term_that_is_over_ends_reading_and_voting(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    anora = chamber.account("anora")
    end_seat(acting_user=SYSTEM, commission=COMMISSION, account=anora)
    assert code_of(cast_vote, acting_user=anora, **place(item), choice="against") == "not_seated"
    assert seats_of(anora) == []
    assert not has_role(chamber.account("anora"), "commissioner")
    assert code_of(end_seat, acting_user=SYSTEM, commission=COMMISSION, account=anora) == "seat_not_found"
    later = chamber.seat("later", first_day=date(2026, 11, 3))
    assert seats_of(later.account) == []
    with clock.fixed(clock.now() + timedelta(days=1)):
        assert seats_of(later.account) == [later]


def test_seats_that_cannot_be_given(chamber: Chamber) -> None:
    def seating(**changed: object) -> str:
        wanted = {
            "acting_user": SYSTEM,
            "commission": COMMISSION,
            "account": account_named("newcomer"),
            "office": "member",
            "name": "Newcomer",
            "first_day": date(2026, 1, 1),
            "last_day": date(2026, 12, 31),
        }
        return code_of(seat_member, **wanted | changed)

    assert seating(acting_user=chamber.secretary) == access_errors.RoleMissing.code
    assert seating(office="chair") == seating(account=chamber.account("anora")) == "seat_taken"
    assert seating(office="emperor") == "unknown_office"
    assert seating(body="nobody") == "unknown_body"
    assert seating(name=" ") == "name_needed"
    assert seating(last_day=date(2025, 1, 1)) == "days_out_of_order"
    assert seating(commission="of_taste") == "commission_not_found"
    assert seating() == ""


def test_matters_that_cannot_be_put(chamber: Chamber) -> None:
    matter = chamber.matter()
    chamber.number -= 1
    assert code_of(chamber.matter) == "put_already"
    chamber.number += 1
    assert code_of(chamber.matter, kind="cancel", ground="mood") == "ground_needed"
    assert code_of(chamber.matter, ground="mood") == "ground_needed"
    item = chamber.ballot(matter)
    chamber.vote(item, **ALL_FOR)
    chamber.resolve(chamber.count(item), "image")
    chamber.number = int(matter.subject[-4:]) - 1
    assert code_of(chamber.matter) == "put_already"


def test_who_is_concerned_is_heard_before_the_vote(chamber: Chamber) -> None:
    matter = chamber.matter("cancel", ripe_at=clock.now() + timedelta(days=10))
    sitting = chamber.sitting(matter)
    chamber.declare_none(matter)
    named = {"acting_user": chamber.secretary, "sitting": sitting.pk, "number": 1}
    assert code_of(open_ballot, **named) == "not_ripe"
    ripen_matter(acting_user=SYSTEM, subject=matter.subject, kind="cancel")
    assert code_of(open_ballot, **named) == ""


def test_sittings_open_on_their_day_one_at_a_time(chamber: Chamber) -> None:
    named = {"acting_user": chamber.secretary}
    assert code_of(plan_sitting, **named, commission=COMMISSION, planned_for=clock.now()) == ""
    past = clock.now() - timedelta(minutes=1)
    assert code_of(plan_sitting, **named, commission=COMMISSION, planned_for=past) == "day_needed"
    tomorrow = plan_sitting(**named, commission=COMMISSION, planned_for=clock.now() + timedelta(days=1))
    assert code_of(open_sitting, **named, sitting=tomorrow.pk) == "before_its_time"
    first = chamber.sitting()
    second = plan_sitting(**named, commission=COMMISSION, planned_for=clock.now() + timedelta(hours=1))
    assert code_of(open_sitting, **named, sitting=second.pk) == "another_ballot"
    chamber.close(first)
    assert code_of(open_sitting, **named, sitting=second.pk) == ""
    assert code_of(open_sitting, **named, sitting=first.pk) == "another_ballot"


def test_one_ballot_at_a_time_and_none_left_open(chamber: Chamber) -> None:
    first, second = chamber.matter(), chamber.matter()
    sitting = chamber.sitting(first, second)
    for matter in (first, second):
        chamber.declare_none(matter)
    named = {"acting_user": chamber.secretary, "sitting": sitting.pk}
    open_ballot(**named, number=1)
    assert code_of(open_ballot, **named, number=2) == "another_ballot"
    assert code_of(close_sitting, **named) == "items_open"
    put_off_item(**named, number=1, delay="more_facts")
    chamber.close(sitting)
    # What the sitting did not come to waits for another one.
    assert Item.objects.get(sitting=sitting, number=2).delay == "not_reached"
    assert standing_of(second.subject, "award").state == "waiting"


def test_a_cancelled_sitting_gives_its_matters_back(chamber: Chamber) -> None:
    matter, named = chamber.matter(), {"acting_user": chamber.secretary}
    sitting = plan_sitting(**named, commission=COMMISSION, planned_for=clock.now() + timedelta(days=3))
    list_matter(**named, sitting=sitting.pk, matter=matter.pk)
    cancel_sitting(**named, sitting=sitting.pk)
    assert standing_of(matter.subject, "award").state == "waiting"
    told = Letter.objects.filter(code__in=["sitting_planned", "sitting_cancelled"])
    assert told.count() == 2 * len(chamber.seats)


def test_a_withdrawn_matter_leaves_the_agenda_even_in_the_vote(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    chamber.vote(item, anora="in_favour")
    withdraw_matter(acting_user=SYSTEM, subject=item.matter.subject, kind="award")
    item.refresh_from_db()
    assert item.state == "dropped"
    assert standing_of(item.matter.subject, "award").state == "withdrawn"
    assert code_of(close_ballot, acting_user=chamber.secretary, **place(item)) == "commission_step_refused"
    minutes = chamber.close(item.sitting)
    assert minutes.content["items"][0]["state"] == "dropped"


def test_minutes_are_complete_sealed_and_say_the_same_on_paper(chamber: Chamber) -> None:
    matter = chamber.matter()
    sitting = chamber.sitting(matter)
    declare_interest(acting_user=chamber.account("erkin"), matter=matter.pk, has_conflict=True, conflict="family")
    chamber.declare_none(matter, "chair", *FIVE[:4])
    item = open_ballot(acting_user=chamber.secretary, sitting=sitting.pk, number=1)
    chamber.vote(item, chair="in_favour", anora="in_favour", botir="in_favour", charos="against", davron="abstained")
    chamber.resolve(chamber.count(item), "philanthropy", words="A school.")
    minutes = chamber.close(sitting)
    assert is_intact(minutes_of(sitting))
    (kept,) = minutes.content["items"]
    assert kept["conflicts"] == [[chamber.seats["erkin"].pk, "family"]]
    assert kept["count"] | {"by_chair": False} == {
        "in_favour": 3, "against": 1, "abstained": 1, "seated": 6, "able": 5, "present": 5, "needed": 4,
        "outcome": "in_favour", "by_chair": False,
    }  # fmt: skip
    assert kept["votes"] == []
    assert kept["urn_emptied"]
    assert "school" not in str(minutes.content)
    sealed = Entry.objects.get(act="seal_minutes")
    assert sealed.facts["sha256"] == minutes.sha256
    assert minutes.content["rules"]["sha256"]
    for language in ("uz", "uz-cyrl", "ru", "en"):
        shown = minutes_shown(minutes, language)
        assert len(shown.members) == len(chamber.seats)
        assert minutes_pdf(minutes, language).startswith(b"%PDF")
    assert minutes_pdf(minutes, "uz") == minutes_pdf(minutes, "uz")
    changed = Minutes(sitting=sitting, content={**minutes.content, "sitting": 99}, sha256=minutes.sha256)
    assert not is_intact(changed)


def test_resolutions_need_reasons_that_fit(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    chamber.vote(item, **ALL_FOR)
    item = chamber.count(item)
    named = {"acting_user": chamber.secretary, **place(item)}
    assert code_of(resolve_item, **named, reasons=[]) == "reasons_needed"
    assert code_of(resolve_item, **named, reasons=["merit_not_enough"]) == "reasons_needed"
    assert code_of(resolve_item, **named, reasons=["image"]) == ""
    assert code_of(resolve_item, **named, reasons=["image"]) == "commission_step_refused"


def test_where_chair_and_secretary_are_in_conflict_who_has_voted_writes(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    in_conflict(chamber, item.matter, "chair", "secretary")
    chamber.vote(item, **dict.fromkeys(FIVE[:4], "in_favour"))
    anora = chamber.account("anora")
    note_presence(acting_user=anora, sitting=item.sitting_id, present=[chamber.seats["anora"].pk])
    close_ballot(acting_user=anora, **place(item))
    wanted = {**place(item), "reasons": ["image"]}
    codes = {
        name: code_of(resolve_item, acting_user=chamber.account(name), **wanted)
        for name in ("chair", "secretary", "erkin", "anora")
    }
    assert codes == {"chair": "in_conflict", "secretary": "in_conflict", "erkin": "not_secretary", "anora": ""}
