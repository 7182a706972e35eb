"""The database knows the steps that the tables know, and refuses every other one."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.domains.appointments.builders import Counter, at, draw_with
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appointments.api import Opening, Visit, Wish, announce_openings, states
from watandoshlar.domains.appointments.models import DrawEntry, Step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("of", "steps"), [("visit", states.VISIT_STEPS), ("wish", states.WISH_STEPS)])
def test_the_database_knows_the_same_steps(of: str, steps) -> None:
    known = set(Step.objects.filter(of=of).values_list("name", "from_state", "to_state"))
    assert known == {(step.name, step.source, step.target) for step in steps}


@pytest.mark.parametrize(
    ("steps", "all_states", "firsts"),
    [
        (states.VISIT_STEPS, states.VISIT_STATES, states.FIRST_STATES["visit"]),
        (states.WISH_STEPS, states.WISH_STATES, states.FIRST_STATES["wish"]),
    ],
)
def test_every_state_is_reached_and_every_open_one_is_left(steps, all_states, firsts) -> None:
    assert set(all_states) == {*firsts, *(step.target for step in steps)}
    left = {step.source for step in steps}
    assert {code for code, state in all_states.items() if state.is_open} <= left


def refused_by(statement: str, *values: object) -> str:
    """The name of the constraint by which the database refuses a statement."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return refused.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("state", ["attended", "missed", "asked", "moved"])
def test_a_step_that_the_table_lacks(counter: Counter, state: str) -> None:
    visit = counter.hold(counter.party(), at(11))
    found = refused_by("UPDATE appointments_visit SET state = %s WHERE id = %s", state, visit.pk)
    assert found == "appointments_step_known"


def test_a_visit_stays_whose_and_where_it_is(counter: Counter) -> None:
    visit = counter.book(counter.party(), at(11))
    for change in (
        '"window" = 2',
        "span = tstzrange(now(), now() + '10 minutes')",
        "subject = 'WD-26-other'",
        "account_id = NULL",
    ):
        found = refused_by(f"UPDATE appointments_visit SET {change} WHERE id = %s", visit.pk)
        assert found == "appointments_visit_fixed", change


def test_a_released_place_is_not_taken_back(counter: Counter) -> None:
    visit = counter.hold(counter.party(), at(11))
    Visit.objects.filter(pk=visit.pk).update(state="cancelled", is_taken=False)
    found = refused_by("UPDATE appointments_visit SET is_taken = true WHERE id = %s", visit.pk)
    assert found == "appointments_visit_fixed"


def test_whoever_comes_has_a_place(counter: Counter) -> None:
    visit = counter.hold(counter.party(), at(11))
    found = refused_by("UPDATE appointments_visit SET is_taken = false WHERE id = %s", visit.pk)
    assert found == "appointments_taken_while_somebody_comes"


def test_a_seed_is_the_one_that_was_promised(counter: Counter) -> None:
    opening = Opening.objects.get(post=counter.post)
    assert refused_by("UPDATE appointments_opening SET seed_hash = '' WHERE id = %s", opening.pk) == (
        "appointments_opening_fixed"
    )
    assert refused_by("UPDATE appointments_opening SET seed = %s WHERE id = %s", "00" * 32, opening.pk) == (
        "appointments_opening_fixed"
    )
    announce_openings(acting_user=SYSTEM)
    ahead = Opening.objects.get(post=counter.post, state="announced")
    statement = "UPDATE appointments_opening SET state = 'drawn', seed = %s WHERE id = %s"
    assert refused_by(statement, "00" * 32, ahead.pk) == "appointments_seed_as_promised"


def test_entries_of_a_draw_are_only_added(seoul) -> None:
    opening, _parties = draw_with(Counter(seoul), 2)
    assert opening.entries.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        DrawEntry.objects.update(place=9)
    assert Wish.objects.count() == 2
