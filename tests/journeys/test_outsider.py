"""Somebody who has only the READMEs adds a service and a post, word for word; both work, and no Python is touched."""

import filecmp
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from tests.config.test_run import OF_THE_TESTS
from tests.journeys.applicant import CODE, Applicant, as_the_form_asks
from tests.journeys.test_log_in import SECOND_FACTOR
from tests.plugins.live_site import free_port
from watandoshlar.domains.cases.api import example_on
from watandoshlar.domains.catalogue.api import check_folder, fill_in, languages, read_folder

ROOT = settings.ROOT
NOT_COPIED = (".git", ".venv", "var", "tests", "docs", "__pycache__", ".*_cache", ".hypothesis")
OFFICER = "officer.seoul@example.org"


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@dataclass
class Outsider:
    """A copy of the repository, and a terminal in it."""

    home: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        return {**mine, "PORT": str(self.port), "WATANDOSHLAR_VAR": str(self.home / "var")}

    def type(self, script: str) -> bool:
        """Whether all went well."""
        done = subprocess.run(
            ["bash", "-ec", script], cwd=self.home, env=self.environment, capture_output=True, text=True
        )
        self.said = done.stdout + done.stderr
        return done.returncode == 0

    def run(self, script: str) -> subprocess.Popen[str]:
        """Start what goes on running, up to the line that says it is ready."""
        process = subprocess.Popen(
            ["bash", "-ec", f"exec {script}"],
            cwd=self.home,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ready after"):
                return process
        raise AssertionError("".join(said))


@dataclass
class Mailbox:
    """The mailbox page of the running platform, read as anybody reads it."""

    context: BrowserContext
    base_url: str
    seen: list[str] = field(default_factory=list)

    def to(self, email: str) -> list[str]:
        """Letters with a code, newest first: those of the demonstration are still being sent. The page shows the newest
        letters only, so what it showed before is kept."""
        page = self.context.request.get(f"{self.base_url}/en/mailbox/").text()
        self.seen = [*(letter for letter in page.split("<li><details")[1:] if letter not in self.seen), *self.seen]
        return [letter for letter in self.seen if email in letter and CODE.search(letter)]

    def wait_for(self, email: str, number: int = 1) -> EmailMessage:
        for _try in range(100):
            if len(letters := self.to(email)) >= number:
                letter = EmailMessage()
                letter.set_content(CODE.search(letters[0])[1])
                return letter
            time.sleep(0.1)
        raise AssertionError(f"no letter to {email}")

    def authenticator_code(self) -> str:
        page = self.context.request.get(f"{self.base_url}/en/mailbox/").text()
        return re.search(r'dir="ltr">(\d{6})<', page)[1]


@dataclass
class Running:
    base_url: str
    mailbox: Any


@pytest.fixture
def outsider(tmp_path: Path) -> Outsider:
    home = tmp_path / "copy"
    shutil.copytree(ROOT, home, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (home / ".venv").symlink_to(ROOT / ".venv")
    return Outsider(home, free_port())


def test_a_service_and_a_post_from_the_readmes(
    outsider: Outsider, new_context: Callable[..., BrowserContext], example_day: None
) -> None:
    copied, asked, worded, answered, run, publish, *_more = blocks(ROOT / "services" / "README.md")
    assert outsider.type(copied), outsider.said
    assert outsider.type(asked), outsider.said
    assert not outsider.type("make check-services"), "a question without words"
    assert outsider.type(worded), outsider.said
    assert outsider.type(answered), outsider.said
    post_copied, served, overridden, *_more = blocks(ROOT / "posts" / "README.md")
    assert not outsider.type(post_copied), "two posts serve Japan"
    assert "district_taken" in outsider.said
    assert outsider.type(served), outsider.said
    assert outsider.type(overridden), outsider.said
    assert run.strip() == "make run"
    process = outsider.run(run)
    try:
        assert outsider.type(publish), outsider.said
        context = new_context()
        site = Running(f"http://127.0.0.1:{outsider.port}", None)
        site.mailbox = Mailbox(context, site.base_url)
        reference = applies(Applicant(context.new_page(), site, "en"), outsider.home / "services" / "greeting-card")
        staff = new_context()
        site.mailbox = Mailbox(staff, site.base_url)
        outsider.type(f".venv/bin/python manage.py give_role {OFFICER} officer --post osaka")
        decides(Applicant(staff.new_page(), site, "en"), reference)
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()
    assert_no_python_has_changed(outsider.home)


def applies(applicant: Applicant, folder: Path) -> str:
    """At the new post, for the new service, with its own example; the new page is among those that are asked."""
    service = check_folder(read_folder(folder), languages())
    raw = read_folder(folder).examples["with-two-guests"]
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    raw = {**example_on(raw, today), "post": "osaka", "host_country": "JP"}
    applicant.sign_in("aziz@example.org")
    applicant.open("services/greeting-card/at/osaka/")
    assert applicant.page.get_by_role("heading", level=1).inner_text()
    applicant.begin("greeting-card", "JP", post="osaka")
    filled = fill_in(service.definition, raw)
    for page in filled.pages:
        applicant.answer_page(service, page, as_the_form_asks(service, page, filled), raw["files"])
    assert "gift" in filled.pages
    return applicant.submit()


def decides(officer: Applicant, reference: str) -> None:
    officer.sign_in(OFFICER)
    officer.page.fill("input[name=code]", officer.site.mailbox.authenticator_code())
    officer.press(SECOND_FACTOR)
    officer.open(f"work/cases/{reference}/")
    officer.press('form[action$="/take/"] button')
    assert "A tulip" in officer.page.inner_text("main")
    officer.page.check("#propose-outcome-1")
    officer.press('form[action$="/decide/"] button.button')
    officer.press('form[action$="/issue/"] button')
    assert officer.page.locator('a[href$="/document.pdf"]').count()


def assert_no_python_has_changed(home: Path) -> None:
    ours = [path for path in (ROOT / "watandoshlar").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in ours:
        assert filecmp.cmp(path, home / path.relative_to(ROOT), shallow=False), path
