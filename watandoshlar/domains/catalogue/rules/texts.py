"""The words of a service in one language: what there must be, what is missing, and how they are read.

Raw texts are the nested mapping of `texts/<language>.yaml`. A text is addressed by its path, a tuple of keys, or the
same with dots: `fields.stay_kind.choices.permanent`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Definition, Field, SourceState
from watandoshlar.domains.catalogue.rules.faults import Problem

Path = tuple[str, ...]
Raw = Mapping[str, Any]


class Phrase(str):
    """A text with the language in which it really is: another than asked for when that one lacks it."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> "Phrase":
        phrase = super().__new__(cls, text)
        phrase.language = language
        return phrase


@dataclass(frozen=True, slots=True)
class Expected:
    """A text that a definition has a place for. An optional one must be in every required language or in none."""

    path: Path
    is_required: bool = True
    is_list: bool = False


def expected_texts(definition: Definition) -> tuple[Expected, ...]:
    """Every text that the definition has a place for."""
    return tuple(_expected(definition))


def _expected(definition: Definition) -> Iterator[Expected]:
    yield from (Expected(("title",)), Expected(("summary",)), Expected(("before_you_start",), is_list=True))
    yield Expected(("after",))
    yield from (Expected(("sources", key)) for key in definition.sources)
    for page in definition.pages:
        yield Expected(("pages", page.id, "title"))
        yield Expected(("pages", page.id, "intro"), is_required=False)
        for field in page.fields:
            yield from _expected_of_field(("fields", field.id), field)
    for check in definition.checks:
        yield Expected(("checks", check.id))
    for rule in definition.eligibility:
        yield from (Expected(("eligibility", rule.id, part)) for part in ("reason", "advice"))
    yield from (Expected(("fees", fee.id)) for fee in definition.fees)
    waivers = dict.fromkeys(waiver.id for fee in definition.fees for waiver in fee.waivers)
    yield from (Expected(("waivers", waiver)) for waiver in waivers)
    yield from (Expected(("terms", term.id)) for term in definition.terms)
    yield from (Expected(("refusal_reasons", reason)) for reason in definition.decision.refusal_reasons)
    if definition.document and not definition.document.amends:
        yield from (Expected(("document", part), part != "footer") for part in ("title", "body", "footer"))
        yield from (Expected(("document", "rows", row)) for row in definition.document.rows)
    if definition.document and definition.document.once:
        yield Expected(("document", "once"))
    yield from _expected_of_arrangements(definition)


def _expected_of_arrangements(definition: Definition) -> Iterator[Expected]:
    if definition.hand_over:
        yield from (Expected(("hand_over", part)) for part in ("result", "advice"))
    if definition.visit:
        yield from (Expected(("visit", part)) for part in ("reason", "bring"))
    for consent in definition.consents:
        yield from (Expected(("consents", consent.id, part)) for part in ("title", "body"))
    yield from (Expected(("referrals", referral.id)) for referral in definition.referrals)
    for one in definition.recommendations:
        yield from (Expected(("recommendations", one.id, part)) for part in ("title", "body"))
    if definition.decision.commission:
        yield from (Expected(("commission", part)) for part in ("title", "body"))


def _expected_of_field(path: Path, field: Field) -> Iterator[Expected]:
    yield Expected((*path, "label"))
    yield Expected((*path, "hint"), is_required=False)
    for choice in field.options.get("choices", ()):
        yield Expected((*path, "choices", choice))
    if field.kind == "group":
        yield Expected((*path, "rows_label"))
        for inner in field.fields:
            yield from _expected_of_field((*path, "fields", inner.id), inner)


def look_up(raw: Any, path: Path) -> Any:
    """What stands at the path, or None."""
    for key in path:
        if not isinstance(raw, Mapping) or key not in raw:
            return None
        raw = raw[key]
    return raw


def is_text(expected: Expected, found: Any) -> bool:
    """Whether what was found is a text of the expected form, with words in it."""
    if expected.is_list:
        return isinstance(found, list) and bool(found) and all(isinstance(line, str) and line.strip() for line in found)
    return isinstance(found, str) and bool(found.strip())


