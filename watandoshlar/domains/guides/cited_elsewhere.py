"""What services, rights and emergency numbers rest on. Their pages stay when a review day has passed; they say so."""

from collections.abc import Iterable

from watandoshlar.capabilities.posts.api import emergencies
from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.domains.certificates.api import schemes
from watandoshlar.domains.guides.rules.staleness import Reviewed


def cited_elsewhere() -> dict[str, Iterable[Reviewed]]:
    """The sources by where an editor finds them in the folders of content."""
    found: dict[str, Iterable[Reviewed]] = {
        f"services/{one.slug}": one.definition.sources.values() for one in published_services()
    }
    for scheme in schemes().values():
        found[f"rights/{scheme.code}"] = [one.source for one in (*scheme.facts.values(), *scheme.rights)]
    for country in emergencies().values():
        cited = [one.source for one in (*country.numbers, *country.helplines)]
        found[f"emergency/{country.country}"] = cited
    return found
