"""Changes to a copy of the folder of a service, as its owner makes them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SLUG = "consular-registration"
NEW_FIELD = "nickname"


@contextmanager
def changed(services: Path, change: Callable[[Path], None]) -> Iterator[Path]:
    """The folder of the service with the change, until the end of the block."""
    folder = services / SLUG
    kept = services.parent / f"{SLUG}-as-it-was"
    shutil.copytree(folder, kept)
    try:
        change(folder)
        yield folder
    finally:
        shutil.rmtree(folder)
        kept.rename(folder)


def change_a_word(folder: Path) -> None:
    replace(folder / "texts" / "en.yaml", "\nsummary: ", "\nsummary: Now in other words. ")


def ask_one_thing_more(folder: Path) -> None:
    """An optional question on the page of contacts."""
    replace(
        folder / "definition.yaml",
        "      - {id: phone, kind: phone}\n",
        f"      - {{id: phone, kind: phone}}\n      - {{id: {NEW_FIELD}, kind: short_text, required: false}}\n",
    )
    for texts in (folder / "texts").glob("*.yaml"):
        replace(texts, "\nfields:\n", f"\nfields:\n  {NEW_FIELD}:\n    label: Nickname\n")


def ask_no_phone(folder: Path) -> None:
    """A question is gone, and with it its place in the answers."""
    replace(folder / "definition.yaml", "      - {id: phone, kind: phone}\n", "")
    for texts in (folder / "texts").glob("*.yaml"):
        drop_field(texts, "phone")
    for example in (folder / "examples").glob("*.yaml"):
        lines = example.read_text().splitlines(keepends=True)
        example.write_text("".join(line for line in lines if not line.startswith("    phone:")))


def spoil(folder: Path) -> None:
    replace(folder / "definition.yaml", 'other_post"', 'no_such_field"')


def drop_field(texts: Path, name: str) -> None:
    """Take a field and what is indented below it out of the texts."""
    kept, dropping = [], False
    for line in texts.read_text().splitlines(keepends=True):
        if line.startswith(f"  {name}:"):
            dropping = True
            continue
        dropping = dropping and line.startswith("    ")
        if not dropping:
            kept.append(line)
    texts.write_text("".join(kept))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
