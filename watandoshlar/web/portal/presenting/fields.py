"""Fields of a page as the templates in `web/fields/` draw them: from the definition, the texts and what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from watandoshlar.capabilities.people.api import KnownPerson
from watandoshlar.domains.catalogue.api import KINDS, Fault, Field, Journey, display, is_answered, sentence_of
from watandoshlar.foundation.conditions import Condition
from watandoshlar.web.portal.presenting.parts import (
    Part,
    attributes_of,
    choices_of,
    parts_of,
    upload_attributes,
    with_known_people,
    with_person,
)

UPLOADS = ("file", "photo")
WITH_REGION = ("country_region", "address")


@dataclass
class FormState:
    """`typed`: HTML names and values just sent or kept from a refused page; they win over stored answers.
    `problems`, `warnings`: faults by field id. `conflicts`: field ids changed elsewhere. `extra_rows`: the group that
    wants one more empty row. `people`: whom the account has applied for before. `replaces_files`: new files take the
    place of those that are there. `refreshes`: the page can be drawn anew while it is filled in."""

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    conflicts: Sequence[str] = ()
    extra_rows: str = ""
    people: Sequence[KnownPerson] = ()
    replaces_files: bool = False
    refreshes: bool = False


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
    parts: list[Part] = field(default_factory=list)
    attributes: dict = field(default_factory=dict)
    files: list[dict] = field(default_factory=list)
    replaces_files: bool = False
    rows: list[dict] = field(default_factory=list)
    add_name: str = ""
    source: Any = None
    conflict: dict | None = None
    # The event at which the page is drawn anew, where there is JavaScript: a change of this field changes the page.
    refresh: str = ""

    @property
    def all_errors(self) -> list[tuple[str, str, str]]:
        """(HTML id, question, sentence) of each error of the field, of its parts and of its rows."""
        own = [(self.html_id, str(self.label), error) for error in self.errors]
        parts = [(part.html_id, f"{self.label}: {part.label}", error) for part in self.parts for error in part.errors]
        rows = [
            (inner_id, f"{row['label']}: {question}", error)
            for row in self.rows
            for shown in row["fields"]
            for inner_id, question, error in shown.all_errors
        ]
        return [*own, *parts, *rows]


def shown_fields(journey: Journey, asked_fields: Iterable[Field], texts, state: FormState) -> list[Shown]:
    """The fields as they are to be drawn, in order, with what is wrong in them."""
    drawing = _Drawing(journey, tuple(asked_fields), texts, state)
    return [
        drawing.shown(
            asked,
            texts.field(asked.id),
            asked.id,
            journey.answers.get(asked.id),
            state.problems.get(asked.id, ()),
        )
        for asked in drawing.asked
    ]


def names(rule: bool | Condition) -> frozenset[str]:
    """The fields that a rule asks, whether for their value or only whether they are answered."""
    if not isinstance(rule, Condition):
        return frozenset()
    return frozenset(name.removeprefix("answered.") for name in rule.names)


@dataclass(frozen=True)
class _Drawing:
    """What all fields of a page share while they are drawn."""

    journey: Journey
    asked: Sequence[Field]
    texts: Any
    state: FormState

    def shown(self, asked: Field, texts, name: str, value: Any, faults: Sequence[Fault]) -> Shown:
        sent = {key: given for key, given in self.state.typed.items() if key == name or key.startswith(f"{name}.")}
        typed = KINDS[asked.kind].typed(asked, name, value) if is_answered(asked, value) else {}
        # A form sends all the rows of a group: one that is not there was taken away.
        typed = sent if sent and asked.kind == "group" else typed | sent
        shown = Shown(
            id=asked.id,
            kind=asked.kind,
            html_name=name,
            html_id=html_id(name),
            label=texts.label,
            hint=texts.hint,
            required=self._is_required(asked),
            lang=texts.label.language if texts.label.language != get_language() else "",
            parts=parts_of(asked, name, typed, self._usual_country(asked)),
            source=self.texts.source(asked.source),
        )
        shown.refresh = self._refresh(asked)
        self._add_faults(shown, asked, texts, faults)
        if asked.kind == "group":
            self._add_rows(shown, asked, texts, typed, value or [], faults)
        elif asked.kind in UPLOADS:
            _add_files(shown, asked, value)
            shown.replaces_files = self.state.replaces_files
        else:
            _add_values(shown, asked, texts, typed, self.state.people)
        if asked.id in self.state.conflicts:
            shown.conflict = self._conflict(shown, asked, texts, value, typed)
        return shown

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Ids of the fields on which other fields depend, shown or not yet, of the pages that are drawn."""
        pages = [self.journey.definition.page_of[asked.id] for asked in self.asked]
        rules = [rule for page in pages for asked in page.fields for rule in (asked.show_if, asked.required)]
        return frozenset(name for rule in rules for name in names(rule))

    def _refresh(self, asked: Field) -> str:
        if not self.state.refreshes:
            return ""
        if asked.kind in WITH_REGION:
            return "change target:select[name$='.country']"
        return "change" if asked.kind in UPLOADS or asked.id in self.deciding else ""

    def _is_required(self, asked: Field) -> bool:
        """Nothing is called optional that an answer on the same page may still make necessary."""
        if not isinstance(asked.required, Condition) or asked not in self.asked:
            return asked.required is not False
        return self.journey.is_required(asked) or bool(names(asked.required) & {one.id for one in self.asked})

    def _usual_country(self, asked: Field) -> str:
        """An address that must be given is usually in the country where one applies; the choice stays open."""
        return self.journey.facts.host_country if asked.kind == "address" and asked.required is True else ""

    def _add_faults(self, shown: Shown, asked: Field, texts, faults: Sequence[Fault]) -> None:
        """Each fault to its part; those of rows are shown in their rows."""
        part_names = {part.name for part in shown.parts}
        for part in shown.parts:
            part.errors = [sentence_of(fault, texts) for fault in faults if fault.part == part.name]
        shown.errors = [
            sentence_of(fault, texts)
            for fault in faults
            if fault.part not in part_names and not (asked.kind == "group" and fault.part)
        ]
        shown.warnings = [sentence_of(fault, texts) for fault in self.state.warnings.get(asked.id, ())]

    def _add_rows(
        self, shown: Shown, asked: Field, texts, typed: Mapping, stored: Sequence[Mapping], faults: Sequence[Fault]
    ) -> None:
        """Stored and typed rows, and an empty one where none is or one more is wanted."""
        numbers = [sent.removeprefix(f"{shown.html_name}.").split(".")[0] for sent in typed]
        count = max((int(number) for number in numbers if number.isdigit()), default=-1) + 1
        if not count or self.state.extra_rows == asked.id:
            count += 1
        count = min(count, asked.options["max_rows"])
        by_id = {row["row"]: row for row in stored}
        for index in range(count):
            prefix = f"{shown.html_name}.{index}"
            row = stored[index] if index < len(stored) else {}
            if sent := typed.get(f"{prefix}.row"):
                row = by_id.get(sent[-1], {})
            inner_fields = [
                self.shown(
                    inner,
                    texts.fields[inner.id],
                    f"{prefix}.{inner.id}",
                    row.get(inner.id),
                    _inner(faults, f"{index}.{inner.id}"),
                )
                for inner in asked.fields
            ]
            shown.rows.append(
                {
                    "label": f"{texts.rows_label} {index + 1}",
                    "id_name": f"{prefix}.row",
                    "id": row.get("row", ""),
                    "remove_name": f"{shown.html_name}.remove" if row else "",
                    "fields": inner_fields,
                }
            )
        if count < asked.options["max_rows"]:
            shown.add_name = f"{shown.html_name}.add"

    def _conflict(self, shown: Shown, asked: Field, texts, value: Any, typed: Mapping) -> dict:
        """Both versions in words: what was just typed and what another tab or device saved."""
        language = get_language()
        mine = KINDS[asked.kind].parse(asked, typed, self.journey.facts, value).value
        return {
            "label": shown.label,
            "html_name": f"_keep.{asked.id}",
            "html_id": f"{shown.html_id}-keep",
            "mine": ", ".join(display(asked, mine, language, texts)),
            "stored": ", ".join(display(asked, value, language, texts)),
        }


