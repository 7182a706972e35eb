"""A real browser and a real site for the journeys (`-p tests.plugins.browser`).

Chromium is the one that $CHROMIUM names, else the system's, else Playwright's, else it is installed: from Debian where
this user may, else by Playwright. Without one the tests fail: a journey that nobody walked proves nothing.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Playwright, WebError

ROOT = Path(__file__).resolve().parent.parent.parent
# The first is the same browser without windows: it needs two fifths less of the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
    # Browsers are no exception: tests reach nobody outside this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# Pages are loaded, run and laid out; no frame is drawn, which is half of what a page costs. What waits for a frame, as
# Playwright's click does for a button that stands still, waits for ever.
WITHOUT_FRAMES = [
    "--disable-threaded-compositing",
    # A page takes the frame of the one before; the others are those of Playwright's own list that concern a page.
    "--disable-features=RenderDocument,HttpsUpgrades,PaintHolding,ThirdPartyStoragePartitioning,Translate",
]
PATIENCE_MS = 15_000


def find_chromium(playwright: "Playwright") -> str:
    """The path of a Chromium; fails the test where there is none."""
    for attempt in (chromium_here, install_chromium):
        if path := attempt(playwright):
            return path
    return pytest.fail(
        "No Chromium: set CHROMIUM to one, or install it (apt-get install chromium, or playwright install chromium).",
        pytrace=False,
    )


def chromium_here(playwright: "Playwright") -> str | None:
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen) or pytest.fail(f"CHROMIUM names {chosen}, which cannot be run.", pytrace=False)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    own = playwright.chromium.executable_path
    return found or (own if Path(own).exists() else None)


def camera_showing(film: Path) -> list[str]:
    """Flags of a browser whose camera shows the film over and over, and is never asked about."""
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    return [*fake, f"--use-file-for-fake-video-capture={film}"]


def install_chromium(playwright: "Playwright") -> str | None:
    subprocess.run([ROOT / ".ci" / "install-browser"], check=False)
    return chromium_here(playwright)


@pytest.fixture(scope="session")
def open_browser() -> "Iterator[Callable[[bool, Path | None], Browser]]":
    """Headless Chromium, with or without frames, with a camera or without one; one of each for all tests of this
    process."""
    # Imported only where a browser is wanted: it costs every other run a third of a second.
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        path = find_chromium(playwright)
        opened: dict[tuple[bool, Path | None], Browser] = {}

        def launch(frames: bool, film: Path | None) -> "Browser":
            if (frames, film) not in opened:
                flags = [*FLAGS, *([] if frames else WITHOUT_FRAMES), *(camera_showing(film) if film else [])]
                opened[frames, film] = playwright.chromium.launch(executable_path=path, args=flags)
            return opened[frames, film]

        yield launch
        for browser in opened.values():
            browser.close()


@pytest.fixture
def new_context(open_browser: "Callable[[bool, Path | None], Browser]") -> "Iterator[Callable[..., BrowserContext]]":
    """Opens browser contexts (options of Playwright's `new_context`), each a device of its own. `frames=False` for
    pages that are looked into and not at; `film` is what its camera sees (MJPEG).

    The test fails when one of its pages breaks the content security policy or has an error in its script.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(message: "ConsoleMessage") -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def hear_error(failed: "WebError") -> None:
        complaints.append(str(failed.error))

    def open_context(*, frames: bool = True, film: Path | None = None, **options: Any) -> "BrowserContext":
        context = open_browser(frames, film).new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", hear)
        context.on("weberror", hear_error)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert complaints == []


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.plugins.live_site")
