"""Every service for families takes two people at once: the shared pages are asked once, and both cases are whole."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests.domains.cases.builders import account_of
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    add_person,
    place_of_example,
    save_page,
    start_example,
    submit_family,
    uploads_of_example,
)
from watandoshlar.domains.catalogue.api import Definition, current_version, fill_in, read_folder
from watandoshlar.foundation import clock

FOR_FAMILIES = sorted(
    path.parent.name
    for path in settings.SERVICES_DIRECTORY.glob("*/definition.yaml")
    if "\nfamily:" in path.read_text(encoding="utf-8")
)


def example_for_another(definition: Definition, slug: str) -> Mapping[str, Any]:
    """One that is issued and for somebody else: twice the same words are two people then, nobody is oneself twice."""
    issued = [
        raw
        for raw in read_folder(settings.SERVICES_DIRECTORY / slug).examples.values()
        if raw["expects"]["end_state"] == "issued"
    ]
    return next(raw for raw in issued if not is_for_oneself(definition, raw))


def is_for_oneself(definition: Definition, raw: Mapping[str, Any]) -> bool:
    answers = fill_in(definition, raw).answers
    return any(answers[one.id]["role"] == "myself" for one in definition.fields.values() if one.kind == "person")


@pytest.mark.parametrize("slug", FOR_FAMILIES)
def test_two_people_apply_in_one_application(slug: str, publish) -> None:
    publish(slug)
    applicant, service = account_of("applicant"), current_version(slug)
    raw = example_for_another(service.definition, slug)
    shared = service.definition.family.shared
    noon = datetime.combine(date.fromisoformat(raw["today"]), time(12), ZoneInfo(get_post(raw["post"]).zone))
    with clock.fixed(noon):
        country, region = place_of_example(raw)
        draft = start_example(acting_user=applicant, service=service, raw=raw, country=country, region=region)
        added = add_person(acting_user=applicant, draft_id=draft.pk)
        for page_id, typed in fill_in(service.definition, raw).typed.items():
            if page_id not in shared:
                uploads = uploads_of_example(service.definition.page(page_id).fields, raw)
                save_page(acting_user=applicant, draft_id=added.pk, page_id=page_id, typed=typed, uploads=uploads)
        cases = submit_family(acting_user=applicant, draft_id=draft.pk, idempotency_key="both-at-once")
    assert [case.state for case in cases] == ["submitted", "submitted"]
