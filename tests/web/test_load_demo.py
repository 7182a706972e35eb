"""The demonstration can be loaded on any day, not only near that of the examples that it is made of."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appeals.api import Appeal, Link, terms_board
from watandoshlar.domains.appointments.api import free_days, openings_of
from watandoshlar.domains.cases.api import Case, Draft
from watandoshlar.domains.certificates.api import Certificate
from watandoshlar.foundation import clock

HELD = [
    ("compatriot-card", "compatriot-certificate"),
    ("compatriot-certificate", None),
    ("compatriot-family-card", "compatriot-card"),
    ("compatriot-family-card", "compatriot-card"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2026, 2033])
def test_demonstration_shows_a_case_of_each_kind(year: int) -> None:
    with clock.fixed(datetime(year, 12, 3, 8, tzinfo=UTC)):
        call_command("load_demo", verbosity=0)
        call_command("load_demo", verbosity=0)
        board = terms_board(None)
        seoul = get_post("seoul")
        (opening,), free = openings_of(seoul, 5), free_days(seoul, ("biometric-passport", 20, False))
    cases = Case.objects.exclude(version__slug="appeal").exclude(version__slug__startswith="compatriot-")
    assert sorted(cases.values_list("state", flat=True)) == ["in_review", "issued", "submitted"]
    assert sorted(Appeal.objects.values_list("case__state", flat=True)) == [
        "answered",
        "forwarded",
        "in_review",
        *["submitted"] * 5,
    ]
    assert Link.objects.filter(kind="repeat").count() == 1
    assert all(sum(row[colour] for row in board.by_post.values()) for colour in ("red", "amber", "green"))
    held = Certificate.objects.filter(document_type__startswith="compatriot-").order_by("issued_at", "number")
    assert sorted(held.values_list("document_type", "rests_on__document_type")) == HELD
    assert {certificate.status for certificate in held} == {"valid"}
    assert Draft.objects.waiting_for_submission().count() == 1
    assert opening.state == "opened"
    assert opening.begins_at <= opening.drawn_at <= opening.ends_at
    assert sum(free.values())
