"""With the switch of the alphabet on, no page, letter or document in Uzbek Latin keeps a letter of 1995.

What people wrote (names, streets, files), addresses and the platform's own name stay as they are.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.applications import APPLICANT
from tests.content import load_demonstration
from tests.journeys.staff import words_of
from tests.plugins.log_in import client_of
from tests.plugins.snapshot import once
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.notifications.rendering import write_letter
from watandoshlar.capabilities.posts.api import all_posts, post_name
from watandoshlar.domains.cases import documents
from watandoshlar.domains.cases.api import Case, access_draft, access_drafts, answers_of, service_of
from watandoshlar.domains.catalogue.api import current_version, preview_publication
from watandoshlar.domains.certificates.api import certificate_of, read_pdf
from watandoshlar.domains.certificates.layout import LayoutRecord, render_certificate
from watandoshlar.domains.certificates.layout.captions import captions_in
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import countries, regions
from watandoshlar.foundation.money import Money, money_in_words

OFFICER = "officer.seoul@example.org"
OWNER = "owner@example.org"
OLD_LETTERS = re.compile(r"[\w-]*(?:ʻ|sh|ch)[\w-]*", re.IGNORECASE)
# References and codes are drawn at random and may hold any letters.
CODES = r"\b[A-Z]{2}-\d\d-[A-Z0-9-]+|\b[A-Z0-9]{3}-?[A-Z0-9]{3}\b"
LEFT_ALONE = re.compile(rf"Watandoshlar|[\w.+-]+@[\w.-]+|https?://\S+|{CODES}")
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
# What people wrote stands in <bdi>.
SILENT = ("script", "style", "bdi")
EMPTY = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")


class Reader(HTMLParser):
    """What a page says in Uzbek Latin, in text and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside: list[tuple[str, str]] = [("", "uz")]
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        language = "" if tag in SILENT else given.get("lang") or self.inside[-1][1]
        if language == "uz":
            self.said += [given[name] or "" for name in SPOKEN_ATTRIBUTES if name in given]
        if tag not in EMPTY:
            self.inside.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.inside) > 1 and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        if self.inside[-1][1] == "uz":
            self.said.append(text)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


@pytest.fixture
def cases(committed_db: None, switched_on: None) -> dict[str, Case]:
    """The applications of the demonstration by state, and its appeals, which began with the switch on."""
    once("demonstration of 2026", load_demonstration)
    every = Case.objects.select_related("post", "account", "officer", "applicant", "version").order_by("pk")
    # Who holds a card has an account of her own.
    every = every.exclude(version__slug__startswith="compatriot-")
    return {f"appeal {case.state}" if case.version.slug == "appeal" else case.state: case for case in every}


@pytest.fixture
def old_words(cases: dict[str, Case]):
    """The words of a text that keep a letter of 1995, without those that people wrote."""
    account = cases["submitted"].account
    drafts = [access_draft(account, draft.pk)[1].answers for draft in access_drafts(account)]
    given = [*drafts, *(answers_of(case) for case in Case.objects.select_related("applicant"))]
    written = {text for answers in given for text in strings(answers) if OLD_LETTERS.search(text)}

    def find(text: str) -> list[str]:
        for own in sorted(written, key=len, reverse=True):
            text = text.replace(own, " ")
        return OLD_LETTERS.findall(LEFT_ALONE.sub(" ", text))

    return find


