"""From the act to the mail server and back, with a real queue, a real worker and real SMTP."""

import logging
from datetime import UTC, datetime
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications import messages
from watandoshlar.capabilities.notifications.acts.send_letter import MAX_TRIES
from watandoshlar.capabilities.notifications.api import Letter, LetterNotSent, send_letter
from watandoshlar.capabilities.notifications.tasks import send_queued_letter
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db(transaction=True)


def send(letter: Letter) -> Letter:
    send_letter(acting_user=SYSTEM, letter_id=letter.pk)
    letter.refresh_from_db()
    return letter


def test_a_letter_reaches_the_mail_server(tell, work, jobs, mail_server, settings):
    settings.SITE_URL = "https://watandosh.example"
    letter = tell()
    work()
    (received,) = mail_server.letters
    assert received["To"] == "nodira@example.org"
    assert received["Subject"] == "UZ-26-0001 arizasi qabul qilindi"
    assert received["Message-ID"] == f"<{letter.pk}@watandosh.example>"
    assert (received["Content-Language"], received["Auto-Submitted"]) == ("uz", "auto-generated")
    assert [part.get_content_type() for part in received.iter_parts()] == ["text/plain", "text/html"]
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.language, letter.failure) == ("sent", 1, "uz", "")
    assert [job.status for job in jobs()] == ["succeeded"]


def test_that_a_letter_went_out_is_on_record(tell, account, mail_server):
    with clock.fixed(datetime(2026, 11, 2, 9, 30, tzinfo=UTC)) as moment:
        letter = send(tell())
    assert letter.sent_at == moment
    entry = entries_of_chain(f"account:{account.pk}").last()
    assert (entry.act, entry.account_id) == ("send_letter", None)
    assert entry.facts == {"letter": str(letter.pk), "state": "sent", "tries": 1}


def test_a_letter_that_was_sent_is_not_sent_again(tell, mail_server):
    letter = send(tell())
    send(letter)
    assert len(mail_server.letters) == 1


def test_a_letter_that_is_gone_is_no_error(tell, mail_server):
    tell()
    send_letter(acting_user=SYSTEM, letter_id=uuid4())
    assert mail_server.letters == []


def test_a_refusal_for_now_is_tried_again_later(tell, work, jobs, mail_server):
    mail_server.reply = "451 Try again later"
    letter = tell()
    work()
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.failure) == ("queued", 1, "smtp_451")
    (job,) = jobs()
    assert (job.status, job.attempts) == ("todo", 1)
    wait = (job.scheduled_at - datetime.now(UTC)).total_seconds()
    assert 0 < wait <= 4

    mail_server.reply = "250 OK"
    assert send(letter).state == "sent"
    assert letter.tries == 2


def test_the_waits_grow_to_about_a_day():
    strategy = send_queued_letter.retry_strategy
    waits = [strategy.exponential_wait ** (attempt + 1) for attempt in range(MAX_TRIES - 1)]
    assert waits[0] == 4
    assert 20 * 3600 < sum(waits) < 30 * 3600


def test_a_mail_server_that_is_down_is_tried_again_and_given_up_in_the_end(tell, mail_server, settings):
    settings.EMAIL_PORT = 1
    letter = tell()
    for attempt in range(1, MAX_TRIES):
        with pytest.raises(LetterNotSent):
            send(letter)
        letter.refresh_from_db()
        assert (letter.state, letter.tries) == ("queued", attempt)
    assert send(letter).state == "failed"
    assert letter.failure == "ConnectionRefusedError"


@pytest.mark.parametrize(("part", "reply"), [("reply", "554 No"), ("recipient_reply", "550 No such person")])
def test_a_refusal_for_good_is_not_tried_again(tell, work, jobs, mail_server, part, reply):
    setattr(mail_server, part, reply)
    letter = tell()
    work()
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("failed", f"smtp_{reply[:3]}")
    assert [job.status for job in jobs()] == ["succeeded"]


def test_an_account_that_is_closed_gets_no_letter(tell, account, mail_server):
    letter = tell()
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert (send(letter).state, letter.failure, mail_server.letters) == ("failed", "no_address", [])


def test_no_address_appears_in_the_log(tell, work, mail_server, caplog):
    mail_server.recipient_reply = "450 <nodira@example.org> is busy"
    letter = tell()
    caplog.set_level(logging.DEBUG, logger="procrastinate")
    work()
    # The mail server of this test logs too; it is not ours.
    ours = [caplog.handler.format(record) for record in caplog.records if record.name != "mail.log"]
    assert any(f"Letter {letter.pk} is queued after try 1: smtp_450" in line for line in ours)
    assert any("LetterNotSent" in line for line in ours)
    assert not any("nodira" in line for line in ours)


def test_a_defect_in_a_resolver_shows_itself_and_keeps_the_letter(tell, mail_server, monkeypatch):
    def broken(facts, language):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    letter = tell()
    monkeypatch.setitem(messages._resolvers, "service_title", broken)
    with pytest.raises(LetterNotSent) as failure:
        send(letter)
    assert "division by zero" in str(failure.value.__cause__)
    letter.refresh_from_db()
    assert (letter.state, letter.failure, letter.tries) == ("queued", "DataError", 1)


def test_a_worker_killed_before_it_wrote_down_the_sending_sends_the_same_letter_again(tell, mail_server):
    letter = tell()
    with transaction.atomic():
        send_letter(acting_user=SYSTEM, letter_id=letter.pk)
        # What the database does with the transaction of a process that was killed.
        transaction.set_rollback(True)
    send(letter)
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_two_workers_at_once_send_one_letter(tell, mail_server):
    letter = tell()

    def run() -> None:
        send_letter(acting_user=SYSTEM, letter_id=letter.pk)
        connection.close()

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mail_server.letters) == 1


def test_the_language_of_the_moment_of_sending_counts(tell, account, mail_server):
    letter = tell()
    account.language = "ru"
    account.save(update_fields=["language"])
    assert send(letter).language == "ru"


def test_what_a_killed_worker_was_doing_is_taken_up_again(tell, work, jobs, mail_server):
    tell()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    app.configure_task("notifications.retry_stalled_jobs").defer(timestamp=0)
    work()
    assert [job.status for job in jobs()] == ["succeeded"]
    assert len(mail_server.letters) == 1


def test_the_queue_forgets_old_jobs_that_are_done(tell, work, jobs, mail_server):
    tell()
    work()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '8 days'")
    app.configure_task("notifications.remove_finished_jobs").defer(timestamp=0)
    work()
    assert jobs() == []
