"""Every example of every service, from the first page to its end, through the real acts on the real database.

An appeal is followed to its receipt: what becomes of it is the matter of the room that answers appeals.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests.domains.cases.builders import account_of, example, worker_of
from watandoshlar.capabilities.audit.api import entries_of_chain
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    Case,
    ExampleOffice,
    access_draft,
    answers_of,
    due_date,
    errors,
    hold_documents,
    incomplete_pages,
    journey_of,
    place_of_example,
    start_example,
    submit_draft,
    term_of,
    walk_example,
)
from watandoshlar.domains.catalogue.api import Journey, current_version, get_version
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.foundation import clock

EXAMPLES = sorted(
    (path.parent.parent.name, path.stem) for path in settings.SERVICES_DIRECTORY.glob("*/examples/*.yaml")
)
NOON = time(12)


def noon_at(post_code: str, day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), NOON, ZoneInfo(get_post(post_code).zone))


def services_of(slug: str, raw: Mapping[str, Any]) -> set[str]:
    """The service of an example, and those in which the documents that it holds were issued."""
    found = {slug}
    for held in (raw.get("holds") or {}).values():
        found |= services_of(held.partition("/")[0], example(*held.split("/")))
    return found


def what_happened(journey: Journey) -> dict[str, Any]:
    rule = journey.ineligibility()
    last = rule.page if rule else journey.definition.pages[-1].id
    ids = [page.id for page in journey.pages]
    return {
        "pages": ids[: ids.index(last) + 1] if last in ids else ids,
        "evidence": list(journey.required_evidence()),
        "fee_ids": [fee.id for fee in journey.fees_due()],
        "second_officer": journey.needs_second_officer(),
        "eligibility": rule.id if rule else None,
    }


@pytest.mark.parametrize(("slug", "name"), EXAMPLES)
def test_the_example_goes_its_whole_way(slug: str, name: str, publish) -> None:
    raw = example(slug, name)
    for needed in services_of(slug, raw):
        publish(needed)
    expects = dict(raw["expects"])
    applicant = account_of("applicant")
    with clock.fixed(noon_at(raw["post"], raw["today"])):
        post = get_post(raw["post"])
        officer, second = worker_of("first", "officer", post), worker_of("second", "officer", post)
        for check in current_version(slug).definition.referrals:
            worker_of(f"of-{check.id}", "officer", get_post(check.to))
        if expects["end_state"] != "not_eligible":
            raw = hold_documents(
                acting_user=applicant,
                other_holder=account_of("other-holder"),
                office=ExampleOffice(officer, second),
                service=current_version(slug),
                raw=raw,
            )
        country, region = place_of_example(raw)
        draft = start_example(
            acting_user=applicant, service=current_version(slug), raw=raw, country=country, region=region
        )
        assert draft.post == post
        _draft, content = access_draft(applicant, draft.pk)
        happened = what_happened(journey_of(draft, content))
        assert happened == {key: expects.get(key, value) for key, value in happened.items()}
        if expects["end_state"] == "not_eligible":
            with pytest.raises(errors.NotEligible):
                submit_draft(acting_user=applicant, draft_id=draft.pk, idempotency_key="not-for-me")
            return
        assert incomplete_pages(journey_of(draft, content), content) == []
        register = current_version(slug).definition.register
        case = submit_draft(acting_user=applicant, draft_id=draft.pk, idempotency_key="once-only", register=register)
        check_term(case, expects["term"])
        if register != "applications":
            return
        case = walk_example(acting_user=officer, second_officer=second, case=case, raw=raw)
    assert case.state == expects["end_state"]
    assert case.needs_second_officer == expects["second_officer"]
    check_traces(case)


def check_term(case: Case, expected: dict[str, str] | None) -> None:
    term = term_of(case)
    assert (term.id if term else None) == (expected["id"] if expected else None)
    assert case.due_at == (due_date(case).moment if expected else None)
    if expected and "due" in expected:
        assert str(case.due_at.astimezone(ZoneInfo(case.post.zone)).date()) == str(expected["due"])


def check_traces(case: Case) -> None:
    """What a walked case leaves behind: events that join, entries by people, a document only where it was issued."""
    events = list(case.events.order_by("pk"))
    assert [event.from_state for event in events] == ["", *(event.to_state for event in events[:-1])]
    assert events[-1].to_state == case.state
    entries = list(entries_of_chain(case.chain))
    assert len(entries) == len(events)
    # Who agrees or recommends by the link of a letter has no account.
    by_link = {"give_consent", "recommendation_supported", "recommendation_declined"}
    assert all(entry.account_id or entry.act in by_link for entry in entries)
    has_document = get_version(case.version_id).definition.document is not None
    assert (certificate_of(case.reference) is not None) == (case.state == "issued" and has_document)
    assert answers_of(case)


def test_every_example_is_walked() -> None:
    on_disk = {path.parent.name for path in settings.SERVICES_DIRECTORY.glob("*/definition.yaml")}
    assert {slug for slug, _name in EXAMPLES} == on_disk
    assert len(EXAMPLES) > 45
