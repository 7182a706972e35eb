"""Services: what one may apply for, as the published version says it, before anybody has answered anything."""

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from watandoshlar.domains.catalogue.api import (
    TOPICS,
    Fee,
    Service,
    Texts,
    current_version,
    latest_publication,
    published_services,
)
from watandoshlar.foundation.conditions import Condition
from watandoshlar.foundation.money import Money
from watandoshlar.web.open_api import languages
from watandoshlar.web.open_api.parameters import Asked, Listing, Slug
from watandoshlar.web.open_api.texts import (
    Listed,
    Source,
    Text,
    address,
    listed,
    page_address,
    source,
    text,
    text_or_none,
)

router = Router(tags=["services"])
PAPERS = ("file", "photo")
ALWAYS, DEPENDS = "always", "depends_on_answers"
Topic = Literal[tuple(TOPICS)]


class ServiceCard(Schema):
    """A service as lists show it. `version` names its content: it changes when anything of it does."""

    slug: str
    title: Text
    summary: Text
    register_: str = Field(alias="register", description="applications or appeals")
    topic: str = Field(description="Empty for appeals")
    version: str
    url: str
    page: str
    cpsv_ap: str


class Services(Listed):
    items: list[ServiceCard]


class Paper(Schema):
    """A document that may be asked for."""

    id: str
    label: Text
    asked: str = Field(description="always, or depends_on_answers")
    source: Source | None


class FeeShown(Schema):
    """`amount` is null where it follows from the tariff of a post, from answers, or from base units."""

    id: str
    label: Text
    kind: str = Field(description="fee, or expenses that the post has for the applicant")
    due: str = Field(description="The step before which it is paid: decision or hand_over")
    asked: str
    amount: str | None
    currency: str | None
    base_units: str | None
    by_tariff_of_post: bool
    waivers: list[Text]
    source: Source | None


class Term(Schema):
    """How long the decision may take. `length` is null where it follows from answers."""

    id: str
    label: Text
    applies: str
    length: int | None
    unit: str
    starts: str = Field(description="The event from which it runs")
    source: Source | None


class Reason(Schema):
    """For whom it is not, and what to do instead."""

    id: str
    reason: Text
    advice: Text
    source: Source | None


class Visit(Schema):
    """Whether one must come, and with what."""

    needed: str
    reason: Text
    bring: Text
    source: Source | None


class Result(Schema):
    """What one gets, and how: ways are collect, send, download, told."""

    title: Text | None
    ways: list[str]
    advice: Text | None


class Completeness(Schema):
    """What share of the texts a language has itself, 0 to 1."""

    language: str
    share: float


class ServiceShown(ServiceCard):
    languages: list[Completeness]
    before_you_start: list[Text]
    papers: list[Paper]
    fees: list[FeeShown]
    terms: list[Term]
    not_for: list[Reason]
    visit: Visit | None
    result: Result


class ServicesAsked(Listing):
    topic: Topic | None = None


@router.get("services", summary=_("Services, a part of the list"), response=Services, by_alias=True)
def list_services(request: HttpRequest, asked: Query[ServicesAsked]) -> dict[str, Any]:
    found = [one for one in published_services() if asked.topic in (None, one.definition.topic)]
    return listed(request, found, asked, _card)


@router.get(
    "services/{slug}", summary=_("A service: papers, fees, terms, sources"), response=ServiceShown, by_alias=True
)
def get_service(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Query[Asked]) -> dict[str, Any]:
    found = current_version(slug)
    response["Last-Modified"] = http_date(latest_publication(slug).published_at.timestamp())
    return shown(found)


def shown(service: Service) -> dict[str, Any]:
    texts, definition = service.texts(get_language()), service.definition
    return {
        **_card(service),
        "languages": [
            {"language": code, "share": round(service.texts(code).completeness, 2)} for code in languages.CODES
        ],
        "before_you_start": [text(line) for line in texts.before_you_start],
        "papers": papers(service, texts),
        "fees": [_fee(fee, texts) for fee in definition.fees],
        "terms": [
            {
                "id": term.id,
                "label": text(texts.term(term.id)),
                "applies": _when(term.when),
                "length": constant(term.length),
                "unit": term.unit,
                "starts": term.starts,
                "source": source(texts.source(term.source)),
            }
            for term in definition.terms
        ],
        "not_for": [
            {
                "id": rule.id,
                "reason": text(texts.eligibility(rule.id).reason),
                "advice": text(texts.eligibility(rule.id).advice),
                "source": source(texts.source(rule.source)),
            }
            for rule in definition.eligibility
        ],
        "visit": _visit(service, texts),
        "result": _result(service, texts),
    }


def _card(service: Service) -> dict[str, Any]:
    texts, definition = service.texts(get_language()), service.definition
    return {
        "slug": service.slug,
        "title": text(texts.title),
        "summary": text(texts.summary),
        "register": definition.register,
        "topic": definition.topic,
        "version": service.hash,
        "url": address(f"services/{service.slug}"),
        "page": page_address(f"services/{service.slug}/"),
        "cpsv_ap": address(f"cpsv-ap/services/{service.slug}"),
    }


def papers(service: Service, texts: Texts) -> list[dict[str, Any]]:
    """The documents that may be asked for, those inside groups included."""
    found = []
    for field in service.definition.fields.values():
        words = texts.field(field.id)
        inner = [(one, words.fields[one.id]) for one in field.fields]
        for asked, named in [(field, words), *inner]:
            if asked.kind in PAPERS:
                always = asked.required is True and asked.show_if is True and asked is field
                always = always and service.definition.page_of[field.id].show_if is True
                found.append(
                    {
                        "id": asked.id,
                        "label": text(named.label),
                        "asked": ALWAYS if always else DEPENDS,
                        "source": source(texts.source(asked.source)),
                    }
                )
    return found


def _fee(fee: Fee, texts: Texts) -> dict[str, Any]:
    amount = amount_of(fee)
    return {
        "id": fee.id,
        "label": text(texts.fee(fee.id)),
        "kind": fee.kind,
        "due": fee.due,
        "asked": _when(fee.when),
        "amount": str(amount.amount) if amount else None,
        "currency": amount.currency if amount else None,
        "base_units": str(fee.base_units) if fee.base_units is not None else None,
        "by_tariff_of_post": bool(fee.tariff),
        "waivers": [text(texts.waiver(waiver.id)) for waiver in fee.waivers],
        "source": source(texts.source(fee.source)),
    }


def amount_of(fee: Fee) -> Money | None:
    """What the fee is for everybody; None where a post, an answer or a decree decides."""
    minor = constant(fee.amount)
    return Money.of_minor(minor, fee.currency) if minor is not None and fee.currency else None


def constant(value: int | Condition | None) -> int | None:
    return value.constant if isinstance(value, Condition) else value


def _when(rule: bool | Condition) -> str:
    return ALWAYS if rule is True else DEPENDS


def _visit(service: Service, texts: Texts) -> Mapping[str, Any] | None:
    visit = service.definition.visit
    if visit is None:
        return None
    return {
        "needed": _when(visit.when),
        "reason": text(texts.visit("reason")),
        "bring": text(texts.visit("bring")),
        "source": source(texts.source(visit.source)),
    }


def _result(service: Service, texts: Texts) -> dict[str, Any]:
    rule = service.definition.hand_over
    return {
        "title": text_or_none(texts.hand_over("result") if rule else ""),
        "ways": list(rule.ways) if rule else [],
        "advice": text_or_none(texts.hand_over("advice") if rule else ""),
    }
