"""The platform's own texts: found in code and templates, whole in every language, and right in every script."""

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings as project
from django.test import override_settings
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override, pgettext, trans_real

from watandoshlar.foundation.scripts import detect_script
from watandoshlar.foundation.scripts.protected import default_overrides
from watandoshlar.web import library_texts
from watandoshlar.web import message_catalogues as texts

MOMENT = datetime.datetime(2026, 12, 5, 18, 0)
LOCALE = Path(project.ROOT) / "locale"
TRANSLATED = ["uz", "ru", "uz-arab"]
PROBLEMS = ("There is a problem", "There are %(number)s problems")
# Words of the texts in Cyrillic that keep Latin letters, beside the overrides: examples, and names of techniques.
MARKUP = re.compile(r"</?[a-z]+>")
LATIN_WORDS = {"ID", "FA", "cookie", "JavaScript", "name", "example", "org", "ics", "UTC", "W3C", "UZ-CC-26-7K3M9Q4T"}
# Names of standards and of what programs send.
LATIN_WORDS |= {"CPSV", "RFC", "Accept", "Forwarded"}

CODE = """
from django.test import override_settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext_lazy

REFUSED = _("Refused")
SCRIPT = pgettext_lazy("script", "Latin")
nothing = _(REFUSED)


def files(count):
    return ngettext("%(count)s file", "%(count)s files", count), npgettext("post", "day", "days", count)
"""
TEMPLATE = """
{% load i18n %}
<p title="{% translate "Holder's name" %}">{% translate "Latin" context "script" %}</p>
  {# translators see no comment #}
  <p>{% blocktranslate trimmed with day=due %}
       Please send
       by {{ day }}
     {% endblocktranslate %}</p>
    {% blocktranslate count number=n trimmed %}
      {{ number }} draft
    {% plural %}
      {{ number }} drafts
    {% endblocktranslate %}
{{ _("Go back") }} {% include "x.html" with title=_("Time") %}
"""


@pytest.fixture
def source(settings, tmp_path: Path) -> Path:
    """A project of one Python file and one template, with its own folder of texts."""
    settings.ROOT, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    room = tmp_path / "watandoshlar" / "room"
    (room / "migrations").mkdir(parents=True)
    (room / "errors.py").write_text(CODE)
    (room / "page.html").write_text(TEMPLATE)
    (room / "migrations" / "0001_initial.py").write_text(CODE.replace("Refused", "Of a migration"))
    return room


def compiled_copy(folder: Path, alphabet: str) -> Path:
    shutil.copytree(LOCALE, folder, ignore=shutil.ignore_patterns("*.mo"))
    with override_settings(LOCALE_PATHS=[folder], UZBEK_LATIN_ALPHABET=alphabet):
        texts.compile_all()
    return folder


