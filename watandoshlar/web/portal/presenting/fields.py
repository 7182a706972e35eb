"""Fields of a page as the templates in `web/fields/` draw them: from the definition, the texts and what was typed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from watandoshlar.domains.catalogue.api import KINDS, Fault, Field, sentence_of
from watandoshlar.web.portal.presenting import parts

UPLOADS = ("file", "photo")


@dataclass
class FormState:
    """`answers`: stored values. `typed`: HTML names and values just sent or kept from a refused page, which win.
    `problems`, `warnings`: faults by field id. `extra_rows`: the group that wants one more empty row."""

    answers: Mapping[str, Any]
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    extra_rows: str = ""


@dataclass
class Shown:
    """One field for its template; every attribute that a template may ask is here."""

    id: str
    kind: str
    html_name: str
    html_id: str
    label: str
    hint: str
    required: bool
    lang: str = ""
    value: Any = ""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    choices: list[dict] = field(default_factory=list)
    parts: list[parts.Part] = field(default_factory=list)
    attributes: dict = field(default_factory=dict)
    files: list[dict] = field(default_factory=list)
    rows: list[dict] = field(default_factory=list)
    add_name: str = ""
    source: Any = None
    conflict: dict | None = None

    @property
    def all_errors(self) -> list[str]:
        """Errors of the field, of its parts and of its rows."""
        inner = [error for row in self.rows for shown in row["fields"] for error in shown.all_errors]
        return [*self.errors, *(error for part in self.parts for error in part.errors), *inner]


def shown_fields(
    asked_fields: Iterable[Field],
    texts,
    state: FormState,
    file_url: Callable[[str], str],
    sources: Mapping[str, Any] | None = None,
) -> list[Shown]:
    return [
        _shown(
            asked,
            texts.field(asked.id),
            asked.id,
            state.answers.get(asked.id),
            state,
            state.problems.get(asked.id, ()),
            state.warnings.get(asked.id, ()),
            sources or {},
        )
        for asked in asked_fields
    ]


def _shown(
    asked: Field,
    texts,
    name: str,
    value: Any,
    state: FormState,
    faults: Sequence[Fault],
    warnings: Sequence[Fault],
    sources: Mapping[str, Any],
) -> Shown:
    kind = KINDS[asked.kind]
    typed = kind.typed(asked, name, value) if kind.is_answered(value) and kind.fits(asked, value) else {}
    typed |= {sent: values for sent, values in state.typed.items() if sent == name or sent.startswith(f"{name}.")}
    shown = Shown(
        id=asked.id,
        kind=asked.kind,
        html_name=name,
        html_id=_html_id(name),
        label=texts.label,
        hint=texts.hint,
        required=asked.required is not False,
        lang=texts.label.language if texts.label.language != get_language() else "",
        source=sources.get(asked.source) if asked.source else None,
    )
    shown.parts = parts.parts_of(asked, name, typed)
    part_names = {part.name for part in shown.parts}
    shown.errors = [sentence_of(fault, texts) for fault in faults if fault.part not in part_names]
    shown.warnings = [sentence_of(fault, texts) for fault in warnings]
    for part in shown.parts:
        part.errors = [sentence_of(fault, texts) for fault in faults if fault.part == part.name]
    if asked.kind == "group":
        _add_rows(shown, asked, texts, typed, value, state, faults, sources)
        shown.errors = [sentence_of(fault, texts) for fault in faults if not fault.part[:1].isdigit()]
    elif asked.kind in UPLOADS:
        _add_files(shown, asked, value)
    else:
        _add_values(shown, asked, texts, typed)
    return shown


def _add_values(shown: Shown, asked: Field, texts, typed: Mapping[str, Sequence[str]]) -> None:
    values = list(typed.get(shown.html_name, ()))
    shown.value = values[-1] if values else ""
    shown.attributes = parts.attributes_of(asked)
    options = parts.choices_of(asked, texts)
    if asked.kind == "person":
        # The role is one radio group; who exactly it is comes from the platform.
        shown.html_name = f"{shown.html_name}.role"
        values = list(typed.get(shown.html_name, ()))
        shown.parts = []
    shown.choices = [{"value": code, "label": label, "selected": code in values} for code, label in options]


def _add_files(shown: Shown, asked: Field, value: Any) -> None:
    shown.files = [
        {"id": kept["id"], "name": kept["name"], "size": kept["size"], "remove_name": f"{shown.html_name}.remove"}
        for kept in value or []
    ]
    shown.attributes = parts.upload_attributes(asked)


def _add_rows(
    shown: Shown,
    asked: Field,
    texts,
    typed: Mapping[str, Sequence[str]],
    value: Any,
    state: FormState,
    faults: Sequence[Fault],
    sources: Mapping[str, Any],
) -> None:
    """Stored and typed rows, and an empty one where none is or one more is wanted."""
    indexes = {
        int(rest[0]) for sent in typed if (rest := sent.removeprefix(f"{shown.html_name}.").split("."))[0].isdigit()
    }
    count = max(indexes, default=-1) + 1
    if not count or state.extra_rows == asked.id:
        count += 1
    stored = dict(enumerate(value or []))
    for index in range(min(count, asked.options["max_rows"])):
        row = stored.get(index, {})
        prefix = f"{shown.html_name}.{index}"
        shown.rows.append(
            {
                "label": f"{texts.rows_label} {index + 1}",
                "id_name": f"{prefix}.row",
                "id": row.get("row", ""),
                "remove_name": f"{shown.html_name}.remove" if row else "",
                "fields": [
                    _shown(
                        inner,
                        texts.fields[inner.id],
                        f"{prefix}.{inner.id}",
                        row.get(inner.id),
                        state,
                        _inner(faults, f"{index}.{inner.id}"),
                        (),
                        sources,
                    )
                    for inner in asked.fields
                ],
            }
        )
    if count < asked.options["max_rows"]:
        shown.add_name = f"{shown.html_name}.add"


def _inner(faults: Sequence[Fault], place: str) -> list[Fault]:
    """The faults of one field of a row, as that field sees them."""
    return [
        Fault(fault.code, fault.part.removeprefix(place).removeprefix("."), fault.facts)
        for fault in faults
        if fault.part == place or fault.part.startswith(f"{place}.")
    ]


def _html_id(name: str) -> str:
    return "f-" + name.replace(".", "-").replace("_", "-")
