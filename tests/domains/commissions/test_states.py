"""The database knows the same steps as the tables, and refuses what no vote, count or resolution may be."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.domains.commissions.builders import ALL_FOR, FIVE, Chamber, code_of
from tests.worked_examples import examples
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.commissions.api import declare_interest, end_seat, states
from watandoshlar.domains.commissions.models import Attendance, Count, Item, Minutes, Resolution, Step, Urn, Vote
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def test_tables_page_and_database_know_the_same_steps() -> None:
    known = {(of, step.name, step.source, step.target) for of, steps in states.STEPS.items() for step in steps}
    assert set(Step.objects.values_list("of", "name", "from_state", "to_state")) == known
    assert set(examples("commission.md", "Steps")) == known


@pytest.mark.parametrize(
    ("of", "all_states"),
    [("sitting", states.SITTING_STATES), ("item", states.ITEM_STATES), ("matter", states.MATTER_STATES)],
)
def test_every_state_is_reached_and_every_open_one_is_left(of: str, all_states) -> None:
    steps = states.STEPS[of]
    assert set(all_states) == {states.FIRST_STATES[of], *(step.target for step in steps)}
    assert {code for code, state in all_states.items() if state.is_open} == {step.source for step in steps}


def refused_by(act) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        act()
    return refused.value.__cause__.diag.constraint_name


def statement(sql: str, *values: object):
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    return run


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger")
        return {name for (name,) in cursor.fetchall()}


def cast(item: Item, seat, choice: str = ""):
    return lambda: Vote(item=item, seat=seat, choice=choice).save(force_insert=True)


def test_the_database_refuses_a_second_vote(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    chamber.vote(item, anora="against")
    assert refused_by(cast(item, chamber.seats["anora"])) == "commissions_one_vote_each"


def test_the_database_refuses_votes_of_others_than_able_members_who_are_there(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter(bodies=("investment",)), present=("chair", *FIVE))
    assert refused_by(cast(item, chamber.seats["secretary"])) == "commissions_vote_of_a_member"
    late = chamber.seat("late")
    assert refused_by(cast(item, late)) == "commissions_vote_of_who_is_there"
    Attendance(sitting=item.sitting, seat=late).save()
    assert refused_by(cast(item, late)) == "commissions_vote_without_conflict"
    declare_interest(acting_user=chamber.account("anora"), matter=item.matter_id, has_conflict=True, conflict="family")
    assert refused_by(cast(item, chamber.seats["anora"])) == "commissions_vote_without_conflict"
    end_seat(acting_user=SYSTEM, commission="compatriots", account=chamber.account("botir"))
    assert refused_by(cast(item, chamber.seats["botir"])) == "commissions_vote_of_a_member"
    other = chamber.seat("other_body", body="investment")
    Attendance(sitting=item.sitting, seat=other).save()
    assert refused_by(cast(item, other)) == "commissions_vote_without_conflict"


def test_the_database_refuses_a_choice_beside_a_member_in_a_secret_ballot(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    assert refused_by(cast(item, chamber.seats["anora"], "against")) == "commissions_vote_as_the_ballot_is"


def test_the_database_refuses_votes_before_and_after_the_ballot(chamber: Chamber) -> None:
    matter = chamber.matter()
    sitting = chamber.sitting(matter)
    chamber.declare_none(matter)
    item = Item.objects.get(sitting=sitting)
    assert refused_by(cast(item, chamber.seats["anora"])) == "commissions_vote_in_time"
    second = chamber.matter("cancel")
    chamber.close(sitting)
    item = chamber.ballot(second)
    chamber.vote(item, **ALL_FOR | {"erkin": "against"})
    chamber.count(item)
    assert refused_by(cast(item, chamber.seats["anora"], "against")) == "commissions_vote_in_time"


def test_what_was_voted_counted_and_resolved_stays(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, **ALL_FOR)
    item = chamber.count(item)
    chamber.resolve(item, "ground_proven")
    chamber.close(item.sitting)
    for model, change in (
        (Vote, {"choice": "against"}),
        (Count, {"in_favour": 0}),
        (Resolution, {"outcome": "against"}),
        (Minutes, {"sha256": "0" * 64}),
    ):
        # The application's role may not even try; a trigger refuses whoever may.
        rows = model.objects.all()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows._raw_delete("default")
        assert f"{model._meta.db_table}_append_only" in triggers()


def test_the_database_refuses_a_count_of_other_votes(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, anora="against", botir="in_favour")
    numbers = {"seated": 6, "able": 6, "present": 6, "needed": 4, "outcome": "in_favour"}

    def count(in_favour: int, against: int):
        row = Count(item=item, in_favour=in_favour, against=against, abstained=0, **numbers)
        return lambda: row.save(force_insert=True)

    assert refused_by(count(2, 0)) == "commissions_counted_as_voted"
    assert refused_by(count(2, 1)) == "commissions_counted_as_voted"
    assert refused_by(statement("UPDATE commissions_item SET state = 'counted'")) == "commissions_item_counted"


def test_the_database_refuses_a_resolution_that_the_votes_do_not_say(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter("cancel"))
    chamber.vote(item, **ALL_FOR)
    item = chamber.count(item)
    row = Resolution(
        item=item,
        subject=item.matter.subject,
        kind="cancel",
        outcome="against",
        reasons=["too_hard"],
        written_by=chamber.secretary,
    )
    assert refused_by(lambda: row.save(force_insert=True)) == "commissions_resolved_as_counted"
    assert refused_by(statement("UPDATE commissions_item SET state = 'resolved'")) == "commissions_item_counted"


def test_an_urn_is_emptied_once_and_takes_votes_only_while_they_are_given(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    chamber.vote(item, **ALL_FOR)
    other_key = statement("UPDATE commissions_urn SET key = '\\x01'")
    assert refused_by(other_key) == "commissions_urn_sealed"
    chamber.count(item)
    urn = Urn.objects.get(item=item)
    assert (bytes(urn.key), bytes(urn.content)) == (b"", b"")
    assert refused_by(statement("UPDATE commissions_urn SET content = '\\x01'")) == "commissions_urn_sealed"


def test_by_which_rules_a_sitting_votes_does_not_change(chamber: Chamber) -> None:
    chamber.ballot(chamber.matter())
    for change in ("rules = '{}'", "number = 9", "planned_for = planned_for + interval '1 day'"):
        assert refused_by(statement(f"UPDATE commissions_sitting SET {change}")) == "commissions_sitting_fixed"
    assert refused_by(statement("UPDATE commissions_item SET ballot = 'open'")) == "commissions_item_fixed"
    assert refused_by(statement("UPDATE commissions_matter SET bodies = '{}'")) == "commissions_matter_fixed"
    assert refused_by(statement("UPDATE commissions_seat SET body = 'culture'")) == "commissions_seat_fixed"
    longer = "UPDATE commissions_seat SET days = daterange(lower(days), upper(days) + 1)"
    assert refused_by(statement(longer)) == "commissions_seat_fixed"
    closed = "UPDATE commissions_sitting SET state = 'closed'"
    assert refused_by(statement(closed)) == "commissions_closed_when_done"


def test_a_declared_conflict_stays(chamber: Chamber) -> None:
    matter = chamber.matter()
    named = {"acting_user": chamber.account("anora"), "matter": matter.pk}
    declare_interest(**named, has_conflict=True, conflict="business")
    assert code_of(declare_interest, **named, has_conflict=False) == "declared_already"
    insert = (
        "INSERT INTO commissions_disclosure (matter_id, seat_id, conflict, at) VALUES (%s, %s, '', %s)",
        matter.pk,
        chamber.seats["anora"].pk,
        clock.now() + timedelta(hours=1),
    )
    assert refused_by(statement(*insert)) == "commissions_conflict_stays"


def test_who_has_voted_declares_no_conflict_any_more(chamber: Chamber) -> None:
    item = chamber.ballot(chamber.matter())
    chamber.vote(item, anora="against")
    insert = (
        "INSERT INTO commissions_disclosure (matter_id, seat_id, conflict, at) VALUES (%s, %s, 'family', %s)",
        item.matter_id,
        chamber.seats["anora"].pk,
        clock.now(),
    )
    assert refused_by(statement(*insert)) == "commissions_conflict_before_the_vote"
