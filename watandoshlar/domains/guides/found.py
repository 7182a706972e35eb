"""What the search knows of guides."""

from collections.abc import Iterator

from django.conf import settings

from watandoshlar.capabilities.search.api import Entry
from watandoshlar.domains.guides.queries import GuideText, guide_in, guides_in


def collect_guides() -> Iterator[Entry]:
    """Every guide that the public may read, in each language in which it is written or follows by rule."""
    for language, _name in settings.LANGUAGES:
        for card in guides_in(language):
            found = guide_in(card.slug, language)
            if found:
                yield _entry(found)


def _entry(guide: GuideText) -> Entry:
    parts = (*guide.sections, *guide.steps)
    return Entry(
        kind="guide",
        key=guide.slug,
        language=guide.language,
        title=guide.title,
        summary=guide.summary,
        text="\n".join(line for part in parts for line in (part.title, part.plain, *part.documents.values())),
        route=("public_site:guide", (guide.slug,)),
        changed_at=guide.changed_at,
    )
