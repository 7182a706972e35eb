"""The parts of a service definition as frozen records. `rules.parsing` makes them, `rules.journey` walks them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from watandoshlar.foundation.conditions import Condition, Environment
from watandoshlar.foundation.legal_clock import Duty, Rung

SourceState = Literal["confirmed", "to_be_confirmed"]
# Applications are decided and lead to a document; appeals are answered (docs/decisions/0014-appeals-are-cases.md).
Register = Literal["applications", "appeals"]
# Either always so, or a condition over the answers.
Rule = bool | Condition

FACT_NAMES: Mapping[str, str] = {"today": "timestamp", "post": "string", "host_country": "string"}
# Facts of a person that the platform may know already, and the kind of field that asks for each.
KNOWN_FACTS: Mapping[str, str] = {
    "name": "name",
    "birth_date": "date",
    "birth_place": "country_region",
    "passport_number": "travel_document",
    "passport_until": "date",
    "pinfl": "pinfl",
    "address": "address",
    "phone": "phone",
    "email": "email",
}
# What can be read from a picture: the machine-readable zone of a travel document (ICAO 9303).
READABLE = ("mrz",)


def fields_of(rule: Rule | None) -> frozenset[str]:
    """Names that a rule mentions and that may be fields; `answered.x` mentions `x`."""
    if not isinstance(rule, Condition):
        return frozenset()
    return frozenset(name.removeprefix("answered.") for name in rule.names) - {"answered", *FACT_NAMES}


@dataclass(frozen=True, slots=True)
class Source:
    """A legal source: where it can be read, and whether it has been confirmed; its name is in the texts.

    By `review_by` somebody looks at it again; where it is empty, a year after `as_of`. `act` is the English name in
    versions that were published before the texts had one; a new version may not have it.
    """

    key: str
    url: str
    state: SourceState
    as_of: str
    act: str = ""
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `options` holds every option of the kind, defaults included; `fields` only a group's.

    `known` is the fact of the person that answers it, one of KNOWN_FACTS; `reads`, of READABLE, is on its picture.
    """

    id: str
    kind: str
    required: Rule = True
    show_if: Rule = True
    source: str | None = None
    options: Mapping[str, Any] = dataclass_field(default_factory=dict)
    fields: tuple["Field", ...] = ()
    known: str | None = None
    reads: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Questions asked together."""

    id: str
    fields: tuple[Field, ...]
    show_if: Rule = True


@dataclass(frozen=True, slots=True)
class Check:
    """`require` must hold once all `fields` are answered; asked when `page` is saved and at submission."""

    id: str
    page: str
    fields: tuple[str, ...]
    require: Rule
    source: str | None = None


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """When `require` is false after `page`, one cannot apply here."""

    id: str
    page: str
    require: Rule
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reason for which a fee is not asked of somebody."""

    id: str
    when: Rule
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """Due when `when` holds: by the post's tariff named `tariff`, as `amount` minor units of `currency`, or as a share
    of the base calculation unit.

    `kind` is fee or expenses (what the post spends for the applicant, with a receipt); `due` is the step before which
    it is paid: decision or hand_over. The first waiver that holds waives it.
    """

    id: str
    when: Rule
    tariff: str | None = None
    amount: int | Condition | None = None
    currency: str | None = None
    source: str | None = None
    base_units: Decimal | None = None
    kind: str = "fee"
    due: str = "decision"
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """How long the decision may take: `length` in `unit`, from the event `starts`; the rest as in the legal clock.

    Sources are keys of the definition's `sources`, those of rungs and duties too.
    """

    id: str
    when: Rule
    length: int | Condition
    unit: str
    starts: str
    may_pause: bool = False
    source: str | None = None
    rolls: str = "forward"
    ends: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class CommissionRule:
    """The commission `name` decides: an approval needs its resolution in favour, a refusal its resolution against or
    one of the reasons `formal`. Its members read the fields `shows`, no others."""

    name: str
    shows: tuple[str, ...]
    formal: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """Whether a second officer must confirm, the reasons for which an application may be refused, and the commission
    that decides, where one does."""

    second_officer: Rule
    refusal_reasons: tuple[str, ...]
    source: str | None = None
    commission: CommissionRule | None = None


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """The last day of a document is the day before its holder is `years` old, where `when` holds."""

    years: int
    when: Rule


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """What approval issues: `holder` and `birth_date` are fields, `rows` fields in the order of the document.

    `photo`, `second_name`, `sex`, `nationality` and `passport` are fields too. It is never valid longer than any day of
    `not_after`, than `until_age` allows, and than the document whose number answers the first of `rests_on` that is
    asked; it takes the place of the one whose number answers `replaces`. One that `amends` that document says what it
    said but for what is answered, and has no type of its own. `category` is the rights code, "inherited" from the
    document on which it rests; `forms` of seal, card and wallet;
    `nationality` may be a rule that gives a code. One that is issued `once` is refused to who has another of its type
    (amending, of the type that it amends) that counts. On the days `remind` before its last one the holder is told.
    """

    type: str
    holder: str
    birth_date: str | None
    rows: tuple[str, ...]
    valid_length: int | Condition | None = None
    valid_unit: str | None = None
    source: str | None = None
    photo: str | None = None
    second_name: str | None = None
    sex: str | None = None
    nationality: str | Condition | None = None
    passport: str | None = None
    not_after: tuple[str, ...] = ()
    until_age: AgeLimit | None = None
    category: str | Condition = ""
    rests_on: tuple[str, ...] = ()
    replaces: str | None = None
    amends: bool = False
    once: bool = False
    forms: tuple[str, ...] = ("seal",)
    travel_seal: bool = False
    remind: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOverRule:
    """How the result reaches the applicant: `ways` are of collect, send, download and told.

    What nobody collects is kept for `keep_length` `keep_unit`; the applicant is reminded on the days `chase` after it
    was ready.
    """

    ways: tuple[str, ...]
    keep_length: int | None = None
    keep_unit: str | None = None
    chase: tuple[int, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class VisitRule:
    """The applicant appears in person when `when` holds, for `minutes` and `per_person` more for each further one of a
    family, before the step `before`: decision or hand_over. `courtesy` says whose answers open the courtesy lane."""

    when: Rule
    minutes: int | Condition
    per_person: int = 0
    courtesy: Rule = False
    before: str = "decision"
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """Somebody else must agree by an act of their own: the person of the field `name`, reached at the field `email`."""

    id: str
    when: Rule
    name: str
    email: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ReferralRule:
    """A check by the office `to`, which has `length` `unit` for it; meanwhile the applicant's own term rests if
    `pauses` says so and the term may pause."""

    id: str
    to: str
    when: Rule
    length: int
    unit: str
    pauses: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class RecommendationRule:
    """At least `least` bodies of the kinds `kinds` must recommend the applicant, each by an act of its own. The body
    that the answer to the field `body` names is asked at once; each reads the fields `shows`, no others."""

    id: str
    kinds: tuple[str, ...]
    when: Rule
    shows: tuple[str, ...]
    least: int = 1
    body: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class MandateRule:
    """Who applies for somebody else shows a paper, the field `proof`; it ends on the day of the field `until`."""

    when: Rule
    proof: str
    until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FamilyRule:
    """One application may be for `most` people; the pages `shared` are asked once for all of them."""

    shared: tuple[str, ...]
    most: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """Guides ask a few common questions before anybody applies. For who answered each question of `when` with one of
    its answers, `then` holds of the answers to be given here, where all that it names is asked."""

    when: tuple[tuple[str, tuple[str, ...]], ...]
    then: Rule

    def speaks_for(self, told: Mapping[str, str]) -> bool:
        """Whether the common questions were answered so."""
        return all(told.get(question) in answers for question, answers in self.when)


@dataclass(frozen=True)
class Definition:
    """A whole service definition, checked. `environment` declares the names of its conditions.

    `register` says what its cases are: applications, which are decided, or appeals, which are answered. In a register
    of appeals `decision` names the reasons for which one is not considered. `confidential` says of which cases letters
    and lists do not name the service; `topic`, of `words.TOPICS`, where it stands in the list of services;
    `asked_before` what answers to the questions of guides say already.
    """

    service: str
    register: Register
    sources: Mapping[str, Source]
    pages: tuple[Page, ...]
    checks: tuple[Check, ...]
    eligibility: tuple[EligibilityRule, ...]
    fees: tuple[Fee, ...]
    terms: tuple[Term, ...]
    decision: DecisionRule
    document: DocumentRule | None
    environment: Environment = dataclass_field(compare=False, repr=False)
    row_environments: Mapping[str, Environment] = dataclass_field(compare=False, repr=False)
    hand_over: HandOverRule | None = None
    visit: VisitRule | None = None
    consents: tuple[ConsentRule, ...] = ()
    referrals: tuple[ReferralRule, ...] = ()
    recommendations: tuple[RecommendationRule, ...] = ()
    mandate: MandateRule | None = None
    family: FamilyRule | None = None
    confidential: Rule = False
    topic: str = ""
    asked_before: tuple[AskedBefore, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field that is not inside a group, by id, in the order of the pages."""
        return {field.id: field for page in self.pages for field in page.fields}

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The page of each field that is not inside a group."""
        return {field.id: page for page in self.pages for field in page.fields}

    def page(self, page_id: str) -> Page | None:
        """The page with this id."""
        return next((page for page in self.pages if page.id == page_id), None)

    @cached_property
    def group_of(self) -> Mapping[str, Field]:
        """The group of each field that is inside one."""
        return {inner.id: field for field in self.fields.values() for inner in field.fields}

    def all_fields(self) -> Iterator[Field]:
        """Every field, those inside groups included."""
        for field in self.fields.values():
            yield field
            yield from field.fields
