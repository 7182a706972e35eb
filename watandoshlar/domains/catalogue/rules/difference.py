"""What changed between two versions of a service, and what becomes of answers given under the old one.

Kinds of change, from light to heavy:

* `text_only`: words and citations; whoever has begun need not know;
* `additive`: everything that could be answered still can, and nothing new must be;
* `breaking`: an answer may fit no more, a new one may be needed, or what follows from the answers may differ.

What is not surely additive is breaking.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from watandoshlar.domains.catalogue.rules import words
from watandoshlar.domains.catalogue.rules.definition import Definition, Fee, Field, Page, Term
from watandoshlar.domains.catalogue.rules.kinds import KINDS, is_answered, kind_of

NONE, TEXT_ONLY, ADDITIVE, BREAKING = "none", "text_only", "additive", "breaking"
WEIGHTS = {NONE: 0, TEXT_ONLY: 1, ADDITIVE: 2, BREAKING: 3}

Answers = Mapping[str, Any]
SetAside = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind` as above, `code` what was done, `path` where (`fields.stay_until.required`)."""

    kind: str
    code: str
    path: str

    @property
    def label(self) -> str | Promise:
        return words.CHANGES[self.code]

    @property
    def effect(self) -> str | Promise:
        return words.EFFECTS[self.kind]

    @property
    def part(self) -> str | Promise:
        """What was changed, without its name."""
        return words.PARTS[self.path.split(".", 1)[0]]

    @property
    def named(self) -> str:
        """The id of what was changed, in its part; empty when the part has only one."""
        head, _dot, rest = self.path.partition(".")
        return "" if head == "decision" else rest.split(".", 1)[0]

    @property
    def aspect(self) -> str | Promise:
        """What of it was changed; empty when it was changed as a whole."""
        head, *rest = self.path.split(".")
        if len(rest) < (1 if head == "decision" else 2):
            return ""
        return words.ASPECTS.get(rest[-1], words.OTHER_ASPECT)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes; `kind` is that of the heaviest, "none" without any."""

    changes: tuple[Change, ...]

    @property
    def kind(self) -> str:
        return max((change.kind for change in self.changes), key=WEIGHTS.__getitem__, default=NONE)

    @property
    def is_none(self) -> bool:
        return not self.changes

    @property
    def label(self) -> str | Promise:
        return words.DIFFERENCES[self.kind]


def classify(
    old: Definition, new: Definition, old_texts: Mapping[str, Any], new_texts: Mapping[str, Any]
) -> Difference:
    """The difference between two versions of one service; texts are raw, by language."""
    return Difference(tuple(_changes(old, new, old_texts, new_texts)))


def _changes(
    old: Definition, new: Definition, old_texts: Mapping[str, Any], new_texts: Mapping[str, Any]
) -> Iterator[Change]:
    yield from _pages(old, new)
    yield from _fields("fields", dict(old.fields), dict(new.fields))
    for key in ("checks", "eligibility"):
        yield from _rules(key, getattr(old, key), getattr(new, key), removal=ADDITIVE)
    for key in ("fees", "terms", "consents", "referrals", "recommendations"):
        yield from _rules(key, getattr(old, key), getattr(new, key), removal=BREAKING)
    yield from _decision(old, new)
    for key in ("document", "hand_over", "visit", "mandate", "family"):
        if _bare(getattr(old, key)) != _bare(getattr(new, key)):
            yield Change(BREAKING, "changed", key)
    yield from _around(old, new)
    for language in sorted({*old_texts, *new_texts}):
        if old_texts.get(language) != new_texts.get(language):
            yield Change(TEXT_ONLY, "changed", f"texts.{language}")


def _around(old: Definition, new: Definition) -> Iterator[Change]:
    """What does not touch the answers."""
    for key in ("topic", "asked_before"):
        if getattr(old, key) != getattr(new, key):
            yield Change(TEXT_ONLY, "changed", key)
    if old.confidential != new.confidential:
        yield Change(ADDITIVE, "changed", "confidential")
    if old != new and _sources(old) != _sources(new):
        yield Change(TEXT_ONLY, "changed", "sources")


def _bare(item: Any) -> Any:
    """The item without its citations."""
    if isinstance(item, Term):
        parts = {key: tuple(replace(part, source="") for part in getattr(item, key)) for key in ("ladder", "duties")}
        item = replace(item, **parts)
    if isinstance(item, Fee):
        item = replace(item, waivers=tuple(replace(waiver, source=None) for waiver in item.waivers))
    return None if item is None else replace(item, source=None)


def _sources(definition: Definition) -> Any:
    """Sources and who cites them: all that may change with no effect on an application."""
    cited = [*definition.all_fields(), *definition.checks, *definition.eligibility, *definition.fees, *definition.terms]
    cited += [part for term in definition.terms for part in (*term.ladder, *term.duties)]
    cited += [waiver for fee in definition.fees for waiver in fee.waivers]
    cited += [*definition.consents, *definition.referrals, *definition.recommendations]
    single = (definition.hand_over, definition.visit, definition.mandate, definition.family)
    decision = definition.decision
    cited += [part for part in (decision, decision.commission, definition.document, *single) if part is not None]
    return definition.sources, [item.source for item in cited]


def _pages(old: Definition, new: Definition) -> Iterator[Change]:
    before, after = ({page.id: page for page in definition.pages} for definition in (old, new))
    for page_id in before.keys() - after.keys():
        # Its fields are judged one by one: they may have moved to another page.
        yield Change(ADDITIVE, "removed", f"pages.{page_id}")
    for page_id in after.keys() - before.keys():
        yield Change(ADDITIVE, "added", f"pages.{page_id}")
    for page_id in before.keys() & after.keys():
        yield from _page(before[page_id], after[page_id])
    if [page for page in before if page in after] != [page for page in after if page in before]:
        yield Change(ADDITIVE, "reordered", "pages")


def _page(old: Page, new: Page) -> Iterator[Change]:
    path = f"pages.{old.id}"
    if old.show_if != new.show_if:
        yield Change(BREAKING, "changed", f"{path}.show_if")
    if [field.id for field in old.fields] != [field.id for field in new.fields]:
        yield Change(ADDITIVE, "reordered", f"{path}.fields")


def _fields(path: str, old: dict[str, Field], new: dict[str, Field]) -> Iterator[Change]:
    for field_id in old.keys() - new.keys():
        yield Change(BREAKING, "removed", f"{path}.{field_id}")
    for field_id in new.keys() - old.keys():
        yield Change(ADDITIVE if new[field_id].required is False else BREAKING, "added", f"{path}.{field_id}")
    for field_id in old.keys() & new.keys():
        yield from _field(f"{path}.{field_id}", old[field_id], new[field_id])


def _field(path: str, old: Field, new: Field) -> Iterator[Change]:
    if old.kind != new.kind:
        yield Change(BREAKING, "changed", f"{path}.kind")
        return
    if old.show_if != new.show_if:
        yield Change(BREAKING, "changed", f"{path}.show_if")
    if old.required != new.required:
        yield Change(ADDITIVE if new.required is False else BREAKING, "changed", f"{path}.required")
    if (old.known, old.reads) != (new.known, new.reads):
        yield Change(ADDITIVE, "changed", f"{path}.known")
    for name, option in kind_of(old).options.items():
        before, after = old.options[name], new.options[name]
        if before != after:
            yield Change(ADDITIVE if option.wider(before, after) else BREAKING, "changed", f"{path}.{name}")
    if old.fields != new.fields:
        yield from _fields(
            f"{path}.fields",
            {field.id: field for field in old.fields},
            {field.id: field for field in new.fields},
        )


def _rules(path: str, old: tuple[Any, ...], new: tuple[Any, ...], *, removal: str) -> Iterator[Change]:
    before, after = ({item.id: _bare(item) for item in items} for items in (old, new))
    for item_id in before.keys() - after.keys():
        yield Change(removal, "removed", f"{path}.{item_id}")
    for item_id in after.keys() - before.keys():
        yield Change(BREAKING, "added", f"{path}.{item_id}")
    for item_id in before.keys() & after.keys():
        if before[item_id] != after[item_id]:
            yield Change(BREAKING, "changed", f"{path}.{item_id}")
    if [item for item in before if item in after] != [item for item in after if item in before]:
        yield Change(BREAKING, "reordered", path)


def _decision(old: Definition, new: Definition) -> Iterator[Change]:
    if old.decision.second_officer != new.decision.second_officer:
        yield Change(BREAKING, "changed", "decision.second_officer")
    before, after = old.decision.refusal_reasons, new.decision.refusal_reasons
    if before != after:
        yield Change(ADDITIVE if set(before) <= set(after) else BREAKING, "changed", "decision.refusal_reasons")
    if _bare(old.decision.commission) != _bare(new.decision.commission):
        yield Change(BREAKING, "changed", "decision.commission")


# --- answers --------------------------------------------------------------------------------------------------------


def carry_answers(
    old: Definition, new: Definition, answers: Answers, set_aside: SetAside | None = None
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Take answers from one version to another. Nothing is lost: what has no place is set aside, by field id, the
    newest last, and comes back when a later version has a place for it again.

    Returns (answers, set aside).
    """
    aside = {name: list(values) for name, values in (set_aside or {}).items()}
    carried: dict[str, Any] = {}
    for name, value in answers.items():
        if _has_place(new, name, value):
            carried[name] = value
        elif value not in aside.get(name, []):
            aside.setdefault(name, []).append(value)
    for name in list(aside):
        if name not in carried and not _same_place(old, new, name):
            _restore(new, name, carried, aside)
    return carried, aside


def _has_place(new: Definition, name: str, value: Any) -> bool:
    field = new.fields.get(name)
    if field is None:
        return False
    # An empty value takes no room: it is kept where it is as long as the field is there.
    return is_answered(field, value) or not KINDS[field.kind].is_answered(value)


def _same_place(old: Definition, new: Definition, name: str) -> bool:
    """Whether the field was there before and could hold the same: then the applicant left it as it is."""
    before, after = old.fields.get(name), new.fields.get(name)
    return before is not None and after is not None and before.kind == after.kind and before.options == after.options


def _restore(new: Definition, name: str, carried: dict[str, Any], aside: dict[str, list[Any]]) -> None:
    field = new.fields.get(name)
    if field is None:
        return
    for value in reversed(aside[name]):
        if is_answered(field, value):
            carried[name] = value
            aside[name] = [other for other in aside[name] if other != value]
            break
    if not aside[name]:
        del aside[name]
