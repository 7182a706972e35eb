"""One contract for every way out of the house. Each channel needs a far end here that speaks its real protocol."""

from types import SimpleNamespace
from typing import Protocol
from uuid import UUID

import pytest

from watandoshlar.capabilities.notifications.channels import CHANNELS, Channel, PermanentFailure, TemporaryFailure
from watandoshlar.capabilities.notifications.rendering import WrittenLetter

LETTER = WrittenLetter(
    id=UUID("11111111-2222-4333-8444-555555555555"),
    subject="UZ-26-0001 arizasi qabul qilindi",
    text="Oʻzbekcha matn\n\nЎзбекча",
    html='<html lang="uz" dir="ltr"><p>Oʻzbekcha matn</p></html>',
    language="uz",
)


class FarEnd(Protocol):
    """The outside system behind a channel, as the contract sees it."""

    address: str

    def received(self) -> list[tuple[str, str, str]]:
        """(id, subject, plain text) of every letter taken."""

    def refuse_for_now(self) -> None: ...

    def refuse_for_good(self) -> None: ...

    def go_away(self) -> None: ...


class MailFarEnd:
    """The far end of `email`: a mail server."""

    address = "nodira@example.org"

    def __init__(self, mail_server, settings) -> None:
        self.server, self.settings = mail_server, settings

    def received(self) -> list[tuple[str, str, str]]:
        return [
            (
                letter["Message-ID"].strip("<>").partition("@")[0],
                letter["Subject"],
                letter.get_body(("plain",)).get_content().strip().replace("\r\n", "\n"),
            )
            for letter in self.server.letters
        ]

    def refuse_for_now(self) -> None:
        self.server.recipient_reply = f"450 {self.address} is busy"

    def refuse_for_good(self) -> None:
        self.server.recipient_reply = f"550 {self.address} is unknown"

    def go_away(self) -> None:
        self.settings.EMAIL_PORT = 1


@pytest.fixture(params=sorted(CHANNELS))
def channel(request) -> Channel:
    return CHANNELS[request.param]


@pytest.fixture
def far_end(channel, mail_server, settings) -> FarEnd:
    far_ends = {"email": lambda: MailFarEnd(mail_server, settings)}
    assert channel.name in far_ends, f"give the channel {channel.name} a far end in this test"
    return far_ends[channel.name]()


def test_a_channel_is_registered_under_its_name(channel):
    assert CHANNELS[channel.name] is channel


def test_a_letter_arrives_whole_and_with_its_id(channel, far_end):
    channel.send(LETTER, far_end.address)
    assert far_end.received() == [(str(LETTER.id), LETTER.subject, LETTER.text)]


def test_the_same_letter_carries_the_same_id_again(channel, far_end):
    channel.send(LETTER, far_end.address)
    channel.send(LETTER, far_end.address)
    assert [letter_id for letter_id, _, _ in far_end.received()] == [str(LETTER.id)] * 2


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        ("refuse_for_now", TemporaryFailure),
        ("go_away", TemporaryFailure),
        ("refuse_for_good", PermanentFailure),
    ],
)
def test_trouble_is_told_by_its_kind_and_without_the_address(channel, far_end, trouble, failure):
    getattr(far_end, trouble)()
    with pytest.raises(failure) as told:
        channel.send(LETTER, far_end.address)
    assert told.value.code
    assert far_end.address not in str(told.value)
    assert told.value.__suppress_context__
    assert far_end.received() == []


def test_an_account_without_an_address_has_none(channel):
    assert channel.address_of(SimpleNamespace(email="")) == ""
