"""A mail server that keeps what it receives."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

WAIT_SECONDS = 20


class Mailbox:
    """Mail for everybody, received over SMTP."""

    def __init__(self, host: str, port: int) -> None:
        self.messages: list[EmailMessage] = []
        self.controller = Controller(self, hostname=host, port=port)

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        message = message_from_bytes(content, policy=policy.default)
        self.messages.append(message)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """What `address` has received, oldest first."""
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(self, address: str, count: int = 1) -> EmailMessage:
        """The newest message to `address`, once it has received `count` of them; fails after WAIT_SECONDS."""
        deadline = time.monotonic() + WAIT_SECONDS
        while len(self.to(address)) < count:
            received = [(message["To"], message["Subject"]) for message in self.messages]
            assert time.monotonic() < deadline, f"{address} has not received {count} messages; there are {received}"
            time.sleep(0.05)
        return self.to(address)[-1]
