"""Services in the words of the Core Public Service Vocabulary (CPSV-AP 3.2.0), as JSON-LD in every language at once.

The context stands in each answer, so that nothing else has to be fetched to read it. A text stands in a language map
only in languages that have it. What the vocabulary asks for and we do not know is left out, never filled.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from ninja import Query, Router

from watandoshlar.domains.catalogue.api import TOPICS, Service, Texts, current_version, published_services
from watandoshlar.web.open_api.catalogue import amount_of, constant, papers
from watandoshlar.web.open_api.parameters import Asked, Slug
from watandoshlar.web.open_api.texts import address

router = Router(tags=["CPSV-AP"])
JSON_LD = "application/ld+json"
VERSION = "https://semiceu.github.io/CPSV-AP/releases/3.2.0/"
AUTHORITIES = "http://publications.europa.eu/resource/authority/"
# ISO 639-3 of the languages in which a service is offered, in the authority table of the EU.
LANGUAGES = {"uz": "UZB", "ru": "RUS", "en": "ENG"}
MINISTRY, DATASET = _("Ministry of Foreign Affairs"), _("Consular services of Uzbekistan")
ONLINE, IN_PERSON = _("Online"), _("In person, at a post")
Words = dict[str, str]

_LANGUAGE_MAP = {"@container": "@language"}
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", **_LANGUAGE_MAP},
    "description": {"@id": "dct:description", **_LANGUAGE_MAP},
    "prefLabel": {"@id": "skos:prefLabel", **_LANGUAGE_MAP},
    "identifier": "dct:identifier",
    "isVersionOf": {"@id": "dct:isVersionOf", "@type": "@id"},
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
    "publisher": {"@id": "dct:publisher", "@type": "@id"},
    "hasPart": {"@id": "dct:hasPart", "@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "language": {"@id": "dct:language", "@type": "@id"},
    "spatial": {"@id": "dct:spatial", "@type": "@id"},
    "type": {"@id": "dct:type", "@type": "@id"},
    "page": {"@id": "foaf:page", "@type": "@id"},
    "status": {"@id": "adms:status", "@type": "@id"},
    "hasCompetentAuthority": {"@id": "cv:hasCompetentAuthority", "@type": "@id"},
    "hasChannel": {"@id": "cv:hasChannel", "@type": "@id"},
    "hasCost": {"@id": "cv:hasCost", "@type": "@id"},
    "hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
    "currency": {"@id": "cv:currency", "@type": "@id"},
    "hasInput": {"@id": "cpsv:hasInput", "@type": "@id"},
    "produces": {"@id": "cpsv:produces", "@type": "@id"},
    "follows": {"@id": "cpsv:follows", "@type": "@id"},
    "implements": {"@id": "cpsv:implements", "@type": "@id"},
    "hasLegalResource": {"@id": "cv:hasLegalResource", "@type": "@id"},
    "thematicArea": {"@id": "cv:thematicArea", "@type": "@id"},
    "processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
    "contactPoint": {"@id": "cv:contactPoint", "@type": "@id"},
    "contactPage": {"@id": "cv:contactPage", "@type": "@id"},
}


@router.get("cpsv-ap/services", summary=_("The catalogue of services as JSON-LD"))
def list_services_in_cpsv_ap(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The catalogue as a dataset, with the address of each service."""
    return _json_ld(
        {
            "@context": CONTEXT,
            "@id": _dataset(),
            "@type": "dcat:Dataset",
            "title": said(lambda _language: DATASET),
            "description": said(lambda _language: DATASET),
            "publisher": _publisher(),
            "conformsTo": VERSION,
            "hasPart": [{"@id": _of(service.slug), "@type": "cpsv:PublicService"} for service in published_services()],
        }
    )


@router.get("cpsv-ap/services/{slug}", summary=_("A service as JSON-LD in the words of CPSV-AP 3.2"))
def get_service_in_cpsv_ap(request: HttpRequest, slug: Slug, asked: Query[Asked]) -> HttpResponse:
    return _json_ld({"@context": CONTEXT, **described(current_version(slug))})