def text_problems(
    definition: Definition, raws: Mapping[str, Raw], required: Iterable[str], files: Callable[[str], str]
) -> Iterator[Problem]:
    """What is missing or too much in the texts of a definition.

    `raws` maps language codes to raw texts, `required` are the languages that must be complete, `files` names the
    file of a language. Codes: `missing_language`, `missing_text`, `not_a_text`, `text_for_nothing`,
    `other_number_of_lines`.
    """
    expected = expected_texts(definition)
    complete = [language for language in required if language in raws]
    for language in set(required) - set(complete):
        yield Problem("", "missing_language", {"language": language}, files(language))
    for language, raw in raws.items():
        yield from _too_much(raw, {item.path for item in expected}, files(language))
        for item in expected:
            found = look_up(raw, item.path)
            if found is None:
                if language in complete and (item.is_required or _has_any(raws, complete, item)):
                    yield Problem(".".join(item.path), "missing_text", file=files(language))
            elif not is_text(item, found):
                yield Problem(".".join(item.path), "not_a_text", file=files(language))
            elif item.is_list and len(found) != len(
                look_up(raws.get(complete[0] if complete else ""), item.path) or found
            ):
                yield Problem(".".join(item.path), "other_number_of_lines", {"number": len(found)}, files(language))


def _has_any(raws: Mapping[str, Raw], languages: Iterable[str], item: Expected) -> bool:
    return any(look_up(raws[language], item.path) is not None for language in languages)


def _too_much(raw: Any, paths: set[Path], file: str, path: Path = ()) -> Iterator[Problem]:
    if path in paths:
        return
    if not any(known[: len(path)] == path for known in paths):
        yield Problem(".".join(path), "text_for_nothing", file=file)
    elif not isinstance(raw, Mapping):
        yield Problem(".".join(path), "not_a_text", file=file)
    else:
        for key, value in raw.items():
            yield from _too_much(value, paths, file, (*path, str(key)))


def derive(raw: Raw, overrides: Raw | None, convert: Callable[[str], str]) -> dict[str, Any]:
    """The texts of a derived language: converted, with `overrides` in place of what the rule gets wrong."""
    overrides = overrides or {}
    derived = {key: _derived(value, overrides.get(key), convert) for key, value in raw.items()}
    return {**{key: value for key, value in overrides.items() if key not in derived}, **derived}


