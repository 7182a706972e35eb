from pathlib import Path

import pytest

from watandoshlar.domains.appeals.rules.bodies import MINISTRY, read_bodies, shipped_bodies
from watandoshlar.foundation.yaml_files import TableProblems

SOURCES = "sources:\n  own: {title: Invented, state: to_be_confirmed, as_of: 2026-11-01}\n"
OFFICES = 'offices:\n  usual: {zone: Asia/Tashkent, country: UZ, weekend: [sunday], opens: "09:00", closes: "18:00"}\n'
HEAD = f"{SOURCES}{OFFICES}bodies:\n"
NAMES = "names: {uz: Organ, ru: Орган, en: Body}"
OURS = f"  ministry: {{kind: ministry, {NAMES}, office: usual, source: own}}\n"


def outside(code="court", **changed):
    parts = {"kind": "outside", "email": "court@example.org", "office": "usual", "source": "own"} | changed
    return f"  {code}: {{{', '.join(f'{key}: {value}' for key, value in parts.items() if value)}, {NAMES}}}\n"


def problems(text):
    with pytest.raises(TableProblems) as refused:
        read_bodies(text, "bodies.yaml")
    return [(problem.line, problem.path, problem.code) for problem in refused.value.problems]


def test_bodies_are_read():
    bodies = read_bodies(HEAD + OURS + outside(), "bodies.yaml")
    assert list(bodies) == ["ministry", "court"]
    assert [body.is_outside for body in bodies.values()] == [False, True]
    assert bodies["court"].names["ru"] == "Орган"
    assert bodies["court"].calendar.weekend == {6}
    assert bodies["court"].source.state == "to_be_confirmed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + OURS + outside(kind="post"), (7, "bodies.court.kind", "unknown_kind")),
        (HEAD + OURS + outside(email=""), (7, "bodies.court", "missing_key")),
        (HEAD + OURS + outside(email="court@sud.uz"), (7, "bodies.court.email", "bad_email")),
        (HEAD + OURS + outside(office="none"), (7, "bodies.court.office", "unknown_office")),
        (HEAD + OURS + outside(source="none"), (7, "bodies.court.source", "unknown_source")),
        (HEAD + OURS + outside(phone="1"), (7, "bodies.court.phone", "unknown_key")),
        (HEAD + OURS + outside(code="Court"), (7, "bodies.Court", "bad_code")),
        (HEAD + OURS + outside(code="here"), (7, "bodies.here", "reserved_code")),
        (HEAD + OURS + outside() + outside(), (8, "bodies.court", "duplicate_key")),
        (HEAD + OURS.replace(", en: Body", ""), (6, "bodies.ministry.names", "missing_key")),
        (HEAD + OURS.replace("en: Body", "en: ''"), (6, "bodies.ministry.names.en", "text_missing")),
        (HEAD + OURS.replace("en: Body", "en: Body, kk: X"), (6, "bodies.ministry.names.kk", "unknown_key")),
        (HEAD + outside(), (6, "bodies", "one_ministry")),
        ((HEAD + OURS).replace("Asia/Tashkent", "Asia/Nowhere"), (4, "offices.usual", "no_calendar")),
        ((HEAD + OURS).replace("2026-11-01", "2026-13-01"), (2, "sources.own.as_of", "bad_day")),
        ((HEAD + OURS).replace("to_be_confirmed", "sure"), (2, "sources.own.state", "unknown_state")),
        ("bodies: []]", (1, "", "not_yaml")),
        ("", (1, "", "not_a_mapping")),
    ],
)
def test_problems_have_code_and_line(text, expected):
    assert expected in problems(text)


def test_one_reading_finds_every_problem():
    assert {code for *_, code in problems(HEAD + outside(email="x", office="none", source="none"))} == {
        "bad_email",
        "unknown_office",
        "unknown_source",
        "one_ministry",
    }


def test_the_shipped_bodies():
    bodies = shipped_bodies()
    assert not bodies[MINISTRY].is_outside
    assert all(body.email.endswith("@example.org") for body in bodies.values() if body.is_outside)
    assert all(body.source.state == "to_be_confirmed" for body in bodies.values())
    # A case's place is a post's code or a body's; the ministry is both.
    posts = {path.stem for path in (Path(__file__).parents[4] / "posts").glob("*.yaml")}
    assert posts
    assert posts & set(bodies) == {MINISTRY}
