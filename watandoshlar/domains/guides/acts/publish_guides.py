from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.search.api import refresh
from watandoshlar.domains.guides.acts._seeding import CHANGED, KEPT, NEW, seed_page, seed_source, seed_term
from watandoshlar.domains.guides.acts._tree import agreed_workflow, folder_of_pictures, index_of, locales
from watandoshlar.domains.guides.errors import GuideFilesRefused, PublishingGuidesRefused
from watandoshlar.domains.guides.folder import GuideProblems, read_guides, read_terms
from watandoshlar.domains.guides.models import GuideIndex, NewsIndex
from watandoshlar.domains.guides.rules.glossary_file import Term
from watandoshlar.domains.guides.rules.guide_file import Guide


@dataclass
class PublishedGuides:
    """What came of it, by names like "detention/uz": `kept` is what differs from the folder because an editor wrote."""

    published: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def note(self, name: str, outcome: str) -> None:
        if outcome in (NEW, CHANGED):
            self.published.append(name)
        elif outcome == KEPT:
            self.kept.append(name)


@transaction.atomic
def publish_guides(*, acting_user, folder: Path) -> PublishedGuides:
    """Bring pages, sources and words up to date with the folder of guides; what an editor changed stays as it is.

    A second person read the folder when it came into the repository. Raises PublishingGuidesRefused for everybody but
    the operator (SYSTEM), and GuideFilesRefused.
    """
    if acting_user is not SYSTEM:
        raise PublishingGuidesRefused
    try:
        found, terms = read_guides(folder), read_terms(folder)
    except GuideProblems as refused:
        raise GuideFilesRefused(problems="\n".join(map(str, refused.problems))) from None
    agreed_workflow()
    folder_of_pictures()
    for locale in locales().values():
        for kind in (GuideIndex, NewsIndex):
            index_of(locale, kind)
    done = PublishedGuides()
    for guide in found.values():
        _publish(guide, done, acting_user=acting_user)
    _publish_terms(terms.values(), done, acting_user=acting_user)
    if done.published:
        refresh("guide")
    return done


def _publish(guide: Guide, done: PublishedGuides, *, acting_user) -> None:
    here = PublishedGuides()
    for code in guide.sources:
        here.note(f"{guide.slug}/sources/{code}", seed_source(guide, code))
    spoken = locales()
    for language in guide.texts:
        here.note(f"{guide.slug}/{language}", seed_page(guide, language, spoken[language]))
    done.published += here.published
    done.kept += here.kept
    if here.published:
        append_entry(
            acting_user=acting_user,
            act="publish_guide",
            chain=f"guide:{guide.slug}",
            facts={"guide": guide.slug, "published": here.published, "kept": here.kept},
        )


def _publish_terms(terms: Iterable[Term], done: PublishedGuides, *, acting_user) -> None:
    here = PublishedGuides()
    for term in terms:
        here.note(f"glossary/{term.id}", seed_term(term))
    done.published += here.published
    done.kept += here.kept
    if here.published:
        append_entry(
            acting_user=acting_user,
            act="publish_glossary",
            chain="glossary",
            facts={"published": here.published, "kept": here.kept},
        )
