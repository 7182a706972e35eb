"""Fields of a page as the templates in `web/fields/` draw them: from the definition, the texts and what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import get_language

from watandoshlar.capabilities.people.api import KnownPerson
from watandoshlar.domains.catalogue.api import (
    EVIDENCE_KINDS,
    KINDS,
    Fault,
    Field,
    Journey,
    display,
    is_answered,
    sentence_of,
)
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

WITH_REGION = ("country_region", "address")


@dataclass
class FormState:
    """`typed`: HTML names and values just sent or kept from a refused page; they win over stored answers.
    `problems`, `warnings`: faults by field id. `conflicts`: field ids changed elsewhere. `extra_rows`: the group that
    wants one more empty row. `people`: whom the account has applied for before. `replaces_files`: new files take the
    place of those that are there. `refreshes`: the page can be drawn anew while it is filled in. `origins`: by field
    id, where what the person has taken over comes from; it is in `typed`, and not saved."""

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    conflicts: Sequence[str] = ()
    extra_rows: str = ""
    people: Sequence[KnownPerson] = ()
    replaces_files: bool = False
    refreshes: bool = False
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Shown:
    """One field for its template; every attribute that a template may ask is here. `name` is the HTML name of the whole
    answer, `html_name` that of its control."""

    id: str
    kind: str
    name: str
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
    # Where a value comes from that was taken over and is not saved yet.
    origin: str = ""
    # The event at which the page is drawn anew, where there is JavaScript: a change of this field changes the page.
    refresh: str = ""

    @property
    def everything(self) -> list["Shown"]:
        """The field and the fields in its rows."""
        return [self, *(inner for row in self.rows for inner in row["fields"])]

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
    return [drawing.shown_at_top(asked) for asked in drawing.asked]


def names(rule: bool | Condition) -> frozenset[str]:
    """The fields that a rule asks, whether for their value or only whether they are answered."""
    if not isinstance(rule, Condition):
        return frozenset()
    return frozenset(name.removeprefix("answered.") for name in rule.names)


class Found(NamedTuple):
    """What is wrong with a field and what looks odd in it."""

    faults: Sequence[Fault]
    warnings: Sequence[Fault]

    def inside(self, place: str) -> "Found":
        """What is found at a place of a row, as the field there sees it."""
        return Found(
            *(
                [
                    Fault(fault.code, fault.part.removeprefix(place).removeprefix("."), fault.facts)
                    for fault in faults
                    if fault.part == place or fault.part.startswith(f"{place}.")
                ]
                for faults in self
            )
        )


@dataclass(frozen=True)
class _Drawing:
    """What all fields of a page share while they are drawn."""

    journey: Journey
    asked: Sequence[Field]
    texts: Any
    state: FormState

    def shown_at_top(self, asked: Field) -> Shown:
        shown = self.shown(
            asked,
            self.texts.field(asked.id),
            asked.id,
            self.journey.answers.get(asked.id),
            Found(self.state.problems.get(asked.id, ()), self.state.warnings.get(asked.id, ())),
        )
        shown.required = self._is_required(asked, self.journey.is_required(asked), self.asked)
        shown.origin = self.state.origins.get(asked.id, "")
        return shown

    def shown(self, asked: Field, texts, name: str, value: Any, found: Found) -> Shown:
        stored = value if is_answered(asked, value) else None
        sent = self._sent(name)
        typed = (KINDS[asked.kind].typed(asked, name, stored) if stored is not None else {}) | sent
        shown = Shown(
            id=asked.id,
            kind=asked.kind,
            name=name,
            html_name=name,
            html_id=html_id(name),
            label=texts.label,
            hint=texts.hint,
            required=True,
            lang=texts.label.language if texts.label.language != get_language() else "",
            parts=parts_of(asked, name, typed, self._usual_country(asked)),
            source=self.texts.source(asked.source),
        )
        shown.refresh = self._refresh(asked)
        _add_faults(shown, asked, texts, found)
        if asked.kind == "group":
            self._add_rows(shown, asked, texts, stored or [], found)
        elif asked.kind in EVIDENCE_KINDS:
            _add_files(shown, asked, stored or [])
            shown.replaces_files = self.state.replaces_files
        else:
            _add_values(shown, asked, texts, typed, self.state.people)
        if name in self.state.conflicts:
            shown.conflict = self._conflict(shown, asked, texts, stored, typed)
        return shown

    def _sent(self, name: str) -> dict[str, Sequence[str]]:
        """What the form sent for the field and its parts and rows."""
        return {sent: given for sent, given in self.state.typed.items() if sent == name or sent.startswith(f"{name}.")}

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Ids of the fields on which other fields depend, shown or not yet, of the pages that are drawn."""
        pages = [self.journey.definition.page_of[asked.id] for asked in self.asked]
        fields = [field for page in pages for asked in page.fields for field in (asked, *asked.fields)]
        return frozenset(name for field in fields for rule in (field.show_if, field.required) for name in names(rule))

    def _refresh(self, asked: Field) -> str:
        if not self.state.refreshes:
            return ""
        if asked.kind in WITH_REGION:
            event = "change target:select[name$='.country']"
        elif asked.kind in EVIDENCE_KINDS or asked.id in self.deciding:
            event = "change"
        else:
            return ""
        # A group on which other fields depend would send the form a second time.
        return f"{event} consume" if asked.id in self.journey.definition.group_of else event

    def _is_required(self, asked: Field, is_required: bool, together: Sequence[Field]) -> bool:
        """Nothing is called optional that an answer on the same page, or in the same row, may still make necessary."""
        return is_required or bool(names(asked.required) & {one.id for one in together})

    def _usual_country(self, asked: Field) -> str:
        """An address that must be given is usually where its definition says, else in the country where one applies;
        the choice stays open."""
        if asked.kind != "address" or asked.required is not True:
            return ""
        return asked.options["usual_country"] or self.journey.facts.host_country

    def _add_rows(self, shown: Shown, asked: Field, texts, stored: Sequence[Mapping], found: Found) -> None:
        """Stored and typed rows, and an empty one where none is or one more is wanted."""
        rows = {row["row"]: row for row in stored}
        sent = {name.removeprefix(f"{shown.html_name}.").split(".")[0] for name in self._sent(shown.html_name)}
        ids = sorted({row_id for row_id in {*rows, *sent} if row_id.isdecimal()}, key=int)
        most = asked.options["max_rows"]
        if not ids or (self.state.extra_rows == asked.id and len(ids) < most):
            ids.append(str(int(ids[-1]) + 1 if ids else 1))
        for number, row_id in enumerate(ids, start=1):
            prefix = f"{shown.html_name}.{row_id}"
            row = rows.get(row_id, {})
            asked_here = {inner.id: required for inner, required in self.journey.row_fields(asked, row)}
            inner_fields = [
                self._shown_in_row(inner, texts.fields[inner.id], f"{prefix}.{inner.id}", row, asked_here, found)
                for inner in asked.fields
                # What was just typed is not lost when the row as it is stored does not ask it.
                if inner.id in asked_here or self._sent(f"{prefix}.{inner.id}")
            ]
            shown.rows.append(
                {
                    "label": f"{texts.rows_label} {number}",
                    "id_name": f"{prefix}.row",
                    "id": row_id,
                    "remove_name": f"{shown.html_name}.remove" if row else "",
                    "fields": inner_fields,
                }
            )
        if len(ids) < most:
            shown.add_name = f"{shown.html_name}.add"

    def _shown_in_row(
        self, inner: Field, texts, name: str, row: Mapping, asked_here: Mapping[str, bool], found: Found
    ) -> Shown:
        place = name.partition(".")[2]
        shown = self.shown(inner, texts, name, row.get(inner.id), found.inside(place))
        group = self.journey.definition.group_of[inner.id]
        together = (*group.fields, *self.asked)
        shown.required = self._is_required(inner, asked_here.get(inner.id, False), together)
        return shown

    def _conflict(self, shown: Shown, asked: Field, texts, value: Any, typed: Mapping) -> dict:
        """Both versions in words: what was just typed and what another tab or device saved."""
        language = get_language()
        mine = KINDS[asked.kind].parse(asked, typed, self.journey.facts, value).value
        mine, value = (self.journey.relevant(asked, version) for version in (mine, value))
        return {
            "label": shown.label,
            "html_name": f"_keep.{asked.id}",
            "html_id": f"{shown.html_id}-keep",
            "mine": ", ".join(display(asked, mine, language, texts)),
            "stored": ", ".join(display(asked, value, language, texts)),
        }


def _add_faults(shown: Shown, asked: Field, texts, found: Found) -> None:
    """Each fault to its part; those of rows are shown in their rows."""
    part_names = {part.name for part in shown.parts}
    for part in shown.parts:
        part.errors = [sentence_of(fault, texts) for fault in found.faults if fault.part == part.name]
    own = Found(*([fault for fault in faults if asked.kind != "group" or not fault.part] for faults in found))
    shown.errors = [sentence_of(fault, texts) for fault in own.faults if fault.part not in part_names]
    shown.warnings = [sentence_of(fault, texts) for fault in own.warnings]


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


def _add_files(shown: Shown, asked: Field, stored: Sequence[Mapping]) -> None:
    shown.files = [
        {"id": kept["id"], "name": kept["name"], "size": kept["size"], "remove_name": f"{shown.html_name}.remove"}
        for kept in stored
    ]
    shown.attributes = upload_attributes(asked)


def html_id(name: str) -> str:
    return "f-" + name.replace(".", "-").replace("_", "-")
