"""How facts become a row, and which post cares for it."""

from typing import Any

from watandoshlar.capabilities.posts.api import Post, posts_for
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import today
from watandoshlar.domains.community.rules.facts import OrganisationFacts, fault_of_organisation
from watandoshlar.foundation import clock

FACTS = ("names", "aims", "country", "region", "city", "topics", "languages", "founded", "website")


def cleaned(texts: Any) -> dict[str, str]:
    """Texts by language without blank ones."""
    return {tag: text.strip() for tag, text in texts.items() if text.strip()}


def responsible_post(country: str, region: str) -> Post:
    """The post that verifies organisations of the place. Raises NoPostForPlace."""
    found = posts_for(country, region, "", today())
    if not found:
        raise errors.NoPostForPlace
    return found[0]


def write_facts(organisation: Organisation, facts: OrganisationFacts) -> None:
    """Put the facts into the row, unsaved. Raises what the rule finds, NoPostForPlace."""
    errors.refuse_fault(fault_of_organisation(facts, today().year))
    organisation.post = responsible_post(facts.country, facts.region)
    organisation.names, organisation.aims = cleaned(facts.names), cleaned(facts.aims)
    organisation.country, organisation.region, organisation.city = facts.country, facts.region, facts.city.strip()
    organisation.topics, organisation.languages = sorted(facts.topics), sorted(facts.languages)
    organisation.founded, organisation.website = facts.founded, facts.website
    organisation.changed_at = clock.now()
