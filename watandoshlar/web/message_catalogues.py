"""The platform's own texts: collected from code and templates, checked, derived into the other scripts and compiled.

GNU gettext is not needed. `locale/<language>/LC_MESSAGES/django.po` holds what people translate; its head names the
rule of plurals, so that any editor of such files offers the right forms. The compiled files are made on each machine.
uz-Cyrl has no file of its own: it follows from uz by rule, with the words of `locale/uz_Cyrl/words.yaml` where the rule
is wrong. A translation that waits for review carries the comment `review`.

`locale/editing` is ours too, and like the catalogue of a library: it says in Uzbek what Wagtail, which has none, shows
to editors, and in Russian what it leaves in English. Its scripts have a catalogue of their own (`djangojs`).
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import allauth
import django
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from watandoshlar.foundation.scripts import latin_to_cyrillic, normalise_apostrophes, spelled

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEAD = """msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
REVIEW = "review"
# Uzbek texts that come with the libraries follow into Cyrillic too: names of months, sentences of the log-in.
LIBRARIES = (Path(django.__file__).parent / "conf" / "locale", Path(allauth.__file__).parent / "locale")
EDITING = settings.ROOT / "locale" / "editing"


@dataclass
class Completeness:
    """`missing`: not translated. `broken`: placeholders differ. `review`: a speaker has yet to confirm."""

    total: int = 0
    missing: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)

    @property
    def percent(self) -> int:
        return 100 * (self.total - len(self.missing)) // max(1, self.total)


