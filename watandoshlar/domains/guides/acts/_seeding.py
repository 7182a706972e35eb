"""Taking texts and sources from the folder, where no editor has written over them."""

import hashlib
import json
from collections.abc import Mapping

from django.db import models
from wagtail.models import Locale

from watandoshlar.domains.guides.acts._tree import index_of, translation_key
from watandoshlar.domains.guides.models import GlossaryTerm, GuidePage, Source
from watandoshlar.domains.guides.models.guide_page import ORIGINAL
from watandoshlar.domains.guides.rules.glossary_file import Term
from watandoshlar.domains.guides.rules.guide_file import Guide, Words
from watandoshlar.domains.guides.rules.staleness import review_day

NEW, CHANGED, SAME, KEPT = "new", "changed", "same", "kept"


def seed_source(guide: Guide, code: str) -> str:
    """Publish a source of the folder unless an editor changed it; says what came of it."""
    given = guide.sources[code]
    values = {
        **{f"title_{language}": given.title[language] for language in ("uz", "ru", "en")},
        "url": given.url,
        "state": given.state,
        "as_of": given.as_of,
        "review_by": review_day(given.as_of, given.review_by),
    }
    known = Source.objects.filter(guide=guide.slug, code=code).first()
    return _seed(known or Source(guide=guide.slug, code=code, live=False), values)


def seed_term(term: Term) -> str:
    """Publish a word of the folder unless an editor changed it; says what came of it."""
    values = {
        **{f"term_{language}": term.word[language] for language in ("uz", "ru", "en")},
        **{f"meaning_{language}": term.meaning[language] for language in ("uz", "ru", "en")},
    }
    known = GlossaryTerm.objects.filter(code=term.id).first()
    return _seed(known or GlossaryTerm(code=term.id, live=False), values)


def _seed(row: models.Model, values: Mapping[str, object]) -> str:
    seed = _hash(values)
    if row.pk is None:
        return _publish_row(row, values, seed, NEW)
    if row.seed == seed:
        return SAME
    latest = row.get_latest_revision_as_object()
    if _hash({name: getattr(latest, name) for name in values}) != row.seed:
        return KEPT
    return _publish_row(row, values, seed, CHANGED)


def _publish_row(row: models.Model, values: Mapping[str, object], seed: str, outcome: str) -> str:
    for name, value in {**values, "seed": seed}.items():
        setattr(row, name, value)
    if row.pk is None:
        row.save(force_insert=True)
    row.save_revision(log_action=True).publish()
    return outcome


def seed_page(guide: Guide, language: str, locale: Locale) -> str:
    """Publish a text of the folder unless an editor changed it; says what came of it."""
    known = GuidePage.objects.filter(slug=guide.slug, locale=locale).first()
    page = known or GuidePage(
        slug=guide.slug, locale=locale, translation_key=translation_key(guide.slug), live=False, title=guide.slug
    )
    if known and known.seed != seed_of(known.get_latest_revision_as_object()):
        written = GuidePage(slug=guide.slug, locale=locale)
        _write(written, guide, language)
        return SAME if known.seed == seed_of(written) else KEPT
    _write(page, guide, language)
    seed = seed_of(page)
    if known and known.seed == seed:
        return SAME
    page.seed = seed
    if known is None:
        index_of(locale).add_child(instance=page)
    page.save_revision(log_action=True).publish()
    return CHANGED if known else NEW


def seed_of(page: GuidePage) -> str:
    """What the folder can say of a page: its words, and of which text they are the translation."""
    return _hash({"words": page.words(), "from": page.translated_from})


def _write(page: GuidePage, guide: Guide, language: str) -> None:
    """Put the words of the folder into the page."""
    texts = guide.texts[language]
    page.title, page.neutral_title, page.summary = texts.title, texts.neutral_title, texts.summary.strip()
    page.draft_title = page.title
    page.body = [
        *(("section", _part(texts.sections[part.id], part.id)) for part in guide.sections),
        *(("step", _step(texts.steps[part.id], part.id)) for part in guide.steps),
    ]
    if language != ORIGINAL:
        original = GuidePage(slug=guide.slug)
        _write(original, guide, ORIGINAL)
        page.translated_from = original.version()


def _part(words: Words, part_id: str) -> dict:
    return {"id": part_id, "title": words.title, "body": words.body.strip(), "source": None}


def _step(words: Words, part_id: str) -> dict:
    papers = [{"id": name, "label": label} for name, label in words.documents.items()]
    return {**_part(words, part_id), "documents": papers}


def _hash(values: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(values, default=str, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
