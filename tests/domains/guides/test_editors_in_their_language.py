"""Wagtail speaks no Uzbek, and leaves some of its Russian in English: what it lacks is ours (locale/editing). Here two
editors walk through all their pages, and every text that is asked for has to be there."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib import contenttypes
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override, trans_real

from tests.domains.guides.builders import GUIDE, page_of, submit, write
from tests.plugins.log_in import client_of
from watandoshlar.domains.guides.api import GlossaryTerm, Source
from watandoshlar.web.message_catalogues import EDITING, PLACEHOLDER, REVIEW, po_path

with_pages = pytest.mark.usefixtures("published", "forgiving_templates")
LIBRARY = Path(wagtail.__file__).parent
CONTENT_TYPES = Path(contenttypes.__file__).parent
OURS = [("uz", "django"), ("uz", "djangojs"), ("ru", "django")]
# django-filter asks for the word and leaves it out; the mark of a cut list is the same in every language.
ASKED_AND_NOT_SHOWN = {"exact", "…"}
# A number that may only fall.
# An address anywhere in a page, for links and for scripts.
ADDRESS = re.compile(r"[\"'](/uz/editing/[^\"'#\s]*)[\"']|[\"'](/ru/editing/[^\"'#\s]*)[\"']")
NUMBER = re.compile(r"\d+|\?.*")


class Unsaid(NullTranslations):
    """Stands behind a catalogue and notes what that one does not say."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1)


@pytest.fixture(params=["uz", "ru"])
def unsaid(request) -> Iterator[tuple[str, Unsaid]]:
    catalogue, notes = trans_real.translation(request.param), Unsaid()
    behind, catalogue._fallback = catalogue._fallback, notes
    yield request.param, notes
    catalogue._fallback = behind


def walk(client: Client, start: str) -> dict[str, int]:
    """Open one page of each kind that can be reached from here by an address in a page; returns the answers."""
    waiting, answers = [start], {}
    client.raise_request_exception = False
    while waiting:
        address = waiting.pop(0)
        kind = NUMBER.sub("", address)
        if kind in answers or "logout" in kind:
            continue
        answer = client.get(address)
        answers[kind] = answer.status_code
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            waiting += ["".join(found).replace("&amp;", "&") for found in ADDRESS.findall(read(answer))]
    return answers


def read(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\\u002D", "-")


def errors_and_notices(writer: Client, second: Client, state) -> None:
    """What forms say when they are sent: refusals, and that it is done."""
    other, source = page_of("ru"), Source.objects.filter(guide=GUIDE).first()
    writer.post(reverse("wagtailadmin_pages:edit", args=[other.pk]), {})
    for step in ("lock", "unlock"):
        writer.post(reverse(f"wagtailadmin_pages:{step}", args=[other.pk]))
    form = {name: getattr(source, name) for name in ("title_uz", "title_ru", "title_en", "url", "state")}
    form |= {"as_of": "2026-10-01", "review_by": "2027-04-01"}
    edit = reverse("wagtailsnippets_guides_source:edit", args=[source.pk])
    writer.post(edit, {})
    writer.post(edit, form)
    writer.post(edit, form | {"go_live_at": "2027-01-01 09:00"})
    writer.post(edit, form | {"action-submit": "1"})
    second.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page_of().pk, "approve", state.pk]), {"comment": "Yaxshi"}
    )
    writer.post(reverse("wagtailadmin_pages:unpublish", args=[page_of("en").pk]))
    for client in (writer, second):
        client.get(reverse("wagtailadmin_home"))


@with_pages
def test_every_text_on_their_pages_is_in_their_language(unsaid, writer, second):
    language, notes = unsaid
    write(page_of(), writer)
    state = submit(page_of(), writer)
    write(page_of("ru"), writer)
    writing, agreeing = client_of(writer.email), client_of(second.email)
    term = GlossaryTerm.objects.first()
    with override(language):
        answers = walk(writing, reverse("wagtailadmin_home"))
        for kind in ("edit", "history", "usage", "workflow_history", "unpublish"):
            answers |= walk(writing, reverse(f"wagtailsnippets_guides_glossaryterm:{kind}", args=[term.pk]))
        for client, kind in ((agreeing, "edit"), (agreeing, "workflow_history"), (writing, "edit")):
            assert client.get(reverse(f"wagtailadmin_pages:{kind}", args=[page_of().pk])).status_code == 200
        errors_and_notices(writing, agreeing, state)
        assert writing.get(reverse("wagtailadmin_pages:history", args=[page_of().pk])).status_code == 200
    assert len(answers) > 40
    assert [kind for kind, status in answers.items() if status >= 500] == []
    missing = sorted(notes.texts - ASKED_AND_NOT_SHOWN)
    assert missing == []


@with_pages
def test_the_menu_leads_to_pages_in_ones_own_language(writer):
    """Wagtail would keep the addresses of whoever came first."""
    client = client_of(writer.email)
    for language, other in (("uz", "ru"), ("ru", "uz")):
        page = read(client.get(f"/{language}/editing/"))
        assert f"/{language}/editing/reports/workflow/" in page
        # Pictures have no language.
        assert set(re.findall(rf"/{other}/editing/[\w/-]*", page)) <= {f"/{other}/editing/sprite/"}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize(("language", "domain"), OURS)
def test_what_we_say_for_the_library_is_what_it_asks(language, domain):
    asked = {
        (message.id, message.context)
        for library in (LIBRARY, CONTENT_TYPES)
        for path in library.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")
        for message in catalogue(path)
    }
    for message in catalogue(po_path(language, EDITING, domain)):
        if message.id:
            assert (message.id, message.context) in asked
            assert REVIEW in message.user_comments, "no speaker has read it yet"
            ids, strings = (message.id, message.string) if message.pluralizable else ([message.id], [message.string])
            for text in strings:
                # One may leave a name out, as that of the only workflow, and name nothing else.
                assert any(set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(one)) for one in ids), text


def test_scripts_of_the_library_speak_uzbek():
    ours = catalogue(po_path("uz", EDITING, "djangojs"))
    asked = catalogue(LIBRARY / "admin" / "locale" / "en" / "LC_MESSAGES" / "djangojs.po")
    assert [message.id for message in asked if message.id and not ours.get(message.id, message.context)] == []
    assert settings.LANGUAGE_CODE == "uz"


def test_uzbek_of_the_editors_has_its_own_apostrophes():
    for domain in ("django", "djangojs"):
        for message in catalogue(po_path("uz", EDITING, domain)):
            for text in message.string if message.pluralizable else [message.string]:
                assert not re.search(r"[oOgG]['`‘’ʼ]|\w['`‘’]\w", text), text
