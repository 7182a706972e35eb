"""The database of the tests: the application's role, and nothing left behind by a test that commits."""

import os
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection

from config.embedded_postgres import APPLICATION
from tests.plugins.live_site import HOST, free_port
from tests.plugins.mailbox import Mailbox

EXPIRY = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_tests_run_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (APPLICATION, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["CREATE TABLE mine (id int)", "TRUNCATE django_session", "DROP TABLE django_session"]
)
def test_application_role_may_not_change_the_schema(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute(statement)


@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_are_seen_by_others_and_gone_for_the_next_test(turn: int, committed_db: None) -> None:
    assert not Session.objects.exists()
    Session.objects.create(session_key=f"turn-{turn}", session_data="", expire_date=EXPIRY)
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        assert other.execute("SELECT session_key FROM django_session").fetchall() == [(f"turn-{turn}",)]


@pytest.mark.django_db
def test_rules_survive_the_emptying_of_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM django_migrations")
        assert cursor.fetchone() == (True,)


def test_mailbox_keeps_what_is_sent_to_it() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "post@example.org", "person@example.org", "Гувоҳнома тайёр"
    message.set_content("Сиз уни олишингиз мумкин.\n")
    port = free_port()
    with Mailbox(HOST, port) as mailbox:
        with smtplib.SMTP(HOST, port) as client:
            client.send_message(message)
        received = mailbox.wait_for("person@example.org")
    assert received["Subject"] == "Гувоҳнома тайёр"
    assert received.get_content().strip() == "Сиз уни олишингиз мумкин."
    assert mailbox.to("another@example.org") == []
