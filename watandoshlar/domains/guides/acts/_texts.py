"""How the record and the letters name what editors write."""

from django.db import models

from watandoshlar.domains.guides.models import (
    DigestPage,
    EventPage,
    GalleryPage,
    GlossaryTerm,
    NewsPage,
    Source,
    ToldPage,
)

FOUND = {NewsPage: "news", DigestPage: "news", EventPage: "event", GalleryPage: "page"}


def name_of(text: models.Model) -> str:
    """Such as "detention/uz", "detention/sources/vienna", "glossary/apostille", "news/new-hours/uz"."""
    if isinstance(text, Source):
        return f"{text.guide}/sources/{text.code}"
    if isinstance(text, GlossaryTerm):
        return f"glossary/{text.code}"
    name = f"{text.slug}/{text.locale.language_code}"
    return f"news/{name}" if isinstance(text, ToldPage) else name


def chain_of(text: models.Model) -> str:
    """The chain of the record: that of the guide, whatever belongs to it, or of the piece of news."""
    if isinstance(text, ToldPage):
        return f"news:{text.slug}"
    return f"guide:{name_of(text).partition('/')[0]}"


def kinds_found(text: models.Model) -> tuple[str, ...]:
    """What the search has to look at again when the text changes."""
    if isinstance(text, ToldPage):
        return tuple(kind for table, kind in FOUND.items() if isinstance(text, table))
    return ("guide",)
