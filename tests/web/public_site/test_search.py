"""The page of the search: any script, why a page was found, help where nothing was."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.guides.builders import editor, page_of, submit
from watandoshlar.capabilities.search.api import KINDS, rebuild
from watandoshlar.capabilities.search.rules.asking import CODES
from watandoshlar.web.presenting import found as presenting
from watandoshlar.web.public_site import search as pages

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


def search(language: str = "uz", **query: str):
    return Client().get(f"/{language}/search/", query)


def urls(answer) -> list[str]:
    return [match["url"] for match in answer.context["matches"]]


def text_of(answer) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_every_kind_and_every_reason_has_its_words():
    assert set(presenting.KINDS) == set(presenting.MANY) == set(KINDS)
    assert set(presenting.WHY) == set(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_found_from_every_language_and_opened_in_it(published, language):
    assert urls(search(language, q="паспорт"))[0] == f"/{language}/services/biometric-passport/"
    assert urls(search(language, q="Seul"))[0] == f"/{language}/posts/seoul/"


def test_words_are_marked_and_reasons_given(published):
    answer = search("ru", q="паспорта Варшафа")
    page = answer.content.decode()
    assert "<mark>паспорт</mark>" in page
    assert "<mark>Варшава</mark>" in page
    reasons = {reason["sentence"] for match in answer.context["matches"] for reason in match["why"]}
    assert {presenting.WHY["same_words"], presenting.WHY["close_spelling"]} <= reasons


def test_one_kind_is_shown_alone(published):
    everything, posts = search(q="Moskva pasport"), search(q="Moskva pasport", kind="post")
    assert {match["kind"] for match in posts.context["matches"]} == {presenting.KINDS["post"]}
    assert len(urls(posts)) < len(urls(everything))
    assert [tab["current"] for tab in posts.context["tabs"]].count(True) == 1
    assert [tab["label"] for tab in posts.context["tabs"] if tab["current"]] == [presenting.MANY["post"]]
    assert sum(tab["count"] for tab in posts.context["tabs"][1:]) == posts.context["tabs"][0]["count"]
    assert search(q="Moskva", kind="person").status_code == 404


def test_what_is_not_shown_is_counted_and_told(published, monkeypatch):
    whole = search(q="Moskva pasport")
    assert whole.context["most"] is None
    monkeypatch.setattr(pages, "MOST_SHOWN", 1)
    counts = {tab["label"]: tab["count"] for tab in whole.context["tabs"]}
    for kind in ("", "post", "service", "consultation"):
        answer = search(q="Moskva pasport", kind=kind)
        counted = {tab["label"]: tab["count"] for tab in answer.context["tabs"]}
        assert counted.items() >= counts.items()
        number = counted[presenting.MANY[kind]] if kind else sum(counts.values()) // 2
        assert len(urls(answer)) == min(number, 1)
        assert answer.context["most"] == (1 if number > 1 else None)


def test_nobody_leaves_with_empty_hands(published):
    answer = search(q="konsullikhisobi")
    assert not answer.context["matches"]
    assert "/uz/services/consular-registration/" in [match["url"] for match in answer.context["near"]]
    for query in ("우즈베키스탄", "zzqqxx", "---", ""):
        answer = search(q=query)
        assert answer.status_code == 200
        assert "/uz/services/" in answer.content.decode()
        assert "/uz/posts/" in answer.content.decode()


UNEXPECTED = [
    "'",
    "\\",
    "a & | ! <-> :*",
    "%_%",
    "';--",
    "<script>alert(1)</script>",
    "w " * 900,
    "ab" * 5000,
    "½",
    "\0",
]


@pytest.mark.parametrize("query", UNEXPECTED, ids=range(len(UNEXPECTED)))
def test_whatever_is_typed_is_a_query(published, query):
    answer = search(q=query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_what_is_looked_for_is_kept_and_logged_nowhere(published, caplog):
    with CaptureQueriesContext(connection) as queries:
        answer = search(q="nonexistentsecret pasport")
    written = [row["sql"] for row in queries if re.match(r"\W*(INSERT|UPDATE|DELETE)", row["sql"])]
    assert written == []
    assert "nonexistentsecret" not in caplog.text
    assert "no-store" in answer["Cache-Control"]
    title = re.search("<title>(.*?)</title>", answer.content.decode())[1]
    assert "nonexistentsecret" not in title


@pytest.mark.parametrize(
    ("query", "statements"), [("", 3), ("pasport", 6), ("paspotr olish uchun hujjat", 6), ("zzqqxx", 6)]
)
def test_statements_of_a_search(published, query, statements):
    search(q=query)
    with CaptureQueriesContext(connection) as queries:
        search(q=query)
    assert len(queries) == statements


def test_the_page_is_small(published):
    assert len(search("ru", q="паспорт документ заявление").content) < 50_000


def test_words_of_another_language_say_so(published):
    (match, *_rest) = search("en", q="паспорт").context["matches"]
    assert [str(reason["in_language"]) for reason in match["why"]] == ["Русский"]
    assert match["in_language"] is None


def test_a_word_that_an_editor_gave_is_shown_and_both_forms_are_found(published):
    """The rule writes қамоққа; an editor wants another word in this guide. Who types either finds it."""
    writer, second = editor("writer@example.org"), editor("second.writer@example.org")
    page = page_of("uz", "detention")
    assert "қамоққа" in Client().get("/uz-cyrl/guides/detention/").content.decode()
    draft = page.get_latest_revision_as_object()
    draft.cyrillic_words = "qamoqqa = турмага"
    draft.save_revision(user=writer, log_action=True)
    state = submit(page, writer)
    state.task.specific.on_action(state, second, "approve")
    written = text_of(Client().get("/uz-cyrl/guides/detention/"))
    assert "турмага" in written
    assert "қамоққа" not in written
    assert "турмага" not in text_of(Client().get("/uz/guides/detention/"))
    rebuild(["guide"])
    for query in ("турмага олса", "қамоққа олса", "qamoqqa olsa"):
        assert "/uz-cyrl/guides/detention/" in urls(search("uz-cyrl", q=query)), query
    (title,) = [one["title"] for one in search("uz-cyrl", q="турмага").context["matches"][:1]]
    assert "турмага" in "".join(part.text for part in title)
