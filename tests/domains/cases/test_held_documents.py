"""Documents that rest on others, through the real acts: from origin to card, family, change, pause and end."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.cases.builders import example
from tests.domains.cases.holders import (
    CARD,
    HUSBAND,
    NOON,
    ORIGIN,
    SHORT_CARD,
    Family,
    follow,
    letters,
    statuses,
)
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.rules.coming_of_age import last_day_as_child
from watandoshlar.domains.cases.api import (
    Case,
    errors,
    issue_document,
    issue_example,
    propose_decision,
    reinstate_document,
    remind_of_last_days,
    start_example,
    submit_draft,
    suspend_document,
    take_case,
    withdraw_document,
)
from watandoshlar.domains.cases.renewing import due_day
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.certificates.api import certificate_of, open_record
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def test_a_card_is_what_its_certificate_passport_and_photo_make_it(family: Family) -> None:
    certificate, card = family.card()
    record = open_record(card)
    assert (record.category, record.rests_on, record.forms) == ("C2", certificate.number, ("seal", "card", "wallet"))
    assert (record.sex, record.nationality, record.passport) == ("F", "KG", "AN1234567")
    assert record.photo.startswith(b"\xff\xd8")
    assert card.rests_on_id == certificate.number
    assert card.expires_on == record.granted_until == date(2031, 11, 2)
    assert card.person_id == certificate.person_id


def test_a_card_ends_with_the_passport_and_a_family_card_with_the_principals(family: Family) -> None:
    short = family.issue(SHORT_CARD, account=family.stranger)
    assert short.expires_on == date(2028, 10, 31)
    assert open_record(short).granted_until == date(2031, 11, 2)
    wife = issue_example(
        acting_user=family.husband,
        other_holder=family.stranger,
        office=family.office,
        example="compatriot-family-card/ends-with-the-principals-card",
        held={"principal_card": short.number},
    )
    assert wife.expires_on == short.expires_on
    assert open_record(wife).category == "F1"


def test_the_card_of_a_child_ends_before_it_is_grown(family: Family) -> None:
    _certificate, card = family.card()
    daughter = family.issue("compatriot-family-card/daughter-nearly-grown", my_card=card.number)
    assert daughter.expires_on == last_day_as_child(date(2009, 1, 10)) == date(2027, 1, 9)
    assert open_record(daughter).category == "F3"
    assert daughter.person_id != card.person_id


def test_a_new_passport_makes_a_new_version_that_lasts_as_long_as_was_granted(family: Family) -> None:
    short = family.issue(SHORT_CARD)
    changed = family.issue("compatriot-card-change/passport-renewed", old_document=short.number)
    record, before = open_record(changed), open_record(short)
    assert statuses(short, changed) == ["superseded", "valid"]
    assert (changed.previous_id, changed.version, changed.document_type) == (short.number, 2, "compatriot-card")
    assert (record.passport, changed.expires_on) == ("AN9998887", date(2031, 11, 2))
    kept = ("holder", "photo", "category", "rests_on", "rows", "titles", "forms", "birth_date")
    assert [getattr(record, name) for name in kept] == [getattr(before, name) for name in kept]
    assert record.replaces == short.number


def test_another_name_keeps_everything_else_and_what_rests_on_it(family: Family) -> None:
    certificate, card = family.card()
    husband = family.issue(HUSBAND, account=family.husband, principal_card=card.number)
    named = family.issue("compatriot-card-change/name-on-the-certificate", old_document=certificate.number)
    again = family.issue("compatriot-card-change/name-after-a-wedding", old_document=card.number)
    assert open_record(named).holder["family"] == open_record(again).holder["family"] == "Sydykova"
    assert open_record(again).expires_on == card.expires_on
    assert statuses(certificate, card, named, again, husband) == ["superseded", "superseded", *["valid"] * 3]
    withdraw_document(acting_user=SYSTEM, reference=named.subject, reason="issued_in_error")
    assert statuses(named, again, husband) == ["revoked"] * 3


def test_a_renewal_is_granted_anew(family: Family) -> None:
    certificate, card = family.card()
    with clock.fixed(NOON + timedelta(days=5 * 366)):
        renewed = family.issue("compatriot-card/renewal", certificate=certificate.number, old_card=card.number)
    assert statuses(card, renewed) == ["superseded", "valid"]
    assert renewed.expires_on > card.expires_on
    assert open_record(renewed).granted_until == renewed.expires_on


@pytest.mark.parametrize(
    ("name", "field", "why"),
    [(CARD, "certificate", "another's"), (HUSBAND, "principal_card", "another kind"), (CARD, "certificate", "paused")],
)
def test_an_application_names_only_documents_that_count_and_belong(
    family: Family, name: str, field: str, why: str
) -> None:
    certificate, card = family.card()
    number, account = {
        "another's": (certificate.number, family.stranger),
        "another kind": (certificate.number, family.husband),
        "paused": (certificate.number, family.holder),
    }[why]
    if why == "paused":
        suspend_document(acting_user=family.head, reference=certificate.subject, reason="lost_or_stolen")
    with pytest.raises(errors.NumberRefused) as refused:
        family.submit(name, account, **{field: number})
    assert refused.value.fields["page"] == ("base" if field == "certificate" else "principal")
    assert statuses(card) == ["suspended" if why == "paused" else "valid"]


def test_a_stranger_learns_nothing_from_a_number(family: Family) -> None:
    """That a document exists, and that it does not, is answered alike to who is not its holder."""
    certificate, _card = family.card()
    said = []
    for number in (certificate.number, "UZ-CC-26-23456785"):
        with pytest.raises(errors.NumberRefused) as refused:
            _submit_with(family, number)
        said.append(str(refused.value))
    assert said[0] == said[1]


def _submit_with(family: Family, number: str) -> Case:
    slug, file = CARD.split("/")
    service, raw = current_version(slug), example(slug, file)
    raw = {**raw, "answers": {**raw["answers"], "base": {"certificate": number}}}
    draft = start_example(acting_user=family.stranger, service=service, raw=raw, country="KR", region="KR-11")
    return submit_draft(acting_user=family.stranger, draft_id=draft.pk, idempotency_key=f"once-{draft.pk}")


def test_what_was_paused_after_the_approval_is_not_built_upon(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.submit(CARD, family.holder, certificate=certificate.number)
    take_case(acting_user=family.office.officer, reference=case.reference)
    propose_decision(acting_user=family.office.officer, reference=case.reference, outcome="approve")
    suspend_document(acting_user=family.head, reference=certificate.subject, reason="lost_or_stolen")
    with pytest.raises(errors.NumberRefused):
        issue_document(acting_user=family.office.officer, reference=case.reference)
    assert certificate_of(case.reference) is None
    reinstate_document(acting_user=family.head, reference=certificate.subject, reason="found_again")
    issue_document(acting_user=family.office.officer, reference=case.reference)
    assert certificate_of(case.reference).rests_on_id == certificate.number


def test_nothing_is_approved_that_could_not_be_issued(family: Family) -> None:
    certificate = family.issue(ORIGIN)
    case = family.submit(CARD, family.holder, certificate=certificate.number)
    take_case(acting_user=family.office.officer, reference=case.reference)
    suspend_document(acting_user=family.head, reference=certificate.subject, reason="lost_or_stolen")
    with pytest.raises(errors.NumberRefused):
        propose_decision(acting_user=family.office.officer, reference=case.reference, outcome="approve")
    reinstate_document(acting_user=family.head, reference=certificate.subject, reason="found_again")
    with (
        clock.fixed(NOON + timedelta(days=10 * 366)),
        pytest.raises(errors.DocumentWouldHaveEnded),
    ):
        propose_decision(acting_user=family.office.officer, reference=case.reference, outcome="approve")
    refuse = {"outcome": "refuse", "reasons": ["passport_not_valid"]}
    assert propose_decision(acting_user=family.office.officer, reference=case.reference, **refuse).state == "refused"


def test_a_pause_is_told_to_all_whom_it_meets_and_ends(family: Family) -> None:
    certificate, card = family.card()
    husband = family.issue(HUSBAND, account=family.husband, principal_card=card.number)
    suspend_document(acting_user=family.head, reference=certificate.subject, reason="lost_or_stolen")
    assert statuses(certificate, card, husband) == ["suspended"] * 3
    (letter,) = letters("document_suspended")
    assert (letter.account, letter.facts["certificate"]) == (family.holder, certificate.number)
    follow()
    followed = {(one.account_id, one.facts["certificate"]) for one in letters("document_follows")}
    assert followed == {(family.holder.pk, card.number), (family.husband.pk, husband.number)}
    # Why is nobody else's business.
    assert all("reason" not in one.facts for one in letters("document_follows"))
    reinstate_document(acting_user=family.head, reference=certificate.subject, reason="found_again")
    assert statuses(certificate, card, husband) == ["valid"] * 3
    follow()
    assert len(letters("document_reinstated")) == 1
    assert len(letters("document_follows")) == 4


def test_a_withdrawal_takes_the_family_with_it(family: Family) -> None:
    _certificate, card = family.card()
    husband = family.issue(HUSBAND, account=family.husband, principal_card=card.number)
    withdraw_document(acting_user=family.head, reference=card.subject, reason="obtained_by_fraud")
    assert statuses(card, husband) == ["revoked", "revoked"]
    follow()
    (letter,) = letters("document_follows")
    assert (letter.account, letter.facts["status"]) == (family.husband, "revoked")


@pytest.mark.parametrize("act", [suspend_document, reinstate_document])
def test_only_the_head_of_the_post_pauses(family: Family, act) -> None:
    certificate, _card = family.card()
    for somebody in (family.office.officer, family.holder, family.stranger, None):
        with pytest.raises(access_errors.RoleMissing):
            act(acting_user=somebody, reference=certificate.subject, reason="lost_or_stolen")
    assert statuses(certificate) == ["valid"]


def test_holders_are_reminded_on_the_days_that_the_service_names(family: Family) -> None:
    short = family.issue(SHORT_CARD)
    ends = short.expires_on
    for left, written in ((91, 0), (90, 1), (89, 1), (30, 2), (6, 3), (0, 3), (-1, 3)):
        with clock.fixed(datetime.combine(ends - timedelta(days=left), NOON.timetz())):
            remind_of_last_days(acting_user=SYSTEM)
        assert len(letters("document_ends")) == written, left
    assert {letter.facts["service"] for letter in letters("document_ends")} == {"compatriot-card"}
    with pytest.raises(access_errors.RoleMissing):
        remind_of_last_days(acting_user=family.head)


def test_nobody_is_reminded_of_a_document_that_was_replaced(family: Family) -> None:
    short = family.issue(SHORT_CARD)
    family.issue("compatriot-card-change/passport-renewed", old_document=short.number)
    with clock.fixed(datetime.combine(short.expires_on, NOON.timetz())):
        assert remind_of_last_days(acting_user=SYSTEM) == 0


@given(left=st.integers(-400, 400), days=st.sets(st.integers(0, 365), min_size=1))
def test_the_reminder_that_is_due_is_the_nearest_that_has_come(left: int, days: set[int]) -> None:
    due = due_day(left, tuple(sorted(days, reverse=True)))
    if left < 0 or left > max(days):
        assert due is None
    else:
        assert due in days
        assert left <= due
        assert not [day for day in days if left <= day < due]
