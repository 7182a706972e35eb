"""Opportunities: two colleagues, a source, and a last day after which nothing is shown."""

from datetime import timedelta

import pytest

from tests.domains.community.builders import Circle, after, colleague, opportunity_facts, refusal_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.community.api import (
    access_opportunities,
    access_opportunity,
    enter_opportunity,
    extend_opportunity,
    get_opportunity,
    opportunities,
    refuse_opportunity,
    today,
    verify_opportunity,
    warn_of_last_days,
    withdraw_opportunity,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def test_two_colleagues_and_a_last_day(circle: Circle) -> None:
    opportunity = circle.opportunity()
    assert not opportunities().exists()
    assert refusal_of(verify_opportunity, acting_user=circle.ministry, pk=opportunity.pk) == "own_entry"
    verify_opportunity(acting_user=circle.colleague, pk=opportunity.pk)
    assert list(opportunities("study")) == [opportunity]
    assert not opportunities("job").exists()
    with clock.fixed(after(60)):
        assert get_opportunity(opportunity.pk)
    with clock.fixed(after(61)):
        # Nothing has run: the day alone is enough.
        assert refusal_of(get_opportunity, pk=opportunity.pk) == "opportunity_not_found"


@pytest.mark.parametrize("who", ["representative", "officer"])
def test_others_do_not_publish_for_the_ministry(circle: Circle, who: str) -> None:
    account, opportunity = getattr(circle, who), circle.opportunity()
    assert refusal_of(enter_opportunity, acting_user=account, facts=opportunity_facts()) == "not_the_ministry"
    for act in (verify_opportunity, withdraw_opportunity):
        assert refusal_of(act, acting_user=account, pk=opportunity.pk) == "not_the_ministry"
    assert refusal_of(access_opportunities, account=account) == "not_the_ministry"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "lottery"}, "unknown_opportunity"),
        ({"titles": {"uz": "Faqat oʻzbekcha"}}, "titles_needed"),
        ({"texts": {"uz": "Matn", "ru": "Текст", "en": " "}}, "texts_needed"),
        ({"eligibility": {}}, "eligibility_needed"),
        ({"offered_by": " "}, "offered_by_needed"),
        ({"source_url": "example.org"}, "source_url_needed"),
        ({"links": {"service": "../x"}}, "link_unknown"),
        ({"links": {"elsewhere": "x"}}, "link_unknown"),
    ],
    ids=["kind", "titles", "texts", "eligibility", "offered-by", "source", "link", "kind-of-link"],
)
def test_what_an_opportunity_must_say(circle: Circle, changed: dict, code: str) -> None:
    assert refusal_of(enter_opportunity, acting_user=circle.ministry, facts=opportunity_facts(**changed)) == code


def test_its_last_day_is_asked_for(circle: Circle) -> None:
    for days in (-1, 400):
        facts = opportunity_facts(last_day=today() + timedelta(days=days))
        assert refusal_of(enter_opportunity, acting_user=circle.ministry, facts=facts) == "last_day_needed"


def test_who_entered_and_verified_it_is_warned_once(circle: Circle) -> None:
    opportunity = circle.opportunity()
    verify_opportunity(acting_user=circle.colleague, pk=opportunity.pk)
    assert warn_of_last_days(acting_user=SYSTEM) == 0
    with clock.fixed(after(50)):
        assert warn_of_last_days(acting_user=SYSTEM) == warn_of_last_days(acting_user=SYSTEM) == 1
        assert Letter.objects.filter(code="opportunity_ends").count() == 2
    assert refusal_of(warn_of_last_days, acting_user=circle.ministry) == "for_the_platform_community"


def test_a_later_day_is_another_colleagues_decision(circle: Circle) -> None:
    opportunity = circle.opportunity()
    verify_opportunity(acting_user=circle.colleague, pk=opportunity.pk)
    later = {"pk": opportunity.pk, "last_day": today() + timedelta(days=120)}
    assert refusal_of(extend_opportunity, acting_user=circle.ministry, **later) == "own_entry"
    sooner = later | {"last_day": today() + timedelta(days=30)}
    assert refusal_of(extend_opportunity, acting_user=circle.colleague, **sooner) == "last_day_needed"
    extend_opportunity(acting_user=colleague("editor", "ministry"), **later)
    with clock.fixed(after(100)):
        assert get_opportunity(opportunity.pk).last_day == later["last_day"]
    withdraw_opportunity(acting_user=circle.ministry, pk=opportunity.pk)
    assert not opportunities().exists()


def test_it_is_refused_with_a_reason(circle: Circle) -> None:
    opportunity = circle.opportunity()
    refusing = {"acting_user": circle.colleague, "pk": opportunity.pk}
    assert refusal_of(refuse_opportunity, **refusing, reason="boring") == "community_reason_needed"
    refuse_opportunity(**refusing, reason="costs")
    assert access_opportunity(circle.ministry, opportunity.pk).state == "refused"
