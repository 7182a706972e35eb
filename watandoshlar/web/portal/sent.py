"""Reading what a form sent, apart from the names that belong to the platform (they begin with an underscore)."""

import re

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from watandoshlar.web.portal.presenting.parts import PERSON_SIGN

# A role with the id of a person who is known in it.
PERSON_CHOSEN = re.compile(rf"[a-z]+{PERSON_SIGN}[0-9a-f-]{{36}}")
PLATFORM_NAMES = ("csrfmiddlewaretoken",)


def typed_of(request: HttpRequest) -> dict[str, list[str]]:
    """HTML names with the values typed, without those of the platform itself and its buttons."""
    typed = {
        name: values
        for name, values in request.POST.lists()
        if not name.startswith("_") and not _adds_row(name) and name not in PLATFORM_NAMES
    }
    for name in [name for name in typed if name.endswith(".role")]:
        # A known person is chosen together with the role: "child:<id>".
        if PERSON_CHOSEN.fullmatch(typed[name][-1]):
            role, _sign, person = typed[name][-1].partition(PERSON_SIGN)
            typed |= {name: [role], f"{name.removesuffix('.role')}.person": [person]}
    return typed


def uploads_of(request: HttpRequest) -> dict[str, list[UploadedFile]]:
    """Uploaded files by HTML name."""
    return {name: files for name in request.FILES if (files := request.FILES.getlist(name))}


def rows_wanted(request: HttpRequest) -> str:
    """The group to which the person wants to add a row: the button `<group>.add`."""
    return next((name.removesuffix(".add") for name in request.POST if _adds_row(name)), "")


def _adds_row(name: str) -> bool:
    return name.count(".") == 1 and name.endswith(".add")


def without_removed_rows(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """A form that is drawn anew and not kept: without the rows whose button was pressed."""
    pressed = [name for name in typed if name.endswith(".remove")]
    gone = {f"{name.removesuffix('.remove')}.{row_id}." for name in pressed for row_id in typed[name]}
    kept = {name: values for name, values in typed.items() if not name.startswith(tuple(gone))}
    # The name of the button stays: it says that the form had the group, even if no row is left.
    return kept | {name: [] for name in pressed}


def chosen_versions(request: HttpRequest, typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """After a conflict: leave out the fields for which the person chose what was saved elsewhere."""
    stored = {
        name.removeprefix("_keep.")
        for name, value in request.POST.items()
        if name.startswith("_keep.") and value == "stored"
    }
    return {name: values for name, values in typed.items() if name.split(".")[0] not in stored}
