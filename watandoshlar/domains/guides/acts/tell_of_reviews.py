from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.guides.cited_elsewhere import cited_elsewhere
from watandoshlar.domains.guides.errors import PublishingGuidesRefused
from watandoshlar.domains.guides.models import Source
from watandoshlar.domains.guides.rules.staleness import DUE, FRESH, OFF, STALE, first_review_day, freshness
from watandoshlar.foundation import clock

CODES = {DUE: "source_due", STALE: "source_over", OFF: "source_off"}
# What people need goes never off.
ELSEWHERE = {DUE: "sources_due", STALE: "sources_over", OFF: "sources_over"}


@transaction.atomic
def tell_of_reviews(*, acting_user) -> list[str]:
    """Tell every editor of sources at which somebody has to look again: 30 days before, when the day has passed, and
    when their pages go off; once each. Of services, rights and emergency numbers one letter for each file or country,
    and none of going off: they stay. Run by the worker (SYSTEM). Raises PublishingGuidesRefused."""
    if acting_user is not SYSTEM:
        raise PublishingGuidesRefused
    today, editors = clock.today(clock.HOME_ZONE), workers_at(None, ("editor",))
    reviews = [*_of_guides(today), *_elsewhere(today)]
    for one in reviews:
        for account in editors:
            notify(acting_user=acting_user, account=account, code=one.code, key=one.key, facts=one.facts)
    return [f"{one.name} {one.state}" for one in reviews]


@dataclass(frozen=True)
class _Review:
    """What is to be looked at again: the letter that says so, its key and its facts."""

    name: str
    state: str
    code: str
    key: str
    facts: dict[str, Any]


def _of_guides(today: date) -> Iterator[_Review]:
    for source in Source.objects.filter(live=True):
        state = freshness(source.as_of, source.review_by, today)
        if state != FRESH:
            name, last = f"{source.guide}/{source.code}", source.review_by
            facts = {"source": source.pk, "guide": source.guide, "review_by": last.isoformat()}
            yield _Review(name, state, CODES[state], f"{name}:{last}", facts)


def _elsewhere(today: date) -> Iterator[_Review]:
    for place, sources in cited_elsewhere().items():
        last = first_review_day(sources)
        state = freshness(last, last, today) if last else FRESH
        if last and state != FRESH:
            facts = {"place": place, "review_by": last.isoformat()}
            yield _Review(place, state, ELSEWHERE[state], f"{place}:{last}", facts)
