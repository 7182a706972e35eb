"""An applicant with a browser that knows pages and forms and nothing else: no scripts, no pictures, no window.

It reads the forms as they come over HTTP (WebTest) and refuses, as a browser would, a choice that is not offered. It is
twenty times as fast as a real one, which still walks every page of every service (`branches.py`).
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag
from django.core.wsgi import get_wsgi_application
from webtest import Form, TestApp, TestResponse
from webtest.forms import Checkbox, Hidden, Radio

from tests.journeys.applicant import MAIN_BUTTON, Applicant
from tests.plugins.log_in import log_in

HOST, PARSER = "testserver", "lxml"
CONTROLS = "main [name]:not(button):not([type=hidden])"


class FormFiller(Applicant):
    """Logged in with an address from the start."""

    def __init__(self, language: str, email: str) -> None:
        # There is neither a page of Playwright nor a site beside this process.
        super().__init__(page=None, site=None, language=language, runs_scripts=False)  # type: ignore[arg-type]
        self._browser = TestApp(get_wsgi_application(), extra_environ={"HTTP_HOST": HOST}, parser_features=PARSER)
        self._browser.set_cookie("sessionid", log_in(email, factors=1).session_key)
        self._shown: TestResponse = None
        self._forms: dict[int, Form] = {}
        self._files: list[tuple[str, str, bytes, str]] = []

    @property
    def address(self) -> str:
        return self._shown.request.path

    def open(self, path: str) -> None:
        self._show(self._browser.get(f"/{self.language}/{path}"))

    def press(self, selector: str = MAIN_BUTTON, *, first: bool = False) -> None:
        found = self._shown.html.select(selector)[0 if first else -1]
        if found.name == "a":
            self._show(self._browser.get(urlsplit(found["href"]).path))
            return
        files, self._files = self._files, []
        name = found.get("name")
        form = self._form_around(found)
        self._show(form.submit(name, value=found.get("value") if name else None, upload_files=files or None))

    def by_hand(self, act: str, given: Any = None) -> list[str]:
        assert act == "fill"
        return self._fill(given)

    def attach(self, name: str, files: Sequence[Any]) -> None:
        assert name in self.controls()
        self._files += [(name, file.name, file.read(), file.content_type) for file in files]

    def names(self, selector: str) -> set[str]:
        return {each["name"] for each in self._shown.html.select(selector)}

    def read(self, selector: str) -> str:
        (found,) = self._shown.html.select(selector)
        return str(found.get_text(strip=True))

    def _show(self, response: TestResponse) -> None:
        self._shown, self._forms = response.maybe_follow(), {}
        assert self._shown.status_int == 200, self._shown.status

    def _form_around(self, element: Tag) -> Form:
        """As it is filled in so far. WebTest would read every form of the page, those of the frame too."""
        around = element.find_parent("form")
        if id(around) not in self._forms:
            self._forms[id(around)] = Form(self._shown, str(around), PARSER)
        return self._forms[id(around)]

    def _fill(self, wanted: Mapping[str, Sequence[str]]) -> list[str]:
        """Names of what could be filled in; what the page does not ask for is left to the caller."""
        filled = []
        for control in self._shown.html.select(CONTROLS):
            name = control["name"]
            if name in wanted and name not in filled:
                put(self._form_around(control).fields[name], wanted[name])
                filled.append(name)
        return filled


def put(fields: list[Any], values: Sequence[str]) -> None:
    """Into the controls of one name: boxes are ticked, of radio buttons and lists one is chosen, the rest is typed.

    Beside boxes stands a hidden control that tells of none that is ticked; nobody sees it.
    """
    fields = [each for each in fields if not isinstance(each, Hidden)]
    if isinstance(fields[0], Checkbox):
        offered = {each._value: each for each in fields}
        for value in values:
            offered[value].checked = True
    elif isinstance(fields[0], Radio):
        (fields[0].value,) = values
    else:
        fields[0].value = values[-1]
