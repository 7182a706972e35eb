"""The house's own rules that import-linter cannot see."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.sources import (
    FLOORS,
    PACKAGE,
    imported_modules,
    module_of,
    python_files,
    relative,
    rooms,
    tree_of,
)

ORDER = {
    # A foreign key may point to a room with a smaller number only.
    "audit": 0,
    "search": 0,
    "posts": 1,
    "access": 2,
    "people": 3,
    "evidence": 4,
    "notifications": 4,
    "catalogue": 5,
    "appointments": 6,
    "certificates": 6,
    "commissions": 6,
    "fees": 6,
    "cases": 7,
    "appeals": 8,
    "community": 8,
    "guides": 8,
    "reports": 9,
    "statements": 9,
}
# A name that would fit any room says nothing about this one.
BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|data|infos?)$|^services?$")
WRITING = {"save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITING_CALLS = WRITING | {f"a{name}" for name in WRITING} | {"execute", "executemany"}
# Asking whether the database answers is reading.
WRITING_ALLOWED = {
    "watandoshlar/web/public_site/views.py": {"execute"},
    "watandoshlar/web/middleware.py": {"execute"},
    # Entries of a catalogue of texts, not rows.
    "watandoshlar/web/message_catalogues.py": {"delete"},
}


@pytest.mark.parametrize("room", rooms(), ids=relative)
def test_a_room_says_what_it_is_for(room):
    assert ast.get_docstring(tree_of(room / "__init__.py")), f"{room.name} needs a docstring: its purpose and its words"
    assert (room / "api.py").exists(), f"{room.name} has no door"


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_rooms_talk_only_through_their_doors(path):
    own_room = module_of(path).split(".")[:3]
    for imported in imported_modules(path):
        parts = imported.split(".")
        if parts[0] == "watandoshlar" and len(parts) > 3 and parts[1] in FLOORS and parts[:3] != own_room:
            assert parts[3:] == ["api"], f"{relative(path)} reaches past the door: {imported}"


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_names_are_the_words_of_the_field(path):
    for part in path.relative_to(PACKAGE).with_suffix("").parts:
        assert not BANNED_NAMES.search(part), f"{relative(path)} is named {part}"


def may_be_rows(called: ast.Attribute, tree: ast.Module) -> bool:
    """Dictionaries are updated too: what `update` is called on counts as rows where a manager or a call gives it."""
    if called.attr not in ("update", "aupdate"):
        return True
    given = called.value
    if isinstance(given, ast.Name):
        values = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == given.id for target in node.targets)
        ]
    else:
        values = [given]
    return any(
        (isinstance(value, ast.Call) and getattr(value.func, "id", "") != "dict")
        or (isinstance(value, ast.Attribute) and value.attr == "objects")
        for value in values
    )


@pytest.mark.parametrize(
    ("source", "writes"),
    [
        ("Draft.objects.update(state='x')", True),
        ("Draft.objects.filter(pk=1).aupdate(state='x')", True),
        ("drafts = access_drafts(user)\ndrafts.update(state='x')", True),
        ("access_drafts(user).update(state='x')", True),
        ("context = {}\ncontext.update(more)", False),
        ("context = dict(more)\ncontext.update(more)", False),
    ],
)
def test_dictionaries_are_told_from_rows(source, writes):
    tree = ast.parse(source)
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = next(call for call in calls if isinstance(call, ast.Attribute) and call.attr in ("update", "aupdate"))
    assert may_be_rows(called, tree) is writes


@pytest.mark.parametrize("path", python_files(PACKAGE / "web"), ids=relative)
def test_the_web_does_not_write(path):
    allowed = WRITING_ALLOWED.get(relative(path), set())
    tree = tree_of(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and may_be_rows(node.func, tree):
            assert node.func.attr not in WRITING_CALLS - allowed, f"{relative(path)}:{node.lineno} writes"
        if isinstance(node, ast.ImportFrom) and node.module:
            assert ".models" not in node.module, f"{relative(path)}:{node.lineno} reaches for tables"


def own_models() -> list:
    return [model for model in apps.get_models() if model.__module__.startswith("watandoshlar.")]


def is_of_a_library(field) -> bool:
    """Whether a class of a library that the model inherits from brought the field along."""
    bases = [base for base in field.model.__mro__ if hasattr(base, "_meta")]
    return any(
        field.name in {one.name for one in base._meta.local_fields}
        for base in bases
        if not base.__module__.startswith("watandoshlar.")
    )


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards(model):
    label = model._meta.app_label
    for field in model._meta.get_fields():
        if not field.concrete or not field.is_relation or field.related_model is None:
            continue
        other = field.related_model._meta.app_label
        # What a library keeps lies below every room, and what it gives a table of ours has names of its own.
        if other == label or other not in ORDER or is_of_a_library(field):
            continue
        assert ORDER[other] < ORDER[label], f"{model._meta.label}.{field.name} points upwards to {other}"
        if label != "access" or other != "access":
            hidden = field.remote_field.hidden
            assert hidden, f"{model._meta.label}.{field.name} crosses rooms and needs related_name='+'"


def test_every_room_of_the_order_exists():
    assert {room.name for room in rooms()} == set(ORDER)


# Runs alone, on a machine without network and without the platform.
OWN_CLOCK = PACKAGE / "foundation" / "crypto" / "ceremony.py"


@pytest.mark.parametrize("path", sorted({*python_files()} - {OWN_CLOCK}), ids=relative)
def test_the_clock_is_asked_at_one_door(path):
    if "clock" in path.parts:
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow"):
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            assert name not in ("datetime", "date", "timezone"), f"{relative(path)}:{node.lineno} asks its own clock"


def migrations() -> list[Path]:
    return sorted(PACKAGE.rglob("migrations/[0-9]*.py"))


@pytest.mark.parametrize("path", migrations(), ids=relative)
def test_migrations_are_named(path):
    assert "_auto_" not in path.name
    assert not re.fullmatch(r"\d+_initial\.py", path.name)


def rule_files() -> list[Path]:
    return sorted(
        path for room in rooms() for path in [*(room / "rules").rglob("*.py"), room / "states.py"] if path.exists()
    )


@pytest.mark.parametrize("path", rule_files(), ids=relative)
def test_rules_are_pure(path):
    for imported in imported_modules(path):
        # Django's validators are pure functions.
        plain = imported in ("django.core.validators", "django.core.exceptions")
        assert plain or not imported.startswith(("django.db", "django.http", "django.core", "django.conf")), (
            f"{relative(path)} reaches for {imported}"
        )
        assert not re.fullmatch(
            r"watandoshlar\.(capabilities|domains)\.\w+\.(api|queries|models|acts)(\..*)?", imported
        ), f"{relative(path)} reaches for {imported}"
