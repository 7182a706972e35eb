"""The table, the page of rules and the database know the same steps, and the database refuses the rest."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.domains.community.builders import THREE, Circle, account_of
from tests.worked_examples import examples
from watandoshlar.domains.community.api import (
    ConsultationReply,
    Organisation,
    Verification,
    agree_to_contact,
    consent_text,
    give_answer,
    make_promise,
    states,
    today,
    verify_opportunity,
    withdraw_contact_consent,
)
from watandoshlar.domains.community.models import ContactConsent, Step

pytestmark = pytest.mark.django_db
KINDS = list(states.STEPS)


def test_table_page_and_database_know_the_same_steps() -> None:
    known = {(of, step.name, step.source, step.target) for of, steps in states.STEPS.items() for step in steps}
    assert set(Step.objects.values_list("of", "name", "from_state", "to_state")) == known
    with_who = {(of, s.name, s.source, s.target, s.who) for of, steps in states.STEPS.items() for s in steps}
    assert set(examples("community.md", "Steps")) == with_who
    assert {who for *_, who in with_who} == set(states.WHO)


@pytest.mark.parametrize("of", KINDS)
def test_every_state_is_reached_and_every_open_one_is_left(of: str) -> None:
    steps, all_states = states.STEPS[of], states.STATES[of]
    assert set(all_states) == {states.FIRST_STATES[of], *(step.target for step in steps)}
    assert {code for code, state in all_states.items() if state.is_open} == {step.source for step in steps}


def refused_by(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return refused.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("state", ["lapsed", "suspended", "refused"])
def test_a_step_that_the_table_lacks(circle: Circle, state: str) -> None:
    organisation = circle.draft()
    sql = "UPDATE community_organisation SET state = %s, reason = 'x', verified_until = now() WHERE id = %s"
    assert refused_by(sql, state, organisation.pk) == "community_step_known"


def test_nothing_is_in_the_register_that_nobody_verified(circle: Circle) -> None:
    organisation = circle.submitted()
    sql = "UPDATE community_organisation SET state = 'verified', verified_until = %s WHERE id = %s"
    assert refused_by(sql, today() + timedelta(days=9), organisation.pk) == "community_verified_by_somebody"
    own = Verification(
        organisation=organisation,
        evidence=["meeting"],
        revision=1,
        on=today(),
        until=today() + timedelta(days=9),
        verified_by=circle.representative,
    )
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        own.save(force_insert=True)
    assert refused.value.__cause__.diag.constraint_name == "community_verified_by_another"


def test_what_was_verified_does_not_change_while_it_is_shown(circle: Circle) -> None:
    organisation = circle.verified()
    sql = "UPDATE community_organisation SET city = 'Busan', revision = 9 WHERE id = %s"
    assert refused_by(sql, organisation.pk) == "community_verified_as_read"
    longer = "UPDATE community_organisation SET verified_until = verified_until + 1 WHERE id = %s"
    assert refused_by(longer, organisation.pk) == "community_verified_by_somebody"
    fixed = "UPDATE community_organisation SET represented_by_id = NULL WHERE id = %s"
    assert refused_by(fixed, organisation.pk) == "community_organisation_fixed"
    for change in ("UPDATE community_verification SET named = ''", "DELETE FROM community_verification"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_consent_ends_and_does_not_come_back(circle: Circle) -> None:
    organisation = circle.verified()
    agree_to_contact(
        acting_user=circle.representative, pk=organisation.pk, text_version=consent_text.VERSION, language="uz"
    )
    assert refused_by("UPDATE community_contactconsent SET language = 'en'") == "community_consent_fixed"
    withdraw_contact_consent(acting_user=circle.representative, pk=organisation.pk)
    assert refused_by("UPDATE community_contactconsent SET withdrawn_at = NULL") == "community_consent_fixed"
    assert ContactConsent.objects.count() == 1


def test_what_the_post_read_is_what_is_shown(circle: Circle) -> None:
    circle.published_event(circle.verified())
    assert refused_by("UPDATE community_communityevent SET place = 'Busan'") == "community_event_fixed"


def test_what_was_verified_of_an_opportunity_stays(circle: Circle) -> None:
    opportunity = circle.opportunity()
    own = "UPDATE community_opportunity SET state='verified', verified_by_id=entered_by_id, verified_at=now()"
    assert refused_by(own) == "community_opportunity_four_eyes"
    verify_opportunity(acting_user=circle.colleague, pk=opportunity.pk)
    assert refused_by("UPDATE community_opportunity SET offered_by = 'x'") == "community_opportunity_fixed"
    assert refused_by("UPDATE community_opportunity SET last_day = last_day - 1") == "community_opportunity_fixed"


def test_a_question_its_days_and_promises_stay(circle: Circle) -> None:
    consultation = circle.consultation()
    assert refused_by("UPDATE community_consultation SET reply_by = reply_by + 9") == "community_consultation_fixed"
    assert refused_by("UPDATE community_consultation SET state = 'replied'") == "community_replied_with_words"
    due = today() + timedelta(days=90)
    make_promise(acting_user=circle.ministry, consultation=consultation.pk, texts=THREE, due_on=due)
    assert refused_by("UPDATE community_promise SET due_on = due_on + 9") == "community_promise_fixed"
    nothing = "UPDATE community_promise SET state = 'not_done'"
    assert refused_by(nothing) == "community_promise_not_done_why"


def test_one_answer_each_in_time(circle: Circle) -> None:
    consultation, account = circle.consultation(), account_of("one")
    answer = give_answer(acting_user=account, consultation=consultation.pk, words="Ha")
    again = """INSERT INTO community_consultationanswer (consultation_id, account_id, person_id, words, themes, state,
        reason, changed_at) SELECT consultation_id, account_id, person_id, words, themes, state, reason, changed_at
        FROM community_consultationanswer"""
    assert refused_by(again) == "community_one_answer_each"
    late = "UPDATE community_consultationanswer SET words = 'x', changed_at = changed_at + interval '30 days'"
    assert refused_by(late) == "community_answered_in_time"
    emptied = "UPDATE community_consultationanswer SET state = 'withdrawn' WHERE id = %s"
    assert refused_by(emptied, answer.pk) == "community_withdrawn_is_empty"


def test_a_reply_is_not_written_over(circle: Circle) -> None:
    consultation = circle.consultation()
    ConsultationReply(
        consultation=consultation, texts=THREE, counted=0, set_aside={}, published_by=circle.ministry
    ).save(force_insert=True)
    for change in ("UPDATE community_consultationreply SET counted = 9", "DELETE FROM community_consultationreply"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Organisation.objects.count() == 0
