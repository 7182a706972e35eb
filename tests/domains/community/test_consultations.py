"""Consultations: one answer each, read without names, counted by themes, replied to with promises."""

from datetime import timedelta

import pytest

from tests.domains.community.builders import THREE, Circle, account_of, after, consultation_facts, refusal_of
from watandoshlar.capabilities.audit.api import entries_of_account
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.community.api import (
    Consultation,
    ConsultationAnswer,
    access_answers,
    access_consultations,
    access_own_answer,
    answers_counted,
    consultations,
    drop_consultation,
    get_consultation,
    give_answer,
    make_promise,
    name_theme,
    note_promise,
    phase,
    prepare_consultation,
    publish_consultation,
    publish_reply,
    set_aside_answer,
    sort_answer,
    today,
    withdraw_answer,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
WHY = {"uz": "Pul yetmadi", "ru": "Не хватило денег", "en": "The money was not enough"}


def answered(circle: Circle, number: int = 1) -> tuple[Consultation, list[ConsultationAnswer]]:
    asked = circle.consultation()
    who = [account_of(f"who{one}") for one in range(number)]
    return asked, [give_answer(acting_user=one, consultation=asked.pk, words="Maktab kerak") for one in who]


def test_a_colleague_publishes_the_question(circle: Circle) -> None:
    prepared = prepare_consultation(acting_user=circle.ministry, facts=consultation_facts())
    assert not consultations().exists()
    assert refusal_of(get_consultation, pk=prepared.pk) == "consultation_not_found"
    assert refusal_of(publish_consultation, acting_user=circle.ministry, pk=prepared.pk) == "own_entry"
    assert refusal_of(publish_consultation, acting_user=circle.officer, pk=prepared.pk) == "not_the_ministry"
    publish_consultation(acting_user=circle.colleague, pk=prepared.pk)
    assert phase(consultations().get()) == "open"
    assert refusal_of(drop_consultation, acting_user=circle.ministry, pk=prepared.pk) == "community_step_refused"


@pytest.mark.parametrize("lacking", ["uz", "ru", "en"])
def test_it_is_asked_in_three_languages_or_not_at_all(circle: Circle, lacking: str) -> None:
    for name, code in (("titles", "titles_needed"), ("texts", "texts_needed")):
        texts = {tag: text for tag, text in THREE.items() if tag != lacking}
        facts = consultation_facts(**{name: texts})
        assert refusal_of(prepare_consultation, acting_user=circle.ministry, facts=facts) == code


def test_days_come_one_after_the_other(circle: Circle) -> None:
    for days in ({"first_day": today() - timedelta(days=1)}, {"last_day": today()}, {"reply_by": today()}):
        facts = consultation_facts(**days)
        assert refusal_of(prepare_consultation, acting_user=circle.ministry, facts=facts) == "days_needed"


def test_one_account_has_one_answer_until_the_end(circle: Circle) -> None:
    asked, (first,) = answered(circle)
    account = account_of("who0")
    again = give_answer(acting_user=account, consultation=asked.pk, words="Darslik kerak")
    assert again.pk == first.pk
    assert access_own_answer(account, asked).words == "Darslik kerak"
    assert access_own_answer(circle.stranger, asked) is None
    assert b"Darslik" not in bytes(ConsultationAnswer.objects.get().words)
    for words in ("  ", "x" * 4001):
        code = refusal_of(give_answer, acting_user=account, consultation=asked.pk, words=words)
        assert code == "consultation_answer_needed"
    acts = [entry.act for entry in entries_of_account(account.pk)]
    assert {"give_answer", "change_answer"} <= set(acts)
    with clock.fixed(asked.closes_at):
        code = refusal_of(give_answer, acting_user=account, consultation=asked.pk, words="Kech")
        assert code == "consultation_closed"
        withdraw_answer(acting_user=account, consultation=asked.pk)
    row = ConsultationAnswer.objects.get()
    assert (row.state, bytes(row.words)) == ("withdrawn", b"")


def test_before_its_first_day_nobody_answers(circle: Circle) -> None:
    asked = circle.consultation(first_day=today() + timedelta(days=2))
    code = refusal_of(give_answer, acting_user=circle.stranger, consultation=asked.pk, words="Ha")
    assert (phase(asked), code) == ("ahead", "consultation_closed")


def test_what_was_withdrawn_can_be_given_anew(circle: Circle) -> None:
    asked, (answer,) = answered(circle)
    account = account_of("who0")
    withdraw_answer(acting_user=account, consultation=asked.pk)
    assert refusal_of(withdraw_answer, acting_user=account, consultation=asked.pk) == "community_step_refused"
    assert refusal_of(withdraw_answer, acting_user=circle.stranger, consultation=asked.pk) == "answer_not_found"
    assert give_answer(acting_user=account, consultation=asked.pk, words="Yana").pk == answer.pk


def test_the_ministry_reads_without_names(circle: Circle) -> None:
    asked, answers = answered(circle, 2)
    read = access_answers(circle.ministry, asked, 0, 20)
    assert [one.pk for one in read] == [one.pk for one in answers]
    assert {name for one in read for name in vars(one)} == {"pk", "words", "themes", "state", "reason"}
    for stranger in (circle.officer, circle.stranger, circle.representative):
        assert refusal_of(access_answers, account=stranger, consultation=asked, first=0, number=9)
        assert refusal_of(access_consultations, account=stranger) == "not_the_ministry"


def test_an_answer_is_set_aside_for_a_reason_and_told(circle: Circle) -> None:
    asked, (answer,) = answered(circle)
    setting = {"acting_user": circle.ministry, "consultation": asked.pk, "pk": answer.pk}
    assert refusal_of(set_aside_answer, **setting, reason="wrong_opinion") == "community_reason_needed"
    set_aside_answer(**setting, reason="advertising")
    assert Letter.objects.filter(code="answer_set_aside", account=account_of("who0")).count() == 1
    assert answers_counted(asked) == {"given": 0, "unsorted": 0, "set_aside": 1}
    give_answer(acting_user=account_of("who0"), consultation=asked.pk, words="Endi boshqacha")
    assert answers_counted(asked) == {"given": 1, "unsorted": 1, "set_aside": 0}


def test_the_reply_freezes_the_counts(circle: Circle) -> None:
    asked, answers = answered(circle, 7)
    by = {"acting_user": circle.ministry, "consultation": asked.pk}
    first, second = (name_theme(**by, titles=THREE) for _number in range(2))
    for answer in answers[:5]:
        sort_answer(**by, pk=answer.pk, themes=[first.pk, second.pk])
    assert refusal_of(sort_answer, **by, pk=answers[5].pk, themes=[0]) == "themes_needed"
    set_aside_answer(**by, pk=answers[5].pk, reason="threat")
    assert refusal_of(publish_reply, **by, texts=THREE) == "consultation_open"
    with clock.fixed(asked.closes_at):
        assert refusal_of(publish_reply, **by, texts={"uz": "Faqat"}) == "texts_needed"
        assert refusal_of(publish_reply, **by, texts=THREE) == "themes_needed"
        sort_answer(**by, pk=answers[6].pk, themes=[second.pk])
        reply = publish_reply(**by, texts=THREE)
        assert (reply.counted, reply.set_aside) == (6, {"threat": 1})
        assert [theme.counted for theme in asked.themes.order_by("pk")] == [5, 6]
        assert Letter.objects.filter(code="consultation_replied").count() == 7
        assert refusal_of(sort_answer, **by, pk=answers[0].pk, themes=[first.pk]) == "community_step_refused"
        assert refusal_of(name_theme, **by, titles=THREE) == "community_step_refused"
        # Who takes an answer back later is not counted out: a second count would tell what they said.
        withdraw_answer(acting_user=account_of("who0"), consultation=asked.pk)
        assert [theme.counted for theme in asked.themes.order_by("pk")] == [5, 6]
        assert phase(Consultation.objects.get(pk=asked.pk)) == "replied"


def test_without_a_reply_on_its_day_it_is_late(circle: Circle) -> None:
    asked = circle.consultation()
    for days, known in ((20, "open"), (21, "closed"), (40, "closed"), (41, "late")):
        with clock.fixed(after(days)):
            assert phase(asked) == known, days


def test_a_promise_says_how_it_stands(circle: Circle) -> None:
    asked = circle.consultation()
    by = {"acting_user": circle.ministry, "consultation": asked.pk}
    assert refusal_of(make_promise, **by, texts=THREE, due_on=today()) == "promise_day_needed"
    assert refusal_of(make_promise, **by, texts=THREE, due_on=None) == "promise_day_needed"
    due = today() + timedelta(days=90)
    kept, broken = (make_promise(**by, texts=THREE, due_on=due) for _number in range(2))
    note_promise(**by, pk=kept.pk, step="start", why={})
    note_promise(**by, pk=kept.pk, step="finish", why={})
    assert refusal_of(note_promise, **by, pk=kept.pk, step="start", why={}) == "community_step_refused"
    assert refusal_of(note_promise, **by, pk=broken.pk, step="give_up", why={"uz": "Pul"}) == "promise_why_needed"
    note_promise(**by, pk=broken.pk, step="give_up", why=WHY)
    assert sorted(asked.promises.values_list("state", flat=True)) == ["done", "not_done"]
    assert refusal_of(note_promise, **(by | {"acting_user": circle.officer}), pk=kept.pk, step="start", why={})
