"""What finds what, and why: over pages that a test publishes."""

import pytest

from watandoshlar.capabilities.search.api import find, find_and_count, rebuild, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(shelf):
    """A person's name, a paper in three languages, and a page that exists in Russian alone."""
    shelf.put("yoldoshev", "uz", "Hamid Yoʻldoshev", "Shoir haqida")
    shelf.put("yoldoshev", "uz-cyrl", "Ҳамид Йўлдошев", "Шоир ҳақида")
    shelf.put("paper", "uz", "Tugʻilganlik guvohnomasi", "Qanday olinadi?", also_called=("metirka",))
    shelf.put("paper", "ru", "Свидетельство о рождении", "Как получить?")
    shelf.put("paper", "en", "Birth certificate", "How to get one")
    shelf.put("russian", "ru", "Поездка на конгресс", "Для студентов", kind="event")
    rebuild()
    return shelf


def keys(query: str, language: str = "uz", **more) -> list[str]:
    return [match.key for match in find(query, language, **more)]


def why(query: str, language: str = "uz") -> tuple[str, ...]:
    return tuple(reason.code for reason in find(query, language)[0].why)


@pytest.mark.parametrize(
    "query",
    ["Йўлдошев", "Yoʻldoshev", "Yo'ldoshev", "Yo`ldoshev", "Yöldoşev", "Yoldoshev", "Yuldashev", "Юлдашев", "یۉلداشیو"],
)
@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "uz-arab"])
def test_a_name_is_found_however_it_is_spelled(pages, query, language):
    assert keys(query, language) == ["yoldoshev"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("guvohnomasi", ("same_words",)),
        ("tug'ilganlik", ("same_words",)),
        ("tugilganlik", ("other_spelling",)),
        ("metirka", ("same_words",)),
        ("гувоҳномаси", ("other_spelling",)),
        ("guvohnomaga", ("word_form",)),
        ("guvohno", ("begins_so",)),
        ("guvoxnimasi", ("close_spelling",)),
        ("свидетельством", ("word_form",)),
        ("certificates", ("word_form",)),
        ("birth guvohno sertificate", ("same_words", "begins_so", "close_spelling")),
    ],
)
def test_every_way_has_its_reason(pages, query, codes):
    assert keys(query)[0] == "paper"
    assert why(query) == codes


def test_a_reason_names_the_words_and_where_they_led(pages):
    (reason,) = find("sertificate", "en")[0].why
    assert (reason.words, reason.found, reason.language) == (("sertificate",), ("certificate",), "en")
    (reason,) = find("свидетел", "en")[0].why
    assert (reason.words, reason.found, reason.language) == (("свидетел",), ("свидетельство",), "ru")


@pytest.mark.parametrize(
    ("language", "shown"), [("uz", "uz"), ("ru", "ru"), ("en", "en"), ("uz-cyrl", "uz"), ("uz-arab", "uz")]
)
def test_a_page_is_shown_in_the_language_of_the_reader_or_the_nearest(pages, language, shown):
    (match,) = find("метирка", language)
    assert (match.key, match.language) == ("paper", shown)


def test_a_page_that_is_not_there_in_the_language_says_in_which_it_is(pages):
    (match,) = find("конгресс", "uz")
    assert (match.key, match.language) == ("russian", "ru")


def test_words_are_marked_as_they_are_written(pages):
    assert find("tugilganligi", "uz")[0].marks == {"tuğilganlik"}
    assert find("рождения", "ru")[0].marks == {"рождении"}


def test_one_kind_alone(pages):
    assert keys("конгресс", kinds=["event"]) == ["russian"]
    assert keys("конгресс", kinds=["news"]) == []


def test_one_kind_is_found_behind_many_better_pages_of_another(shelf):
    for number in range(45):
        shelf.put(f"guide-{number}", "en", "Customs", "Customs", kind="guide")
    for number in range(3):
        shelf.put(f"news-{number}", "en", "Something", "About customs")
    rebuild()
    everything = find_and_count("customs", "en", limit=40)
    assert {match.kind for match in everything.matches} == {"guide"}
    assert everything.counted == {"guide": 45, "news": 3}
    for kind, shown in (("news", 3), ("guide", 40), ("event", 0)):
        found = find_and_count("customs", "en", [kind], limit=40)
        assert [match.kind for match in found.matches] == [kind] * shown
        assert found.counted == everything.counted
    assert find_and_count("---", "en").counted == find_and_count("qwxzqwxz", "en").counted == {}


def test_one_kind_is_what_everything_holds_of_it(pages, shelf):
    shelf.put("talk", "ru", "Рождение конгресса", "Свидетельство", kind="event")
    rebuild()
    for query in ("свидетельство о рождении", "конгресс", "guvohno", "Йўлдошев конгресс"):
        everything = find_and_count(query, "ru")
        for kind in ("news", "event"):
            found = find(query, "ru", [kind])
            assert found == [match for match in everything.matches if match.kind == kind]
            assert len(found) == everything.counted.get(kind, 0)


def test_more_words_in_common_and_rarer_ones_come_first(shelf):
    for number in range(8):
        shelf.put(f"common-{number}", "en", "How to get a paper", "A paper of any kind")
    shelf.put("rare", "en", "Customs", "A paper for a car")
    rebuild()
    assert keys("paper customs", "en")[0] == "rare"
    assert keys("how to get a customs paper", "en")[0] == "rare"


def test_a_title_says_more_than_a_text(shelf):
    shelf.put("text", "en", "Something", "Else", text="inheritance")
    shelf.put("summary", "en", "Something", "About inheritance")
    shelf.put("name", "en", "Something", "Else", also_called=("inheritance",))
    shelf.put("title", "en", "Inheritance", "Else")
    rebuild()
    assert keys("inheritance", "en")[:3] == ["title", "name", "summary"]


def test_what_is_spelled_right_is_not_corrected(shelf):
    shelf.put("card", "en", "Cards", "x")
    shelf.put("hard", "en", "Hards", "x")
    rebuild()
    assert keys("cards", "en") == ["card"]
    assert set(keys("kords", "en")) == {"card"}


@pytest.mark.parametrize("query", ["", "   ", "---", "'", "\\", "& | !", "\x00", "ʻ", "ـ", "😀"])
def test_what_holds_no_word_finds_nothing(pages, query):
    assert find(query, "uz") == suggest(query, "uz") == []


@pytest.mark.parametrize(
    "query", ["a" * 5000, "xyz " * 500, "½ ⅷ ①", "1e5 0x10 12:30", "<b>x</b>", "user@example.org", "ß İ ı"]
)
def test_anything_may_be_typed(pages, query):
    assert isinstance(find(query, "uz"), list)
    assert isinstance(suggest(query, "uz"), list)


def test_whole_names_that_are_merely_close_are_suggested(pages):
    assert find("tugilganlikguvohnomasy", "uz") == []
    assert [match.key for match in suggest("tugilganlikguvohnomasy", "uz")] == ["paper"]


def test_an_installation_may_change_its_alphabet(shelf, settings):
    shelf.put("paper", "uz", "Tugʻilish", "Shahar")
    rebuild()
    settings.UZBEK_LATIN_ALPHABET = "2026"
    (match,) = find("tugilish", "uz")
    assert (match.title, match.summary) == ("Tuğiliş", "Şahar")
    rebuild()
    settings.UZBEK_LATIN_ALPHABET = "1995"
    (match,) = find("tugilish", "uz")
    assert (match.title, match.summary) == ("Tugʻilish", "Shahar")
