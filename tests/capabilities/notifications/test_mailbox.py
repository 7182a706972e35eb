from datetime import UTC, datetime

import pytest
from django.core.mail import EmailMultiAlternatives

from watandoshlar.capabilities.notifications.api import read_mailbox


@pytest.fixture
def post(settings, tmp_path):
    """Send a letter in a demonstration, at a second of 2 November 2026."""
    settings.MAILBOX_DIRECTORY = settings.EMAIL_FILE_PATH = str(tmp_path / "mailbox")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    def send(subject: str, second: int, text: str = "Oʻzbekcha matn\n\nкод 123456") -> None:
        headers = {"Date": f"Mon, 02 Nov 2026 09:30:{second:02} +0000", "Content-Language": "uz"}
        message = EmailMultiAlternatives(subject, text, to=["nodira@example.org"], headers=headers)
        message.attach_alternative("<p>HTML</p>", "text/html")
        message.send()

    return send


def test_a_letter_is_read_back_as_it_was_written(post):
    post("Kirish kodi", 1)
    (letter,) = read_mailbox(10)
    assert (letter.to, letter.subject, letter.text) == (
        "nodira@example.org",
        "Kirish kodi",
        "Oʻzbekcha matn\n\nкод 123456",
    )
    assert (letter.sent_at, letter.language) == (datetime(2026, 11, 2, 9, 30, 1, tzinfo=UTC), "uz")


def test_the_newest_letters_come_first_and_no_more_than_asked_for(post):
    for second in (1, 3, 2):
        post(f"letter {second}", second)
    assert [letter.subject for letter in read_mailbox(10)] == ["letter 3", "letter 2", "letter 1"]
    assert len(read_mailbox(2)) == 2


def test_a_mailbox_that_nobody_wrote_to_is_empty(settings, tmp_path):
    settings.MAILBOX_DIRECTORY = str(tmp_path / "mailbox")
    assert read_mailbox(10) == []


def test_a_real_installation_has_no_mailbox(post, settings):
    post("Kirish kodi", 1)
    settings.MAILBOX_DIRECTORY = None
    assert read_mailbox(10) == []
