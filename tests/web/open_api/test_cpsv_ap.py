"""Services in the words of CPSV-AP 3.2.0: expanded as any program would, and held against what the profile asks for."""

import re

import pytest
from django.test import Client
from pyld import jsonld

from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.web.open_api.cpsv_ap import duration_of

pytestmark = pytest.mark.usefixtures("published", "unlimited")
CPSV, CV, DCT = "http://purl.org/vocab/cpsv#", "http://data.europa.eu/m8g/", "http://purl.org/dc/terms/"
DCAT, FOAF, SKOS = "http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2004/02/skos/core#"
ELI, ADMS = "http://data.europa.eu/eli/ontology#", "http://www.w3.org/ns/adms#"
XSD = "http://www.w3.org/2001/XMLSchema#"
CONCEPT = f"{SKOS}Concept"
# The shapes of the profile for what we use: properties that must be there, those that may be there once only, of which
# class the values of others are, and which are texts with a language.
MUST = {
    f"{CPSV}PublicService": {f"{DCT}identifier", f"{DCT}title", f"{DCT}description", f"{CV}hasCompetentAuthority"},
    f"{CPSV}Rule": {f"{DCT}identifier", f"{DCT}title", f"{DCT}description"},
    f"{CV}PublicOrganisation": {f"{SKOS}prefLabel", f"{DCT}spatial"},
    f"{CV}Channel": {f"{DCT}identifier"},
    f"{CV}Cost": {f"{DCT}identifier"},
    f"{CV}Evidence": {f"{DCT}identifier", f"{DCT}title"},
    f"{CV}Output": {f"{DCT}identifier", f"{DCT}title"},
    f"{DCAT}Dataset": {f"{DCT}title", f"{DCT}description", f"{DCT}publisher"},
    f"{FOAF}Agent": {f"{DCT}identifier", f"{DCT}title"},
}
ONCE = {
    f"{DCT}identifier", f"{CV}processingTime", f"{ADMS}status", f"{CV}hasValue", f"{CV}currency", f"{DCT}publisher",
}  # fmt: skip
CLASSES = {
    f"{CV}hasCompetentAuthority": f"{CV}PublicOrganisation",
    f"{CV}hasChannel": f"{CV}Channel",
    f"{CV}hasCost": f"{CV}Cost",
    f"{CV}hasLegalResource": f"{ELI}LegalResource",
    f"{CV}thematicArea": CONCEPT,
    f"{CV}currency": CONCEPT,
    f"{CV}contactPoint": f"{CV}ContactPoint",
    f"{CV}contactPage": f"{FOAF}Document",
    f"{CPSV}hasInput": f"{CV}Evidence",
    f"{CPSV}produces": f"{CV}Output",
    f"{CPSV}follows": f"{CPSV}Rule",
    f"{CPSV}implements": f"{ELI}LegalResource",
    f"{DCT}language": f"{DCT}LinguisticSystem",
    f"{DCT}type": CONCEPT,
    f"{DCT}isPartOf": f"{DCAT}Dataset",
    f"{DCT}hasPart": f"{CPSV}PublicService",
    f"{DCT}publisher": f"{FOAF}Agent",
    f"{ADMS}status": CONCEPT,
    f"{FOAF}page": f"{FOAF}Document",
}
WITH_LANGUAGE = {f"{DCT}title", f"{DCT}description", f"{SKOS}prefLabel"}
DURATION = r"P(\d+Y|\d+M|\d+D|T\d+H)"
REQUIRED = {"uz", "ru", "en"}


def no_network(url, options):
    raise AssertionError(f"the answer needs {url} to be read")


def graph_of(content):
    """The nodes by name, as any processor of JSON-LD sees them."""
    flat = jsonld.flatten(content, options={"documentLoader": no_network})
    return {node["@id"]: node for node in flat}


def check(graph):
    for node in graph.values():
        for kind in node.get("@type", []):
            assert MUST.get(kind, set()) <= set(node) or is_only_named(node), (node["@id"], kind)
        for name, values in node.items():
            if name in ONCE:
                assert len(values) == 1, (node["@id"], name)
            if name in CLASSES:
                for value in values:
                    assert CLASSES[name] in graph[value["@id"]]["@type"], (node["@id"], name)
            if name in WITH_LANGUAGE:
                assert all(value.get("@language") and value["@value"] for value in values), (node["@id"], name)


def is_only_named(node):
    """What is told elsewhere: here stand its name and what it is."""
    return set(node) == {"@id", "@type"}


def test_a_service_is_what_the_profile_asks_for(ask):
    for slug in (service.slug for service in published_services()):
        answer = ask(f"cpsv-ap/services/{slug}")
        assert answer["Content-Type"] == "application/ld+json"
        graph = graph_of(answer.json())
        check(graph)
        (service,) = [node for node in graph.values() if f"{CPSV}PublicService" in node.get("@type", [])]
        assert service[f"{DCT}identifier"] == [{"@value": slug}]
        for name in (f"{DCT}title", f"{DCT}description"):
            assert {value["@language"] for value in service[name]} >= REQUIRED
        for value in service.get(f"{CV}processingTime", []):
            assert value["@type"] == f"{XSD}duration"
            assert re.fullmatch(DURATION, value["@value"])


def test_each_kind_of_thing_is_told_of_some_service(ask):
    told = set()
    for service in published_services():
        told |= {name for node in graph_of(ask(f"cpsv-ap/services/{service.slug}").json()).values() for name in node}
    # Of all services the price is the tariff of a post.
    assert set(CLASSES) - told <= {f"{CV}currency", f"{DCT}hasPart", f"{DCT}publisher"}
    assert f"{CV}processingTime" in told


def test_the_catalogue_names_every_service(ask):
    graph = graph_of(ask("cpsv-ap/services").json())
    check(graph)
    (dataset,) = [node for node in graph.values() if f"{DCAT}Dataset" in node.get("@type", [])]
    named = {part["@id"].rpartition("/")[2] for part in dataset[f"{DCT}hasPart"]}
    assert named == {service.slug for service in published_services()}


def test_a_language_that_lacks_a_text_does_not_borrow_one(ask):
    titles = ask("cpsv-ap/services/birth-registration").json()["title"]
    assert titles.keys() >= REQUIRED | {"uz-cyrl"}
    assert len(set(titles.values())) == len(titles)


def test_a_term_as_a_duration():
    terms = {
        (3, "working_days"): "P5D", (10, "working_days"): "P14D", (15, "working_days"): "P21D", (72, "hours"): "PT72H",
        (14, "calendar_days"): "P14D", (1, "months"): "P1M", (5, "years"): "P5Y",
    }  # fmt: skip
    assert {term: duration_of(*term)[1] for term in terms} == terms


def test_the_page_of_a_service_names_its_description():
    page = Client().get("/en/services/birth-registration/").content.decode()
    assert (
        '<link rel="alternate" type="application/ld+json" href="/api/v1/cpsv-ap/services/birth-registration">' in page
    )