def _add_values(
    shown: Shown, asked: Field, texts, typed: Mapping[str, Sequence[str]], people: Sequence[KnownPerson]
) -> None:
    values = list(typed.get(shown.html_name, ()))
    options = choices_of(asked, texts)
    if asked.kind == "person":
        # One list of radio buttons for the role and, where they are known, for the people in it.
        role, person = (next(iter(typed.get(f"{shown.html_name}.{part}", ())), "") for part in ("role", "person"))
        values = [with_person(role, person)]
        options = with_known_people(options, people)
        shown.html_name = f"{shown.html_name}.role"
        shown.parts = []
    shown.value = values[-1] if values else ""
    shown.attributes = attributes_of(asked)
    shown.choices = [{"value": code, "label": label, "selected": code in values} for code, label in options]


def _add_files(shown: Shown, asked: Field, value: Any) -> None:
    shown.files = [
        {"id": kept["id"], "name": kept["name"], "size": kept["size"], "remove_name": f"{shown.html_name}.remove"}
        for kept in value or []
    ]
    shown.attributes = upload_attributes(asked)


def _inner(faults: Sequence[Fault], place: str) -> list[Fault]:
    """The faults of one field of a row, as that field sees them."""
    return [
        Fault(fault.code, fault.part.removeprefix(place).removeprefix("."), fault.facts)
        for fault in faults
        if fault.part == place or fault.part.startswith(f"{place}.")
    ]


def html_id(name: str) -> str:
    return "f-" + name.replace(".", "-").replace("_", "-")
