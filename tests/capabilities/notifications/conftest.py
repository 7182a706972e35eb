import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.utils.translation import gettext_lazy, to_locale
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workers import work_off_jobs
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications import messages
from watandoshlar.capabilities.notifications.api import Letter, Message, notify, register_message, register_resolver

SUBJECT = "Application %(reference)s was received"
TEXT = "We have received “%(service_title)s”.\n\nSee %(page)s and bring 100 %% of the papers."
FOOTER = "This letter was sent automatically. Answers to it are not read."
TRANSLATIONS = {
    "uz": {
        SUBJECT: "%(reference)s arizasi qabul qilindi",
        TEXT: "“%(service_title)s” qabul qilindi.\n\n%(page)s ga qarang.",
    },
    "ru": {SUBJECT: "Заявление %(reference)s получено", TEXT: "Мы получили «%(service_title)s».\n\nСм. %(page)s."},
    "uz-arab": {SUBJECT: "%(reference)s عریضه قبول قیلیندی", TEXT: "%(service_title)s قبول قیلیندی.\n\n%(page)s"},
}
TITLES = {"uz": "Konsullik hisobi", "ru": "Консульский учёт", "en": "Consular <registration>"}


class MailServer:
    """A mail server that keeps what it takes. `reply` is what it says to a letter, `greeting` to a recipient."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.reply = "250 OK"
        self.recipient_reply = "250 OK"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.reply.startswith("250"):
            self.letters.append(message_from_bytes(envelope.original_content, policy=policy.default))
        return self.reply


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A mail server that the platform's e-mail goes to."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    controller.stop()


@pytest.fixture
def translate(settings, tmp_path: Path) -> Callable[[str, dict[str, str]], None]:
    """Write the translations of a language, as `make translations` would."""
    written: dict[str, dict[str, str]] = {}

    def write(language: str, texts: dict[str, str]) -> None:
        written[language] = texts
        # A new place each time, because Django reads a translation once.
        root = Path(mkdtemp(dir=tmp_path))
        for each, its_texts in written.items():
            folder = root / to_locale(each) / "LC_MESSAGES"
            folder.mkdir(parents=True)
            catalog = Catalog(locale=to_locale(each))
            for source, translated in its_texts.items():
                catalog.add(source, translated)
            with (folder / "django.mo").open("wb") as file:
                write_mo(file, catalog)
        settings.LOCALE_PATHS = [root]

    return write


@pytest.fixture
def no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty registry, so that the rooms' own messages play no part."""
    monkeypatch.setattr(messages, "_messages", {})
    monkeypatch.setattr(messages, "_resolvers", {})


@pytest.fixture
def received(no_messages: None, translate: Callable[[str, dict[str, str]], None]) -> Message:
    """A registered message in all languages."""
    for language, texts in TRANSLATIONS.items():
        translate(language, texts)
    message = Message(
        code="received", subject=gettext_lazy(SUBJECT), text=gettext_lazy(TEXT), facts=("reference", "service", "page")
    )
    register_message(message)
    register_resolver("service_title", lambda facts, language: TITLES.get(language, TITLES["uz"]))
    return message


@pytest.fixture
def account(db: None) -> Account:
    return create_account(acting_user=SYSTEM, email="nodira@example.org", language="uz")


FACTS = {"reference": "UZ-26-0001", "service": "0" * 64, "page": "https://example.org/uz/my/cases/UZ-26-0001/"}


@pytest.fixture
def tell(received: Message, account: Account) -> Callable[[], Letter]:
    """Notify the account of the same occasion."""
    return partial(notify, acting_user=SYSTEM, account=account, code="received", key="UZ-26-0001", facts=FACTS)


@pytest.fixture
def work() -> Callable[[], None]:
    """Let a real worker do what is due now."""
    return work_off_jobs


@pytest.fixture
def jobs() -> Callable[[], list[ProcrastinateJob]]:
    """The jobs that send letters."""
    return lambda: list(ProcrastinateJob.objects.filter(task_name="notifications.send_letter").order_by("id"))
