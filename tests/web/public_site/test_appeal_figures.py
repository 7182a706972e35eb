"""The public figures about appeals: pages and CSV over rows that the real acts have made."""

import csv
import io
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.appeals.builders import SLUG, Reception, fill, replies, typed_appeal
from tests.domains.cases.builders import worker_of
from tests.example_day import NOW
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appeals.api import answer_appeal, file_appeal, rate_answer, reopen_appeal
from watandoshlar.domains.cases.api import start_draft, take_case
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db

QUARTER = "2026-4"
PUBLISHED = datetime(2027, 2, 14, tzinfo=UTC)
LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]
WITHHELD = "–"


class Table(HTMLParser):
    """What a page has in its table: rows of what is seen, and what makes it readable without seeing."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.captions, self.scopes, self.ends = 0, [], []
        self.hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.hidden = "hidden" in (given.get("class") or "").split()
        self.captions += tag == "caption"
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td") and self.rows:
            self.rows[-1].append("")
            self.ends.append(tag)
        if tag == "th":
            self.scopes.append(given.get("scope"))

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False
        if tag in ("th", "td"):
            self.ends.pop()

    def handle_data(self, text: str) -> None:
        if self.ends and not self.hidden:
            self.rows[-1][-1] += text.strip()


def get(path: str, moment: datetime = PUBLISHED, language: str = "en", status: int = 200) -> str:
    with clock.fixed(moment):
        answer = Client().get(f"/{language}/appeals/{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def table(path: str, **more: str) -> dict[str, list[str]]:
    """The cells of a page by the head of their row."""
    return {row[0]: row[1:] for row in Table(get(path, **more)).rows[1:]}


def lines(path: str, **more: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(get(path, **more).removeprefix("\ufeff"))))


def answered(reception: Reception, officer: Account, number: int, outcome: str = "solved", days: int = 10) -> list[str]:
    """As many appeals at the post of Seoul or of the officer, answered after so many days."""
    code = {reception.abroad: "moscow", reception.officer: "seoul"}.get(officer, officer.email.partition("@")[0])
    references = []
    for _one in range(number):
        draft = start_draft(acting_user=reception.applicant, slug=SLUG, post_code=code, country=get_post(code).country)
        fill(draft, reception.applicant, typed_appeal())
        appeal = file_appeal(acting_user=reception.applicant, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")
        references.append(appeal.case.reference)
        with clock.fixed(NOW.replace(day=NOW.day + days)):
            take_case(acting_user=officer, reference=appeal.case.reference)
            given = replies(outcome, outcome)
            answer_appeal(acting_user=officer, reference=appeal.case.reference, replies=given)
    return references


@pytest.fixture
def berlin(reception: Reception) -> Account:
    return worker_of("berlin", "officer", get_post("berlin"))


def test_figures_of_a_post(reception: Reception) -> None:
    solved = answered(reception, reception.officer, 5, days=4)
    refused = answered(reception, reception.officer, 6, "refused", days=13)
    for reference in solved[:2] + refused:
        mark = 5 if reference in solved else 1
        with clock.fixed(NOW.replace(day=20)):
            rate_answer(acting_user=reception.applicant, reference=reference, mark=mark)
    for reference in refused[:5]:
        with clock.fixed(NOW.replace(day=20)):
            reopen_appeal(acting_user=reception.applicant, reference=reference, why="It is not paid.")
    # Two of eight ratings are good: withheld. The 90th of a hundred needs fifty answers.
    expected = ["11", "11", "45", "45", WITHHELD, "13", WITHHELD]
    assert table("")["Seoul"] == expected
    assert table("seoul/")["Quarter 4 of 2026"] == ["14 February 2027", *expected]


def test_a_small_post_is_told_from_none_neither_by_itself_nor_by_the_whole(reception: Reception, berlin) -> None:
    answered(reception, reception.officer, 12)
    nothing = [WITHHELD] * 7
    for whole, officer in (
        # Nobody but Seoul; then one; then four at two posts: now the rest of the whole may be anyone's.
        (nothing, None),
        (nothing, reception.abroad),
        (["16", "16", WITHHELD, WITHHELD, WITHHELD, "10", WITHHELD], berlin),
    ):
        if officer:
            answered(reception, officer, 1 if officer == reception.abroad else 3)
        found = table("")
        assert found.pop("All posts together") == whole
        assert found.pop("Seoul") == ["12", "12", WITHHELD, WITHHELD, WITHHELD, "10", WITHHELD]
        assert len(found) > 20
        assert set(map(tuple, found.values())) == {tuple(nothing)}
        assert "".join(table("moscow/")["Quarter 4 of 2026"][1:]) == WITHHELD * 7


def test_all_posts_are_there_by_name_under_the_whole(reception: Reception) -> None:
    names = list(table(""))
    assert names[0] == "All posts together"
    assert names[1:] == sorted(names[1:], key=str.casefold)
    assert {"Seoul", "Moscow", "Berlin", "Tashkent"} <= set(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_the_cells_of_the_page(reception: Reception, language: str) -> None:
    answered(reception, reception.officer, 10)
    head, *rows = lines("figures.csv", language=language)
    page = Table(get("", language=language)).rows
    assert [head[2:], *(row[2:] for row in rows)] == page
    assert {tuple(row[:2]) for row in rows} == {(QUARTER, "2027-02-14")}
    head, *rows = lines("seoul/figures.csv", language=language)
    page = Table(get("seoul/", language=language)).rows
    assert head[3:] == page[0][2:]
    assert [row[3:] for row in rows] == [row[2:] for row in page[1:]]
    assert {"10"} < {cell for row in rows for cell in row}


@pytest.mark.parametrize("path", ["", "seoul/"])
def test_the_table_can_be_read_without_seeing_it(posts: None, path: str) -> None:
    found = Table(get(path))
    assert found.captions == 1
    assert set(found.scopes) == {"col", "row"}
    assert [len(row) for row in found.rows] == [len(found.rows[0])] * len(found.rows)


def test_a_quarter_is_published_when_it_is_settled(reception: Reception) -> None:
    answered(reception, reception.officer, 10)
    moment = datetime(2027, 2, 13, 23, 59, tzinfo=UTC)
    assert QUARTER not in get("", moment)
    assert "10" not in table("seoul/", moment=moment)["Quarter 3 of 2026"]
    get(f"?quarter={QUARTER}", moment, status=404)
    assert "10" in table(f"?quarter={QUARTER}")["Seoul"]


@pytest.mark.parametrize("asked", ["2027-1", "2019-1", "2026-5", "x", "2026-4 "])
def test_no_other_quarter_can_be_asked_for(posts: None, asked: str) -> None:
    get(f"?quarter={asked}", status=404)
    get(f"figures.csv?quarter={asked}", status=404)


def test_what_comes_later_changes_nothing(reception: Reception) -> None:
    references = answered(reception, reception.officer, 12)
    before = lines(f"figures.csv?quarter={QUARTER}")
    with clock.fixed(datetime(2027, 2, 20, tzinfo=UTC)):
        for reference in references:
            rate_answer(acting_user=reception.applicant, reference=reference, mark=5)
    later = datetime(2027, 8, 1, tzinfo=UTC)
    assert lines(f"figures.csv?quarter={QUARTER}", moment=later) == before


def test_it_says_when_nothing_can_be_shown(reception: Reception) -> None:
    answered(reception, reception.officer, 4)
    for path in ("", "seoul/"):
        assert 'class="notice info"' in get(path)
    answered(reception, reception.officer, 1)
    for path in ("", "seoul/"):
        assert 'class="notice info"' not in get(path)


def test_nothing_of_any_appeal_is_there(reception: Reception) -> None:
    references = answered(reception, reception.officer, 5)
    for path in ("", "seoul/", "figures.csv", "seoul/figures.csv"):
        page = get(path)
        assert not any(word in page for word in [*references, "Karimova", "Nodira", "pension", "@"])


def test_an_unknown_post(posts: None) -> None:
    get("atlantis/", status=404)
    get("atlantis/figures.csv", status=404)


@pytest.mark.parametrize("path", ["", "seoul/", "figures.csv", "seoul/figures.csv"])
def test_the_same_few_statements_for_any_number_of_appeals(reception: Reception, path: str) -> None:
    sent = []
    for number in (0, 6):
        answered(reception, reception.officer, number)
        with CaptureQueriesContext(connection) as queries:
            get(path)
        sent.append(len(queries))
    # The posts or the post, receipts, answers; around them the transaction that only reads.
    assert sent == [6, 6]


@pytest.mark.parametrize("path", ["", "seoul/", "figures.csv", "seoul/figures.csv"])
def test_anyone_reads_and_nobody_writes(reception: Reception, path: str) -> None:
    clients = [Client(), client_of(reception.applicant.email), client_of(reception.officer.email)]
    assert [client.get(f"/en/appeals/{path}").status_code for client in clients] == [200, 200, 200]
    assert [client.post(f"/en/appeals/{path}").status_code for client in clients] == [405, 405, 405]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ways_lead_there(reception: Reception, language: str) -> None:
    for page in ("track/", f"services/{SLUG}/"):
        assert f'href="/{language}/appeals/"' in Client().get(f"/{language}/{page}").content.decode()