def _derived(value: Any, override: Any, convert: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return derive(value, override if isinstance(override, Mapping) else None, convert)
    if override is not None:
        return override
    return [convert(str(line)) for line in value] if isinstance(value, list) else convert(str(value))


@dataclass(frozen=True, slots=True)
class PageTexts:
    """`intro` is empty when the page has none."""

    title: Phrase
    intro: Phrase


@dataclass(frozen=True, slots=True)
class FieldTexts:
    """`choices` by choice; `rows_label` and `fields` only for a group; `checks` are the sentences of the checks that
    may stand at the field."""

    label: Phrase
    hint: Phrase
    choices: Mapping[str, Phrase]
    rows_label: Phrase
    fields: Mapping[str, "FieldTexts"]
    checks: Mapping[str, Phrase]


@dataclass(frozen=True, slots=True)
class EligibilityTexts:
    """Why one cannot apply here, and what to do instead."""

    reason: Phrase
    advice: Phrase


@dataclass(frozen=True, slots=True)
class ConsentTexts:
    """What is agreed to, in the words of who agrees."""

    title: Phrase
    body: Phrase


@dataclass(frozen=True, slots=True)
class RecommendationTexts:
    """What a body is asked to say of the applicant, in the words of the body."""

    title: Phrase
    body: Phrase


@dataclass(frozen=True, slots=True)
class CommissionTexts:
    """What the commission decides (`title`), and what that means for the applicant (`body`)."""

    title: Phrase
    body: Phrase


@dataclass(frozen=True, slots=True)
class SourceTexts:
    """The name of a legal source in words, where it can be read, whether it is confirmed, and as of which day."""

    name: Phrase
    url: str
    state: SourceState
    as_of: str
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class DocumentTexts:
    """`footer` is empty when the document has none; `rows` are the labels of rows by field. `once` says what to do to
    who has one already; empty where there may be several."""

    title: Phrase
    body: Phrase
    footer: Phrase
    rows: Mapping[str, Phrase]
    once: Phrase


class Texts:
    """The words of one version in one language, with what is missing taken from the language `fallback`.

    Every text is a `Phrase`. `completeness` is the share, from 0 to 1, of the texts of `fallback` that `language` has.
    """

    def __init__(self, definition: Definition, language: str, raws: Mapping[str, Raw], fallback: str) -> None:
        self.language = language
        self._definition = definition
        self._sources = [(code, raws[code]) for code in dict.fromkeys((language, fallback)) if code in raws]
        self._own = raws.get(language, {})
        self._fallback = raws.get(fallback, {})

    def get(self, path: str) -> Phrase:
        """The text at a dotted path; an empty one when no language has it."""
        return self._phrase(tuple(path.split(".")))

    def _phrase(self, path: Path) -> Phrase:
        for language, raw in self._sources:
            found = look_up(raw, path)
            if isinstance(found, str):
                return Phrase(found, language)
        return Phrase("", self.language)

    @property
    def title(self) -> Phrase:
        return self._phrase(("title",))

    @property
    def summary(self) -> Phrase:
        return self._phrase(("summary",))

    @property
    def after(self) -> Phrase:
        return self._phrase(("after",))

    @cached_property
    def before_you_start(self) -> tuple[Phrase, ...]:
        for language, raw in self._sources:
            if lines := look_up(raw, ("before_you_start",)):
                return tuple(Phrase(line, language) for line in lines)
        return ()

    def source(self, key: str | None) -> SourceTexts | None:
        """The source that a part of the definition names; None when it names none."""
        source = self._definition.sources.get(key or "")
        if source is None:
            return None
        name = self._phrase(("sources", source.key)) or Phrase(source.act, "en")
        return SourceTexts(name, source.url, source.state, source.as_of, source.review_by)

    def page(self, page_id: str) -> PageTexts:
        return PageTexts(self._phrase(("pages", page_id, "title")), self._phrase(("pages", page_id, "intro")))

    def field(self, field_id: str) -> FieldTexts:
        return self._fields[field_id]

    @cached_property
    def _fields(self) -> Mapping[str, FieldTexts]:
        return {field.id: self._field_texts(("fields", field.id), field) for field in self._definition.fields.values()}

    def _field_texts(self, path: Path, field: Field) -> FieldTexts:
        return FieldTexts(
            label=self._phrase((*path, "label")),
            hint=self._phrase((*path, "hint")),
            choices={word: self._phrase((*path, "choices", word)) for word in field.options.get("choices", ())},
            rows_label=self._phrase((*path, "rows_label")),
            fields={inner.id: self._field_texts((*path, "fields", inner.id), inner) for inner in field.fields},
            checks={check.id: self.check(check.id) for check in self._definition.checks if field.id in check.fields},
        )

    def check(self, check_id: str) -> Phrase:
        return self._phrase(("checks", check_id))

    def eligibility(self, rule_id: str) -> EligibilityTexts:
        path = ("eligibility", rule_id)
        return EligibilityTexts(self._phrase((*path, "reason")), self._phrase((*path, "advice")))

    def fee(self, fee_id: str) -> Phrase:
        return self._phrase(("fees", fee_id))

    def waiver(self, waiver_id: str) -> Phrase:
        """The reason for which a fee is not asked."""
        return self._phrase(("waivers", waiver_id))

    def visit(self, part: str) -> Phrase:
        """`reason`: why one must come; `bring`: with what."""
        return self._phrase(("visit", part))

    def hand_over(self, part: str) -> Phrase:
        """`result`: what is handed over; `advice`: what the applicant must do for it."""
        return self._phrase(("hand_over", part))

    def consent(self, consent_id: str) -> ConsentTexts:
        path = ("consents", consent_id)
        return ConsentTexts(self._phrase((*path, "title")), self._phrase((*path, "body")))

    def referral(self, referral_id: str) -> Phrase:
        """What the other office does, for the applicant."""
        return self._phrase(("referrals", referral_id))

    def recommendation(self, rule_id: str) -> RecommendationTexts:
        path = ("recommendations", rule_id)
        return RecommendationTexts(self._phrase((*path, "title")), self._phrase((*path, "body")))

    def commission(self) -> CommissionTexts:
        return CommissionTexts(self._phrase(("commission", "title")), self._phrase(("commission", "body")))

    def term(self, term_id: str) -> Phrase:
        return self._phrase(("terms", term_id))

    def refusal_reason(self, reason: str) -> Phrase:
        return self._phrase(("refusal_reasons", reason))

    @cached_property
    def document(self) -> DocumentTexts | None:
        rule = self._definition.document
        if rule is None:
            return None
        title, body, footer, once = (self._phrase(("document", part)) for part in ("title", "body", "footer", "once"))
        rows = {row: self._phrase(("document", "rows", row)) for row in rule.rows}
        return DocumentTexts(title, body, footer, rows, once)

    @cached_property
    def completeness(self) -> float:
        wanted = [item for item in expected_texts(self._definition) if look_up(self._fallback, item.path) is not None]
        own = sum(1 for item in wanted if is_text(item, look_up(self._own, item.path)))
        return own / len(wanted) if wanted else 1.0
