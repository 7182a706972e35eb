"""What a form sent is read by its names, those in rows too."""

from django.http import HttpRequest
from django.test import RequestFactory

from watandoshlar.web.portal.sent import rows_wanted, typed_of, without_removed_rows

PERSON = "0b0e7d34-8f38-4c0a-9d52-0d5f3a2f0f11"


def sent(**form: str) -> HttpRequest:
    return RequestFactory().post("/", {name.replace("__", "."): value for name, value in form.items()})


def test_a_known_person_is_chosen_with_the_role_in_a_row_too() -> None:
    assert typed_of(sent(children__1__child__role=f"child:{PERSON}")) == {
        "children.1.child.role": ["child"],
        "children.1.child.person": [PERSON],
    }


def test_a_text_with_a_colon_is_no_person() -> None:
    assert typed_of(sent(staff__1__role="Head: school")) == {"staff.1.role": ["Head: school"]}


def test_only_the_button_of_a_group_adds_a_row() -> None:
    assert rows_wanted(sent(children__add="1")) == "children"
    assert rows_wanted(sent(children__1__add="yes")) == ""
    assert typed_of(sent(children__add="1", children__1__add="yes")) == {"children.1.add": ["yes"]}


def test_a_row_that_is_taken_away_is_not_drawn_again() -> None:
    typed = {"children.1.row": ["1"], "children.1.given": ["Lola"], "children.11.given": ["Umid"], "phone": ["1"]}
    assert without_removed_rows({**typed, "children.remove": ["1"]}) == {
        "children.11.given": ["Umid"],
        "phone": ["1"],
        "children.remove": [],
    }
