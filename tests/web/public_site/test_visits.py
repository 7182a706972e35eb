"""What anybody may see of visits: openings, draws that can be reckoned again, figures without small numbers."""

import csv
import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.domains.appointments.builders import TOMORROW, Counter, at, draw_with, past_opening
from tests.domains.cases.builders import Rows, rows_of_posts
from tests.example_day import NOW
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appointments.api import Opening, announce_openings, cancel_visit
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2027, 2, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def rows_of_all_posts(django_db_setup: None, django_db_blocker) -> Rows:
    with django_db_blocker.unblock():
        return rows_of_posts()


@pytest.fixture
def counter(db: None, rows_of_all_posts: Rows) -> Counter:
    rows_of_all_posts.insert()
    return Counter(get_post("seoul"))


def text_of(answer) -> str:
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_pages_in_every_language(counter: Counter, language: str) -> None:
    past_opening(counter.post)
    for place in ("visits/", "visits/seoul/", "visits/seoul/draws/1/", "display/seoul/", "visits/ministry/"):
        text_of(Client().get(f"/{language}/{place}"))


def test_an_announced_opening_shows_the_hash_alone(counter: Counter) -> None:
    announce_openings(acting_user=SYSTEM)
    opening = Opening.objects.get(post=counter.post)
    page = text_of(Client().get("/en/visits/seoul/"))
    assert opening.seed_hash in page
    for place in ("draws/1/", "draws/1/lots.csv", "draws/9/"):
        assert Client().get(f"/en/visits/seoul/{place}").status_code == 404


def test_anybody_can_reckon_a_draw_again(counter: Counter) -> None:
    opening, parties = draw_with(counter, 12)
    page = text_of(Client().get("/en/visits/seoul/draws/1/"))
    assert opening.seed in page
    answer = Client().get("/en/visits/seoul/draws/1/lots.csv")
    head, *lots = csv.reader(io.StringIO(answer.content.decode()))
    assert (head, len(lots)) == (["entry", "key"], len(parties))
    seed = bytes.fromhex(opening.seed)
    assert hashlib.sha256(seed).hexdigest() == opening.seed_hash
    entries = "".join(f"{entry}\n" for entry in sorted(entry for entry, _key in lots))
    closed = hashlib.sha256(entries.encode()).digest()
    assert closed.hex() == opening.list_hash
    assert [key for _entry, key in lots] == sorted(
        hashlib.sha256(seed + closed + entry.encode()).hexdigest() for entry, _key in lots
    )


def test_a_small_draw_is_not_listed(counter: Counter) -> None:
    draw_with(counter, 4)
    page = text_of(Client().get("/en/visits/seoul/draws/1/"))
    assert "lots.csv" not in page
    assert Client().get("/en/visits/seoul/draws/1/lots.csv").status_code == 404


def cells_of(page: str) -> dict[str, list[str]]:
    return {row[2]: row[3:] for row in csv.reader(io.StringIO(page))}


def test_figures_of_a_settled_quarter(counter: Counter) -> None:
    past_opening(counter.post)
    parties = [counter.party() for _ in range(20)]
    for number, party in enumerate(parties[:14]):
        with clock.fixed(NOW + timedelta(hours=number)):
            counter.book(party, at(11, 10 * (number % 6), TOMORROW + timedelta(days=1 + number // 6)))
    for party in parties[:6]:
        cancel_visit(acting_user=party.account, subject=party.subject)
    with clock.fixed(PUBLISHED):
        of_seoul = cells_of(Client().get("/en/visits/figures.csv").content.decode())["Seoul"]
        text_of(Client().get("/en/visits/"))
        text_of(Client().get("/en/visits/seoul/"))
        alone = Client().get("/en/visits/seoul/figures.csv").content.decode()
    assert of_seoul == ["14", "–", "0", "–", "6", "–"]
    assert "2026-4,2027-02-14,Seoul,14,–,0,–,6,–" in alone