def _json_ld(content: Mapping[str, Any]) -> HttpResponse:
    answer = HttpResponse(json.dumps(content, ensure_ascii=False), content_type=JSON_LD)
    answer["Content-Language"] = ", ".join(code for code, _name in settings.LANGUAGES)
    return answer


def described(service: Service) -> dict[str, Any]:
    """The service with everything that it links to, as one tree."""
    own, definition = _of(service.slug), service.definition
    node: dict[str, Any] = {
        "@id": own,
        "@type": "cpsv:PublicService",
        "identifier": service.slug,
        "title": _words(service, lambda texts: texts.title),
        "description": _words(service, lambda texts: texts.summary),
        "isPartOf": {"@id": _dataset(), "@type": "dcat:Dataset"},
        "language": [
            {"@id": f"{AUTHORITIES}language/{code}", "@type": "dct:LinguisticSystem"} for code in LANGUAGES.values()
        ],
        "hasCompetentAuthority": _ministry(),
        "hasChannel": list(_channels(service)),
        "hasCost": [_cost(service, fee) for fee in definition.fees],
        "hasInput": [_evidence(service, paper) for paper in papers(service, service.texts(settings.LANGUAGE_CODE))],
        "produces": list(_outputs(service)),
        "follows": [_rule(service, term) for term in definition.terms],
        "hasLegalResource": [_legal_resource(service, key) for key in definition.sources],
        "contactPoint": _contact_point(service),
    }
    if definition.topic:
        node["thematicArea"] = _concept(f"topic-{definition.topic}", TOPICS[definition.topic])
    if duration := _longest(service):
        node["processingTime"] = duration
    return {name: value for name, value in node.items() if value not in ([], {})}


def said(words: Callable[[str], object]) -> Words:
    """A text of the message catalogues in every language that has it."""
    found = {}
    for code, _name in settings.LANGUAGES:
        if code not in settings.PARTIAL_LANGUAGES:
            with override(code):
                found[code] = str(words(code))
    return found


def _words(service: Service, read: Callable[[Texts], object]) -> Words:
    """A text of a service in the languages that have it themselves."""
    found = {code: read(service.texts(code)) for code, _name in settings.LANGUAGES}
    return {code: str(words) for code, words in found.items() if words and getattr(words, "language", code) == code}


def _of(slug: str, part: str = "") -> str:
    return address(f"cpsv-ap/services/{slug}") + (f"#{part}" if part else "")


def _dataset() -> str:
    return address("cpsv-ap/services")


def _concept(name: str, label: object) -> dict[str, Any]:
    return {"@id": f"{_dataset()}#{name}", "@type": "skos:Concept", "prefLabel": said(lambda _language: label)}


def _ministry() -> dict[str, Any]:
    return {
        "@id": f"{_dataset()}#ministry",
        "@type": "cv:PublicOrganisation",
        "identifier": "ministry",
        "prefLabel": said(lambda _language: MINISTRY),
        "spatial": {"@id": f"{AUTHORITIES}atu/UZB", "@type": "http://data.europa.eu/88u/dataset/atu-type"},
    }


def _publisher() -> dict[str, Any]:
    ministry = _ministry()
    return {**ministry, "@type": [ministry["@type"], "foaf:Agent"], "title": ministry["prefLabel"]}


def _channels(service: Service) -> Iterable[dict[str, Any]]:
    yield {
        "@id": _of(service.slug, "online"),
        "@type": "cv:Channel",
        "identifier": f"{service.slug}-online",
        "type": _concept("channel-online", ONLINE),
    }
    if service.definition.visit:
        yield {
            "@id": _of(service.slug, "in-person"),
            "@type": "cv:Channel",
            "identifier": f"{service.slug}-in-person",
            "type": _concept("channel-in-person", IN_PERSON),
            "description": _words(service, lambda texts: texts.visit("reason")),
        }


