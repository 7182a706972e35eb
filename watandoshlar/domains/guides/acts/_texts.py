"""How the record and the letters name what editors write."""

from django.db import models

from watandoshlar.domains.guides.models import GlossaryTerm, Source


def name_of(text: models.Model) -> str:
    """Such as "detention/uz", "detention/sources/vienna", "glossary/apostille"."""
    if isinstance(text, Source):
        return f"{text.guide}/sources/{text.code}"
    if isinstance(text, GlossaryTerm):
        return f"glossary/{text.code}"
    return f"{text.slug}/{text.locale.language_code}"


def chain_of(text: models.Model) -> str:
    """The chain of the record: that of the guide, whatever belongs to it."""
    return f"guide:{name_of(text).partition('/')[0]}"