def po_path(language: str, root: Path | None = None, domain: str = "django") -> Path:
    return Path(root or settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / f"{domain}.po"


def translated_languages() -> list[str]:
    """Languages whose texts people write: neither English, in which the code is written, nor derived ones."""
    return [code for code, _name in settings.LANGUAGES if code != "en" and code not in settings.DERIVED_LANGUAGES]


def collect() -> Catalog:
    """Every text of the platform, from Python and templates, in a stable order."""
    found = Catalog(charset="utf-8")
    for path in sorted((settings.ROOT / "watandoshlar").rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
            for text, context in _texts_of(path):
                found.add(text, context=context, locations=[(str(path.relative_to(settings.ROOT)), 0)])
    return found


def _texts_of(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template is no Python: its indentation would mean something there.
        source = "\n".join(map(str.strip, templatize(source, origin=str(path)).splitlines()))
    stream = io.BytesIO(source.encode("utf-8"))
    for _line, function, arguments, _comments in extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"}):
        given = list(arguments) if isinstance(arguments, tuple) else [arguments]
        context = given.pop(0) if function.removesuffix("_lazy").endswith("pgettext") else None
        if not given or not isinstance(given[0], str):
            continue
        yield (given[0], given[1]) if function.startswith("n") else given[0], context


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), charset="utf-8")


def write(language: str, catalogue: Catalog) -> None:
    """Write a language's file; without dates, so that it changes only when a text does."""
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEAD.format(locale=to_locale(language), plurals=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=120, sort_output=True, omit_header=True, no_location=True)


def _empty(language: str) -> Catalog:
    # The locale decides how many plural forms a text has; Babel keeps only that many.
    return Catalog(locale=to_locale(language), charset="utf-8")


def update(language: str, collected: Catalog) -> None:
    """Bring a language's file up to date: new texts are added empty, gone ones leave, translations stay."""
    old, new = read(language), _empty(language)
    for message in collected:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        if known and known.pluralizable != message.pluralizable:
            known = None
        new.add(
            message.id,
            known.string if known else None,
            context=message.context,
            locations=message.locations,
            user_comments=known.user_comments if known else [],
        )
    write(language, new)


def completeness(language: str, collected: Catalog) -> Completeness:
    catalogue = read(language)
    result = Completeness()
    for message in collected:
        if not message.id:
            continue
        result.total += 1
        known = catalogue.get(message.id, message.context)
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        label = ids[0]
        if known is None or not _strings(known):
            result.missing.append(label)
            continue
        # Of a plural text English may leave out the number in one form that another language needs it in.
        allowed = [_placeholders(text) for text in ids]
        if any(_placeholders(text) not in allowed for text in _strings(known)):
            result.broken.append(label)
        if REVIEW in known.user_comments:
            result.review.append(label)
    return result


def editing_for_review(language: str) -> int:
    """How many of our translations for editors a speaker has yet to confirm."""
    paths = [po_path(language, EDITING, domain) for domain in ("django", "djangojs")]
    return sum(REVIEW in message.user_comments for path in paths if path.exists() for message in _read(path))


def _strings(message: Message) -> list[str]:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return strings if strings and all(strings) else []


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def compile_all() -> dict[str, int]:
    """Write the compiled catalogue of every language; returns the number of texts in each."""
    written = {}
    for language in translated_languages():
        # Only what is translated: Babel fills a plural without words with English, and nothing else is asked then.
        # Of Uzbek the texts of the libraries too: they have another apostrophe, and the old alphabet only.
        catalogue = _in_uzbek(_with_libraries("uz")) if language == "uz" else _merged(language, _ours(language))
        written[language] = _write(language, catalogue)
    _write("uz", _in_uzbek(_scripts_of_editing()), domain="djangojs")
    for language, source in settings.DERIVED_LANGUAGES.items():
        written[language] = _write(language, derived(language, source))
        _write(language, _in_cyrillic(_scripts_of_editing(), language), domain="djangojs")
    return written


def derived(language: str, source: str) -> Catalog:
    """The Cyrillic catalogue, with the texts of the libraries."""
    return _in_cyrillic(_with_libraries(source), language)


def _in_uzbek(catalogue: Catalog) -> Catalog:
    return _changed(catalogue, "uz", lambda text: spelled(normalise_apostrophes(text), "uz"))


def _in_cyrillic(catalogue: Catalog, language: str) -> Catalog:
    words_path = Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "words.yaml"
    words = yaml.safe_load(words_path.read_text(encoding="utf-8")) if words_path.exists() else {}
    return _changed(catalogue, language, lambda text: latin_to_cyrillic(text, words or {}))


def _with_libraries(language: str) -> Catalog:
    """Our texts and those of the libraries; of one that several have, ours, and last what only editors see."""
    of_editing, ours = _ours(language)
    return _merged(language, [of_editing, *(po_path(language, root) for root in LIBRARIES), ours])


def _ours(language: str) -> list[Path]:
    return [po_path(language, EDITING), po_path(language)]


def _scripts_of_editing() -> Catalog:
    return _merged("uz", [po_path("uz", EDITING, "djangojs")])


def _merged(language: str, paths: Iterable[Path]) -> Catalog:
    merged = _empty(language)
    for path in paths:
        if path.exists():
            _add_all(merged, _read(path))
    return merged


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, charset="utf-8")


def _add_all(target: Catalog, texts: Catalog, change: Callable[[str], str] = str) -> None:
    for message in texts:
        strings = _strings(message)
        if message.id and strings and not message.fuzzy:
            # A library may count fewer plural forms than the target has; its last one stands for the rest.
            forms = [*strings, *[strings[-1]] * target.num_plurals][: target.num_plurals]
            changed = tuple(map(change, forms)) if message.pluralizable else change(strings[0])
            # Added anew: to a text that is there already, Babel would not give another translation.
            target.delete(message.id, message.context)
            target.add(message.id, changed, context=message.context)


def _changed(catalogue: Catalog, language: str, change: Callable[[str], str]) -> Catalog:
    changed = _empty(language)
    _add_all(changed, catalogue, change)
    return changed


def _write(language: str, catalogue: Catalog, domain: str = "django") -> int:
    path = po_path(language, domain=domain).with_suffix(".mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".mo.new")
    with partial.open("wb") as file:
        write_mo(file, catalogue)
    partial.replace(path)
    return sum(1 for message in catalogue if message.id and _strings(message))