def _cost(service: Service, fee: Any) -> dict[str, Any]:
    """A value only where it is the same for everybody; else it is the tariff of a post."""
    node: dict[str, Any] = {
        "@id": _of(service.slug, f"fee-{fee.id}"),
        "@type": "cv:Cost",
        "identifier": f"{service.slug}-{fee.id}",
        "description": _words(service, lambda texts: texts.fee(fee.id)),
    }
    if amount := amount_of(fee):
        node["hasValue"] = float(amount.amount)
        node["currency"] = {"@id": f"{AUTHORITIES}currency/{amount.currency}", "@type": "skos:Concept"}
    return node


def _evidence(service: Service, paper: Mapping[str, Any]) -> dict[str, Any]:
    def label(texts: Texts) -> object:
        return _label_of(service, texts, paper["id"])

    return {
        "@id": _of(service.slug, f"paper-{paper['id']}"),
        "@type": "cv:Evidence",
        "identifier": f"{service.slug}-{paper['id']}",
        "title": _words(service, label),
    }


def _label_of(service: Service, texts: Texts, field: str) -> object:
    group = service.definition.group_of.get(field)
    return texts.field(group.id).fields[field].label if group else texts.field(field).label


def _outputs(service: Service) -> Iterable[dict[str, Any]]:
    """The document where it issues one with a title of its own, else what is handed over."""
    document = service.definition.document
    titles = _words(service, lambda texts: texts.document.title) if document and not document.amends else {}
    if not titles and service.definition.hand_over:
        titles = _words(service, lambda texts: texts.hand_over("result"))
    if titles:
        yield {
            "@id": _of(service.slug, "output"),
            "@type": "cv:Output",
            "identifier": f"{service.slug}-output",
            "title": titles,
        }


def _rule(service: Service, term: Any) -> dict[str, Any]:
    words = _words(service, lambda texts: texts.term(term.id))
    return {
        "@id": _of(service.slug, f"term-{term.id}"),
        "@type": "cpsv:Rule",
        "identifier": f"{service.slug}-{term.id}",
        "title": words,
        "description": words,
        "implements": [{"@id": _of(service.slug, f"source-{term.source}")}] if term.source else [],
    }


def _legal_resource(service: Service, key: str) -> dict[str, Any]:
    found = service.definition.sources[key]
    states = {"confirmed": _("Confirmed"), "to_be_confirmed": _("To be confirmed by the ministry")}
    node = {
        "@id": _of(service.slug, f"source-{key}"),
        "@type": "eli:LegalResource",
        "title": _words(service, lambda texts: texts.source(key).name),
        "status": _concept(f"source-{found.state}", states[found.state]),
    }
    return {**node, "page": {"@id": found.url, "@type": "foaf:Document"}} if found.url else node


def _contact_point(service: Service) -> dict[str, Any]:
    posts = f"{settings.SITE_URL}/{settings.LANGUAGE_CODE}/posts/"
    return {
        "@id": _of(service.slug, "contact"),
        "@type": "cv:ContactPoint",
        "contactPage": {"@id": posts, "@type": "foaf:Document"},
    }


def _longest(service: Service) -> str:
    """The longest of the terms as a duration of ISO 8601; "" where one follows from answers.

    A duration knows no working days: so many of them lie within that many days and the weekends between them.
    """
    lengths = [(constant(term.length), term.unit) for term in service.definition.terms]
    if any(length is None for length, _unit in lengths):
        return ""
    written = [duration_of(length, unit) for length, unit in lengths if length is not None]
    return max(written, default=(0, ""))[1]


def duration_of(length: int, unit: str) -> tuple[float, str]:
    """About how many days, and the duration."""
    if unit == "working_days":
        length, unit = length + 2 * ceil(length / 5), "calendar_days"
    days = {"hours": length / 24, "calendar_days": length, "months": length * 30, "years": length * 365}[unit]
    form = {"hours": "PT{}H", "calendar_days": "P{}D", "months": "P{}M", "years": "P{}Y"}[unit]
    return days, form.format(length)
