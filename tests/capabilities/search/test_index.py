"""The copy that is searched follows what is published."""

import pytest

from watandoshlar.capabilities.search.api import find, rebuild, register
from watandoshlar.capabilities.search.models import IndexEntry, IndexWord
from watandoshlar.foundation.scripts import fold

pytestmark = pytest.mark.django_db


def keys(query: str, language: str = "uz") -> list[str]:
    return [match.key for match in find(query, language)]


def test_what_is_collected_is_found_and_what_is_gone_is_not(shelf):
    shelf.put("one", "uz", "Nikoh")
    shelf.put("two", "uz", "Pasport")
    assert rebuild(["news"]) == {"news": 2}
    assert (keys("nikoh"), keys("pasport")) == (["one"], ["two"])
    del shelf.entries[0]
    assert rebuild(["news"]) == {"news": 1}
    assert (keys("nikoh"), keys("pasport")) == ([], ["two"])
    assert set(IndexWord.objects.values_list("word", flat=True)) == {fold("pasport")}


def test_what_did_not_change_is_left_alone(shelf):
    shelf.put("one", "uz", "Nikoh")
    shelf.put("two", "uz", "Pasport")
    rebuild()
    kept = dict(IndexEntry.objects.values_list("key", "pk"))
    shelf.entries.pop()
    shelf.put("two", "uz", "Passport")
    rebuild()
    now = dict(IndexEntry.objects.values_list("key", "pk"))
    assert now["one"] == kept["one"]
    assert now["two"] != kept["two"]


def test_kinds_are_a_closed_list():
    with pytest.raises(ValueError, match="unknown kind"):
        register("person", list)
    with pytest.raises(ValueError, match="unknown kind"):
        find("x", "uz", kinds=["person"])
