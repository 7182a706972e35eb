"""How the hours of a post are read, and what a fee costs there."""

import pytest
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import Post
from watandoshlar.web.presenting.posts import at_post

USUAL = {day: ["09:30-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        (USUAL, ["Monday – Friday: 09:30–17:00"]),
        ({"monday": ["10:00-12:00"]}, ["Monday: 10:00–12:00"]),
        (
            {"sunday": ["09:00-13:00", "14:00-16:00"], "monday": ["09:00-13:00", "14:00-16:00"]},
            ["Monday: 09:00–13:00, 14:00–16:00", "Sunday: 09:00–13:00, 14:00–16:00"],
        ),
        (USUAL | {"wednesday": ["09:30-13:00"]}, [
            "Monday – Tuesday: 09:30–17:00", "Wednesday: 09:30–13:00", "Thursday – Friday: 09:30–17:00",
        ]),
    ],
)  # fmt: skip
def test_days_with_the_same_hours_are_told_together(hours: dict, lines: list[str]) -> None:
    post = Post(code="oslo", country="NO", hours=hours, languages=["uz", "ru"], sources={}, city={"uz": "Oslo"})
    with override("en"):
        first, second = at_post(post, {}, "en")
    assert first.lines == lines
    assert second.lines == ["Uzbek, Russian"]
