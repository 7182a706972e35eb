"""The platform as it runs in life, for tests that visit it: web server, worker, mail server."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from config.supervisor import ROOT, programs, stop_programs, wait_until_it_answers
from tests.plugins.kept import once_for_all, state_of
from tests.plugins.live_clock import began, moment
from tests.plugins.mailbox import Mailbox
from tests.plugins.payment_systems import PaymeServer, serving
from tests.plugins.phone_wallet import Provider

HOST = "127.0.0.1"
QUIET_SECONDS = 20
STATIC_FILES_COME_FROM = (
    "watandoshlar/**/static/**/*",
    "requirements/*.txt",
    "config/**/*.py",
    "tests/plugins/live_settings.py",
)


@dataclass
class LiveSite:
    """A running platform on the database of this test process. `log` is what web server and worker write, `services`
    its own copy of the folders of services, `provider` the one whom it trusts to attest wallets."""

    base_url: str
    mailbox: Mailbox
    log: Path
    files: Path
    services: Path
    payme_address: str = ""
    provider: Provider | None = None


@pytest.fixture(scope="session")
def running_site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """Started once for this test process. Tests ask for `live_site`."""
    folder = tmp_path_factory.mktemp("site")
    log = folder / "site.log"
    port, mail_port = free_port(), free_port()
    payme = PaymeServer(platform=f"http://{HOST}:{port}")
    with Mailbox(HOST, mail_port) as mailbox, serving(payme) as payme_address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.plugins.live_settings",
            **began(),
            "WATANDOSHLAR_VAR": str(folder),
            "SIGNING_KEYS": settings.SIGNING_KEYS,
            "SITE_URL": f"http://{HOST}:{port}",
            "EMAIL_HOST": HOST,
            "EMAIL_PORT": str(mail_port),
            "WALLET_ANCHORS_FILE": str(folder / "wallet-roots.pem"),
            # Amounts in soum can be paid here by Payme, which answers at an address of its own.
            **payme.settings(payme_address),
        }
        provider = Provider(now=moment)
        (folder / "wallet-roots.pem").write_bytes(provider.anchors)
        shutil.copytree(ROOT / "services", folder / "services")
        collect_static_files(environment, folder)
        running = programs(environment, HOST, port, log=log)
        try:
            for program in running:
                program.start()
            wait_until_it_answers(running[0], HOST, port)
            base_url = f"http://{HOST}:{port}"
            yield LiveSite(base_url, mailbox, log, folder / "files", folder / "services", payme_address, provider)
        finally:
            stop_programs(running)


@pytest.fixture
def live_site(running_site: LiveSite, committed_db: None) -> Iterator[LiveSite]:
    """The running platform for one test, which may also use the ORM: what it commits, the site sees.

    Fails the test when web server or worker logged a traceback. Afterwards tables and mailbox are emptied.
    """
    beginning = running_site.log.stat().st_size
    yield running_site
    wait_until_queue_is_quiet()
    running_site.mailbox.messages.clear()
    with running_site.log.open(errors="replace") as log:
        log.seek(beginning)
        written = log.read()
    # A log line of ours leaves out the head of a traceback (config/log_lines.py), not the way to the fault.
    assert '  File "' not in written, written


def wait_until_queue_is_quiet() -> None:
    """Let the worker finish what the test has put into the queue: its rows are deleted next."""
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' OR (status = 'todo' AND %s)"
    due = "(scheduled_at IS NULL OR scheduled_at <= now())"
    deadline = time.monotonic() + QUIET_SECONDS
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        while connection.execute(waiting % due).fetchone() != (0,):
            assert time.monotonic() < deadline, "The worker has not finished its jobs."
            time.sleep(0.05)


def collect_static_files(environment: dict[str, str], folder: Path) -> None:
    """Into the folder of the site. To compress them takes 13 s of the processor."""
    made_of = (path for pattern in STATIC_FILES_COME_FROM for path in ROOT.glob(pattern) if path.is_file())
    once_for_all(
        "static-files",
        state_of(made_of),
        lambda kept: compress_static_files({**environment, "WATANDOSHLAR_VAR": str(kept)}),
        lambda kept: shutil.copytree(kept / "static", folder / "static"),
    )


def compress_static_files(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        pytest.fail(f"Static files cannot be collected:\n{answer.stdout}{answer.stderr}", pytrace=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