@pytest.fixture(scope="module")
def compiled_1995(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_copy(tmp_path_factory.mktemp("old") / "locale", "1995")


@pytest.fixture(scope="module")
def compiled_2026(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_copy(tmp_path_factory.mktemp("new") / "locale", "2026")


@pytest.fixture
def show(settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Let Django read the texts of a folder; what it has read of others is forgotten."""

    def from_folder(folder: Path) -> None:
        settings.LOCALE_PATHS = [folder]
        monkeypatch.setattr(trans_real, "_translations", {})

    return from_folder


@pytest.fixture
def old_alphabet(show: Callable[[Path], None], compiled_1995: Path) -> None:
    show(compiled_1995)


@pytest.fixture
def new_alphabet(show: Callable[[Path], None], compiled_2026: Path) -> None:
    show(compiled_2026)


def keys(catalogue: Catalog) -> set[tuple[str | None, str | tuple[str, ...]]]:
    return {(message.context, message.id) for message in catalogue if message.id}


def strings(catalogue: Catalog) -> list[str]:
    """Every text written in a catalogue, with all plural forms."""
    written = [message.string for message in catalogue if message.id and message.string]
    return [text for given in written for text in ([given] if isinstance(given, str) else given)]


def test_texts_of_code_and_templates_are_found(source: Path) -> None:
    assert keys(texts.collect()) == {
        (None, "Refused"),
        ("script", "Latin"),
        (None, ("%(count)s file", "%(count)s files")),
        ("post", ("day", "days")),
        (None, "Holder's name"),
        (None, "Please send by %(day)s"),
        (None, ("%(number)s draft", "%(number)s drafts")),
        (None, "Go back"),
        (None, "Time"),
    }


def test_a_changed_source_keeps_the_translations_that_still_have_a_text(source: Path) -> None:
    texts.update("ru", texts.collect())
    catalogue = texts.read("ru")
    catalogue.get("Refused").string = "Отказано"
    catalogue.get("Refused").user_comments = ["review"]
    catalogue.get("Latin", "script").string = "Латиница"
    drafts = ("%(number)s черновик", "%(number)s черновика", "%(number)s черновиков")
    catalogue.get("%(number)s draft").string = drafts
    texts.write("ru", catalogue)

    (source / "page.html").write_text(TEMPLATE.replace("Go back", "Return"))
    texts.update("ru", texts.collect())

    kept = texts.read("ru")
    assert kept.get("%(number)s draft").string == drafts
    assert kept.get("Latin", "script").string == "Латиница"
    assert kept.get("Refused").user_comments == ["review"]
    assert kept.get("Go back") is None
    assert kept.get("Return").string == ""
    found = texts.completeness("ru", texts.collect())
    assert (found.total, len(found.missing), found.broken, found.review) == (9, 6, [], ["Refused"])


def test_a_text_that_becomes_plural_is_translated_anew(source: Path) -> None:
    texts.update("uz", texts.collect())
    catalogue = texts.read("uz")
    catalogue.get("Refused").string = "Rad etildi"
    texts.write("uz", catalogue)
    (source / "errors.py").write_text('ngettext("Refused", "%(count)s refused", 2)')
    texts.update("uz", texts.collect())
    assert texts.read("uz").get("Refused").string == ("", "")


@pytest.mark.parametrize(
    ("written", "is_broken"),
    [
        (("%(count)s файл", "%(count)s файла", "%(count)s файлов"), False),
        (("%(count)s файл", "%(count)s файла", "много файлов"), True),
        (("%(count)s файл", "%(cuont)s файла", "%(count)s файлов"), True),
    ],
)
def test_a_lost_or_mistyped_placeholder_is_told(source: Path, written: tuple[str, ...], is_broken: bool) -> None:
    texts.update("ru", texts.collect())
    catalogue = texts.read("ru")
    catalogue.get("%(count)s file").string = written
    texts.write("ru", catalogue)
    assert texts.completeness("ru", texts.collect()).broken == (["%(count)s file"] if is_broken else [])


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_a_required_language_has_every_text(language: str) -> None:
    assert texts.completeness(language, texts.collect()).missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    assert texts.completeness(language, texts.collect()).broken == []


@pytest.mark.parametrize(("language", "script"), [("uz", "Latn"), ("ru", "Cyrl"), ("uz-arab", "Arab")])
def test_texts_are_written_in_the_script_of_their_language(language: str, script: str) -> None:
    # Short texts may be a single name of a technique; of the long ones none may be left in another script.
    long = [plain for text in strings(texts.read(language)) if len(plain := texts.PLACEHOLDER.sub("", text)) > 40]
    assert len(long) > 100
    assert [text for text in long if detect_script(text) != script] == []


def test_every_text_in_arabic_script_waits_for_a_speaker() -> None:
    catalogue = texts.read("uz-arab")
    written = [message for message in catalogue if message.id and message.string and any(message.string)]
    assert [message.id for message in written if texts.REVIEW not in message.user_comments] == []


def test_uzbek_is_written_with_its_own_apostrophes() -> None:
    assert [text for text in strings(texts.read("uz")) if re.search(r"[oOgG]['`‘’ʼ]|\w['`‘’]\w", text)] == []


def test_derived_cyrillic_keeps_latin_letters_in_listed_words_only() -> None:
    words = yaml.safe_load((LOCALE / "uz_Cyrl" / "words.yaml").read_text())
    allowed = LATIN_WORDS | set(default_overrides().values())
    allowed |= {part for word in words.values() for part in re.findall(r"[A-Za-z]+", word)}
    ours = keys(texts.read("uz"))
    left = set()
    for message in texts.derived("uz-cyrl", "uz"):
        if (message.context, message.id) in ours:
            for text in [message.string] if isinstance(message.string, str) else message.string:
                left |= set(
                    re.findall(r"[A-Za-z][\w-]*[A-Za-z]|[A-Za-z]", MARKUP.sub(" ", texts.PLACEHOLDER.sub(" ", text)))
                )
    assert left - allowed == set()


def test_derived_cyrillic_follows_the_words_that_the_rule_gets_wrong() -> None:
    derived = texts.derived("uz-cyrl", "uz")
    assert derived.get("Republic of Uzbekistan").string == "Ўзбекистон Республикаси"
    assert derived.get("PDF, JPEG, PNG or HEIC, at most 10 MB").string == "PDF, JPEG, PNG ёки HEIC, кўпи билан 10 МБ"
    # A library's text.
    assert derived.get("Email (again)").string == "Имейл (яна)"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "Найдена 1 ошибка"),
        (2, "Найдены 2 ошибки"),
        (5, "Найдено 5 ошибок"),
        (11, "Найдено 11 ошибок"),
        (21, "Найдена 21 ошибка"),
        (1004, "Найдены 1004 ошибки"),
    ],
)
def test_russian_has_three_plural_forms(old_alphabet: None, number: int, sentence: str) -> None:
    with override("ru"):
        assert ngettext(*PROBLEMS, number) % {"number": number} == sentence


@pytest.mark.parametrize("number", [0, 1, 2, 5, 21])
def test_uzbek_counts_in_every_script(old_alphabet: None, number: int) -> None:
    sentences = {"uz": f"{number} ta xato bor", "uz-cyrl": f"{number} та хато бор", "uz-arab": f"{number} خطا بار"}
    for language, sentence in sentences.items():
        with override(language):
            assert ngettext(*PROBLEMS, number) % {"number": number} == sentence


@pytest.mark.parametrize("number", [1, 2, 5])
def test_plural_texts_of_libraries_are_cyrillic_too(old_alphabet: None, number: int) -> None:
    with override("uz-cyrl"):
        year = ngettext("%(num)d year", "%(num)d years", number) % {"num": number}
    assert detect_script(year) == "Cyrl"


def test_contexts_lead_to_their_own_words(old_alphabet: None) -> None:
    with override("ru"):
        assert pgettext("script", "Arabic") == "Арабская"


def test_the_alphabet_of_1995_reaches_the_libraries(old_alphabet: None) -> None:
    with override("uz"):
        assert gettext("Republic of Uzbekistan") == "Oʻzbekiston Respublikasi"
        assert gettext("Invalid or expired key.") == "Yaroqsiz yoki muddati oʻtgan kalit."


def test_the_alphabet_of_2026_is_a_switch(new_alphabet: None) -> None:
    with override("uz"):
        assert gettext("Republic of Uzbekistan") == "Özbekiston Respublikasi"
        assert gettext("Invalid or expired key.") == "Yaroqsiz yoki muddati ötgan kalit."
        found = [(context, key) for context, key in keys(texts.read("uz")) if isinstance(key, str)]
        compiled = {pgettext(context, key) if context else gettext(key) for context, key in found}
    assert set("öğşç") <= set("".join(compiled))
    # The platform's own name is no Uzbek word and stays.
    plain = [texts.PLACEHOLDER.sub(" ", text.replace("Watandoshlar", "")) for text in compiled]
    assert [text for text in plain if re.search(r"ʻ|sh|ch", text)] == []
    # Cyrillic does not change with the Latin alphabet.
    with override("uz-cyrl"):
        assert gettext("Republic of Uzbekistan") == "Ўзбекистон Республикаси"


def test_dates_are_written_as_each_language_writes_them(old_alphabet: None) -> None:
    written = {
        "uz": "2026-yil 5-dekabr, 18:00",
        "uz-cyrl": "2026 йил 5 декабрь, 18:00",
        "uz-arab": "2026 ییل 5 دسمبر, 18:00",
        "ru": "5 декабря 2026 г. 18:00",
        "en": "5 December 2026, 18:00",
    }
    for language, moment in written.items():
        with override(language):
            assert date_format(MOMENT, "DATETIME_FORMAT") == moment
            # Nobody can take the short form for the twelfth of May.
            assert date_format(MOMENT, "SHORT_DATE_FORMAT") in ("05.12.2026", "5 Dec 2026")


def test_a_plural_without_words_of_its_own_is_shown_in_uzbek_latin(old_alphabet: None) -> None:
    untranslated = [message for message in texts.read("uz-arab") if message.pluralizable and not any(message.string)]
    assert untranslated
    one, many = untranslated[0].id
    with override("uz"):
        latin = ngettext(one, many, 5)
    assert latin not in (one, many)
    with override("uz-arab"):
        assert ngettext(one, many, 5) == latin


def test_no_russian_sentence_ends_twice_after_a_day() -> None:
    """The day itself ends with a full stop there: 5 декабря 2026 г."""
    with (LOCALE / "ru" / "LC_MESSAGES" / "django.po").open("rb") as file:
        written = [text for message in read_po(file) for text in as_tuple(message.string)]
    assert [text for text in written if re.search(r"%\((day|last)\)s\.", text)] == []


def as_tuple(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


def test_library_texts_that_we_translate_are_in_the_libraries() -> None:
    known = set()
    for folder in texts.LIBRARIES:
        with (folder / "ru" / "LC_MESSAGES" / "django.po").open("rb") as file:
            known |= {message.id for message in read_po(file)}
    named = {*library_texts.FORMS, *library_texts.PAGES, *library_texts.LETTERS}
    assert named - known == set()
