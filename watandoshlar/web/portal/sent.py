"""Reading what a form sent, apart from the names that belong to the platform (they begin with an underscore)."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from watandoshlar.web.portal.presenting.parts import PERSON_SIGN

PLATFORM_NAMES = ("csrfmiddlewaretoken",)


def typed_of(request: HttpRequest) -> dict[str, list[str]]:
    """HTML names with the values typed, without those of the platform itself and its buttons."""
    typed = {
        name: values
        for name, values in request.POST.lists()
        if not name.startswith("_") and not name.endswith(".add") and name not in PLATFORM_NAMES
    }
    for name in [name for name in typed if name.endswith(".role")]:
        # A known person is chosen together with the role: "child:<id>".
        role, sign, person = typed[name][-1].partition(PERSON_SIGN)
        if sign:
            typed |= {name: [role], f"{name.removesuffix('.role')}.person": [person]}
    return typed


def uploads_of(request: HttpRequest) -> dict[str, list[UploadedFile]]:
    """Uploaded files by field id."""
    return {name: files for name in request.FILES if (files := request.FILES.getlist(name))}


def rows_wanted(request: HttpRequest) -> str:
    """The group to which the person wants to add a row: the button `<group>.add`."""
    return next((name.removesuffix(".add") for name in request.POST if name.endswith(".add")), "")


def without_removed_rows(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """A form that is drawn anew and not kept: without the rows whose button was pressed, the others numbered anew."""
    for pressed in [name for name in typed if name.endswith(".remove")]:
        typed = _without_rows(typed, pressed.removesuffix(".remove"), typed[pressed])
    return typed


def _without_rows(typed: dict[str, list[str]], group: str, removed: list[str]) -> dict[str, list[str]]:
    # The name of the button stays: it says that the form had the group, even if no row is left.
    kept = {name: values for name, values in typed.items() if not name.startswith(f"{group}.")} | {
        f"{group}.remove": []
    }
    rows: dict[int, dict[str, list[str]]] = {}
    for name, values in typed.items():
        number, _dot, rest = name.removeprefix(f"{group}.").partition(".")
        if name.startswith(f"{group}.") and number.isdigit():
            rows.setdefault(int(number), {})[rest] = values
    left = [row for _number, row in sorted(rows.items()) if row.get("row", [""])[-1] not in removed]
    for index, row in enumerate(left):
        kept |= {f"{group}.{index}.{rest}": values for rest, values in {"row": [""], **row}.items()}
    return kept


def chosen_versions(request: HttpRequest, typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """After a conflict: leave out the fields for which the person chose what was saved elsewhere."""
    stored = {
        name.removeprefix("_keep.")
        for name, value in request.POST.items()
        if name.startswith("_keep.") and value == "stored"
    }
    return {name: values for name, values in typed.items() if name.split(".")[0] not in stored}
