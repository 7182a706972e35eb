"""The index follows a publication through the queue: in its transaction, once, and whole whatever dies meanwhile."""

import os

import psycopg
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.dying import answer_in_a_process
from tests.workers import work_off_jobs
from watandoshlar.capabilities.search.api import find, rebuild, refresh
from watandoshlar.foundation.scripts import fold

DEATHS = 40


def keys(query: str) -> list[str]:
    return [match.key for match in find(query, "uz")]


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="search.refresh", status="todo").count()


def test_a_publication_that_is_rolled_back_leaves_no_job(db):
    with transaction.atomic():
        refresh("news")
        assert jobs() == 1
        transaction.set_rollback(True)
    assert jobs() == 0


def test_the_worker_does_what_was_asked(committed_db, shelf):
    shelf.put("one", "uz", "Nikoh")
    refresh("news")
    assert keys("nikoh") == []
    work_off_jobs()
    assert keys("nikoh") == ["one"]


def test_readers_see_the_old_entries_or_the_new_ones(committed_db, shelf):
    """Killed before every statement and around every commit, a rebuild leaves all as it was, or is done."""
    shelf.put("old", "uz", "Pasport nikoh", "Eski")
    shelf.put("gone", "uz", "Pasport ketgan")
    rebuild()
    shelf.entries.clear()
    shelf.put("old", "uz", "Pasport toʻy", "Yangi")
    shelf.put("new", "uz", "Pasport kelgan")
    before, after = {"old", "gone"}, {"old", "new"}
    seen = []
    for point in range(DEATHS):
        _word, _passed, was_killed = answer_in_a_process(lambda: str(rebuild(["news"])["news"]), point)
        with psycopg.connect(os.environ["DATABASE_URL"]) as witness:
            there = {key for (key,) in witness.execute("SELECT key FROM search_indexentry").fetchall()}
            words = {word for (word,) in witness.execute("SELECT word FROM search_indexword").fetchall()}
        assert there in (before, after)
        assert (fold("yangi") in words) == (there == after)
        seen.append(there)
        if not was_killed:
            break
    assert seen[0] == before
    assert seen[-1] == after
    assert not was_killed