def addresses_of(who: str, cases: dict[str, Case]) -> list[str]:
    waiting, issued = cases["submitted"].reference, cases["issued"].reference
    if who == OFFICER:
        steps = [f"/uz/work/cases/{waiting}/", f"/uz/work/cases/{issued}/"]
        here = [case for name, case in cases.items() if name.startswith("appeal") and case.post.code == "seoul"]
        with override("uz"):
            appeals = [
                reverse(f"workspace:{page}", args=[case.reference]) for case in here for page in ("case", "term")
            ]
            queue = reverse("workspace:queue")
            return [queue, f"{queue}?mine=1", reverse("workspace:board"), *steps, *appeals]
    if who == OWNER:
        return ["/uz/work/services/", "/uz/work/services/consular-registration/"]
    if who == APPLICANT:
        draft = access_drafts(cases["submitted"].account).get()
        definition = current_version("consular-registration").definition
        pages = [f"/uz/my/drafts/{draft.pk}/page/{page.id}/" for page in definition.pages]
        places = [f"/uz/my/cases/{waiting}/{place}" for place in ("", "receipt/", "answers/", "withdraw/")]
        start = "/uz/my/apply/consular-registration/"
        starts = [start, f"{start}?country=RU", f"{start}?country=RU&region=RU-MOW", f"{start}?country=US"]
        rest = ["/uz/my/", f"/uz/my/drafts/{draft.pk}/check/", f"/uz/my/cases/{issued}/", "/uz/account/2fa/"]
        mine = [case for name, case in cases.items() if name.startswith("appeal") and case.account.email == who]
        appeals = [f"/uz/my/cases/{case.reference}/{page}" for case in mine for page in ("", "term/")]
        return [*starts, *pages, *places, *rest, *appeals]
    services = [f"/uz/services/{slug}/" for slug in ("_example", "consular-registration", "child-return-certificate")]
    with override("uz"):
        accounts = [reverse(name) for name in ("account_login", "account_signup", "account_request_login_code")]
    ours = ["/uz/", "/uz/services/", "/uz/track/", "/uz/appeals/", "/uz/appeals/seoul/", "/uz/verify/", "/uz/nowhere/"]
    searches = ["/uz/search/", "/uz/search/?q=tugilish", "/uz/search/?q=bosh+konsulxona", "/uz/search/?q=zzqqxx"]
    return [*ours, *searches, *services, *accounts]


@pytest.mark.parametrize("who", ["", APPLICANT, OFFICER, OWNER])
def test_no_page_keeps_an_old_letter(cases, old_words, who: str) -> None:
    client, found = client_of(who), {}
    for address in addresses_of(who, cases):
        answer = client.get(address)
        assert answer.status_code == 200 or "/page/" in address or "/nowhere/" in address
        said = " ".join(Reader(answer.content.decode()).said)
        assert len(said) > 100, address
        found[address] = old_words(said)
    assert {address: words for address, words in found.items() if words} == {}


def test_no_verdict_keeps_an_old_letter(cases, old_words) -> None:
    pdf = read_pdf(certificate_of(cases["issued"].reference))
    sent = ({"file": SimpleUploadedFile("paper.pdf", pdf)}, {"seal": "x"}, {"number": "UZ-CR-26-7K3M9Q4A", "code": "x"})
    for form in sent:
        answer = Client().post("/uz/verify/", form)
        assert answer.context["result"]["title"]
        assert old_words(" ".join(Reader(answer.content.decode()).said)) == []


def test_no_letter_keeps_an_old_letter(cases, old_words, mailoutbox) -> None:
    letters = [write_letter(letter) for letter in Letter.objects.filter(account__language="uz")]
    assert {letter.language for letter in letters} == {"uz"}
    Client().post("/uz/account/login/code/", {"email": APPLICANT})
    (log_in,) = mailoutbox
    sent = [f"{log_in.subject} {log_in.body}", *(f"{letter.subject} {letter.text}" for letter in letters)]
    assert [words for text in sent if (words := old_words(text))] == []


def test_no_document_keeps_an_old_letter(cases, old_words, monkeypatch) -> None:
    monkeypatch.setattr(documents, "document_languages", lambda case: ["uz"])
    for case in cases.values():
        if service_of(case).definition.document is None:
            continue
        record = documents.certificate_record(case, service_of(case), answers_of(case))
        words = captions_in(["uz"])
        pdf = render_certificate(LayoutRecord(record, "UZ-CR-26-7K3M9Q4A", "7QK4WD", "UZ1:X", words, "example.org"))
        assert record.titles["uz"] in words_of(pdf).replace("\r\n", " ")
        assert old_words(words_of(pdf)) == []


def test_nothing_that_is_chosen_from_a_list_keeps_an_old_letter(cases) -> None:
    names = [name for _code, name in countries("uz")]
    names += [name for code in {code for code, _name in countries("uz")} for _region, name in regions(code, "uz")]
    names += [post_name(post, "uz") for post in all_posts(clock.today(UTC))]
    assert {"Çad", "Toşkent"} <= set(names)
    assert [name for name in names if name.language == "uz" and OLD_LETTERS.search(name)] == []
    assert not OLD_LETTERS.search(money_in_words(Money.of_minor(100, "UZS"), "uz"))


def test_a_published_version_is_not_changed_by_the_switch(cases) -> None:
    folder = project.SERVICES_DIRECTORY / "consular-registration"
    preview = preview_publication(folder)
    assert preview.difference.is_none
    assert not OLD_LETTERS.search(preview.title)
    assert "ʻ" in current_version("consular-registration").raw_texts["uz"]["summary"]
