"""What a service arranges beside its questions, read from a definition: hand-over, visit, consents, referrals,
recommendations, mandate, family; and what guides have asked before."""

import re

from watandoshlar.domains.catalogue.rules.definition import (
    AskedBefore,
    ConsentRule,
    FamilyRule,
    HandOverRule,
    MandateRule,
    RecommendationRule,
    ReferralRule,
    VisitRule,
)
from watandoshlar.domains.catalogue.rules.following import STEPS, TERM_UNITS, VALIDITY_UNITS, known_field, source_of
from watandoshlar.domains.catalogue.rules.nodes import IDENTIFIER, SLUG, Node

WAYS = ("collect", "send", "download", "told")
# Who may recommend a compatriot: ministries, agencies, and organisations of compatriots that are recognised.
COUNTRY_CODE = re.compile(r"[A-Z]{2}")
RECOMMENDING = ("ministry", "agency", "organisation")
ARRANGEMENTS = (
    *("hand_over", "visit", "consents", "referrals", "recommendations", "mandate", "family", "confidential"),
)


def read_hand_over(node: Node) -> HandOverRule:
    keys = node.mapping(("ways",), ("keep", "chase", "source"))
    ways = keys["ways"].each(lambda way: way.one_of(WAYS))
    keep = keys["keep"].mapping(("length", "unit")) if "keep" in keys else {}
    chase = keys["chase"].each(Node.whole_number) if "chase" in keys else ()
    if list(chase) != sorted(set(chase)):
        keys["chase"].problem("not_in_order")
    return HandOverRule(
        ways=ways,
        keep_length=keep["length"].whole_number() if keep else None,
        keep_unit=keep["unit"].one_of(VALIDITY_UNITS) if keep else None,
        chase=chase,
        source=source_of(keys),
    )


def read_visit(node: Node) -> VisitRule:
    environment = node.notes.environment
    keys = node.mapping(("when", "minutes"), ("per_person", "courtesy", "before", "source"))
    return VisitRule(
        when=keys["when"].condition("bool", environment),
        minutes=keys["minutes"].condition("int", environment),
        per_person=keys["per_person"].whole_number() if "per_person" in keys else 0,
        courtesy=keys["courtesy"].condition("bool", environment) if "courtesy" in keys else False,
        before=keys["before"].one_of(STEPS) if "before" in keys else "decision",
        source=source_of(keys),
    )


def read_consent(node: Node) -> ConsentRule:
    keys = node.mapping(("id", "when", "name"), ("email", "source"))
    return ConsentRule(
        id=keys["id"].identifier(),
        when=keys["when"].condition("bool", node.notes.environment),
        name=known_field(keys["name"], "name"),
        email=known_field(keys["email"], "email") if "email" in keys else None,
        source=source_of(keys),
    )


def read_referral(node: Node) -> ReferralRule:
    keys = node.mapping(("id", "to", "when", "length", "unit"), ("pauses", "source"))
    if not SLUG.fullmatch(keys["to"].text()):
        raise keys["to"].stop("bad_slug", slug=keys["to"].raw)
    return ReferralRule(
        id=keys["id"].identifier(),
        to=keys["to"].text(),
        when=keys["when"].condition("bool", node.notes.environment),
        length=keys["length"].whole_number(),
        unit=keys["unit"].one_of(TERM_UNITS),
        pauses=keys["pauses"].boolean() if "pauses" in keys else False,
        source=source_of(keys),
    )


def read_recommendation(node: Node) -> RecommendationRule:
    keys = node.mapping(("id", "from", "when", "shows"), ("least", "body", "source"))
    least = keys["least"].whole_number() if "least" in keys else 1
    if not least:
        keys["least"].problem("not_a_number")
    return RecommendationRule(
        id=keys["id"].identifier(),
        kinds=keys["from"].each(lambda kind: kind.one_of(RECOMMENDING)),
        when=keys["when"].condition("bool", node.notes.environment),
        shows=keys["shows"].each(known_field),
        least=least,
        body=known_field(keys["body"], "choice") if "body" in keys else None,
        source=source_of(keys),
    )


def read_mandate(node: Node) -> MandateRule:
    keys = node.mapping(("when", "proof"), ("until", "source"))
    return MandateRule(
        when=keys["when"].condition("bool", node.notes.environment),
        proof=known_field(keys["proof"], "file"),
        until=known_field(keys["until"], "date") if "until" in keys else None,
        source=source_of(keys),
    )


def read_family(node: Node) -> FamilyRule:
    keys = node.mapping(("shared", "most"), ("source",))
    most = keys["most"].whole_number()
    if most < 2:
        keys["most"].problem("not_a_number")
    return FamilyRule(shared=keys["shared"].each(_page), most=most, source=source_of(keys))


def _page(node: Node) -> str:
    page = node.text()
    if page not in node.notes.pages:
        raise node.stop("unknown_page", page=page)
    return page


def read_asked_before(node: Node) -> AskedBefore:
    keys = node.mapping(("when", "then"))
    when = keys["when"].mapping(optional=tuple(keys["when"].raw) if isinstance(keys["when"].raw, dict) else ())
    if not when:
        raise keys["when"].stop("empty")
    for question in when:
        if not IDENTIFIER.fullmatch(str(question)):
            keys["when"].problem("bad_id", id=question)
    return AskedBefore(
        when=tuple((question, answers.each(_answer)) for question, answers in when.items()),
        then=keys["then"].condition("bool", node.notes.environment),
    )


def _answer(node: Node) -> str:
    answer = node.text()
    if not (IDENTIFIER.fullmatch(answer) or COUNTRY_CODE.fullmatch(answer)):
        raise node.stop("bad_id", id=answer)
    return answer
