"""From a decided case to the record of its certificate: a reading of the definition and the answers."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from watandoshlar.capabilities.evidence.api import get_file, read_portrait
from watandoshlar.capabilities.posts.api import moment_at, post_name
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.named_documents import base_of
from watandoshlar.domains.catalogue.api import (
    EVIDENCE_KINDS,
    INHERITED,
    SEXES,
    Journey,
    Service,
    display,
    earliest,
    is_confirmed,
    leaves,
    with_leaf,
)
from watandoshlar.domains.certificates.api import (
    Certificate,
    CertificateRecord,
    CertificateRow,
    certificate_numbered,
    newest_version,
    open_record,
)


def document_languages(case: Case) -> list[str]:
    """The state language, the applicant's own and English, each once: the document is read at home and abroad."""
    return list(dict.fromkeys(["uz", case.account.language, "en"]))


def certificate_record(case: Case, service: Service, answers: dict) -> CertificateRecord:
    """What the document of an approved case says, in every language of the document."""
    journey = journey_of_case(case, answers)
    document = journey.definition.document
    if document.amends:
        return _amended(case, journey)
    languages = document_languages(case)
    texts = {language: service.texts(language) for language in languages}
    issued_at = moment_at(case.post)
    granted_until = journey.granted_until(issued_at.date())
    base = base_of(journey)
    return CertificateRecord(
        document_type=document.type,
        languages=languages,
        titles={language: str(texts[language].document.title) for language in languages},
        bodies={language: str(texts[language].document.body) for language in languages},
        footers={language: str(texts[language].document.footer) for language in languages},
        holder=answers[document.holder],
        birth_date=journey.given(document.birth_date) or "",
        rows=[_row(journey, name, texts) for name in document.rows if journey.shows(name) and name in answers],
        post_code=case.post.code,
        post_names={language: post_name(case.post, language) for language in languages},
        issued_at=issued_at,
        expires_on=last_day(journey, issued_at.date()),
        is_demonstration=settings.DEMONSTRATION,
        is_confirmed=is_confirmed(journey.definition),
        category=_category(journey, base),
        rests_on=base.number if base else "",
        replaces=journey.given(document.replaces) or "",
        forms=document.forms,
        travel_seal=document.travel_seal,
        granted_until=granted_until,
        **_identity(journey),
    )


def _amended(case: Case, journey: Journey) -> CertificateRecord:
    """What the amended document says, with what is answered in its place. It was granted once: no new paper makes it
    last longer than that."""
    document = journey.definition.document
    number = journey.given(document.replaces)
    before = open_record(certificate_numbered(number))
    issued_at = moment_at(case.post)
    own = {"holder": journey.given(document.holder), "birth_date": journey.given(document.birth_date)}
    changed = {name: value for name, value in {**own, **_identity(journey)}.items() if value}
    return replace(
        before,
        **changed,
        post_code=case.post.code,
        post_names={language: post_name(case.post, language) for language in before.languages},
        issued_at=issued_at,
        expires_on=last_day(journey, issued_at.date()),
        replaces=number,
    )


def last_day(journey: Journey, issued_on: date) -> date | None:
    """The last day of the document if it were issued on the day; None where it does not end. The documents that the
    answers name exist."""
    document = journey.definition.document
    if not document.amends:
        base = base_of(journey)
        return journey.expiry(issued_on, base and base.expires_on)
    before = open_record(certificate_numbered(journey.given(document.replaces)))
    base = certificate_numbered(before.rests_on)
    limits = journey.paper_limits() or (before.expires_on,)
    return earliest(before.granted_until, *limits, base and newest_version(base).expires_on)


def _identity(journey: Journey) -> dict[str, Any]:
    """What the answers say of the holder, beside the name and the birth date."""
    document = journey.definition.document
    files = journey.given(document.photo)
    return {
        "second_name": journey.given(document.second_name),
        "sex": SEXES.get(journey.given(document.sex), ""),
        "nationality": journey.nationality(),
        "passport": journey.given(document.passport) or "",
        "photo": read_portrait(get_file(UUID(files[0]["id"]))) if files else b"",
    }


def _category(journey: Journey, base: Certificate | None) -> str:
    category = journey.category()
    return open_record(base).category if category == INHERITED and base else category


def _row(journey: Journey, name: str, texts: dict) -> CertificateRow:
    asked = journey.definition.fields[name]
    value = journey.relevant(asked, journey.answers[name])
    if asked.kind == "group":
        # The document says what was answered; with which papers, the case does.
        for leaf, place, _held in leaves(asked, value):
            value = with_leaf(asked, value, place, None) if leaf.kind in EVIDENCE_KINDS else value
    values = {}
    for language, own in texts.items():
        with override(language):
            values[language] = display(asked, value, language, own.field(name))
    labels = {language: str(own.document.rows[name] or own.field(name).label) for language, own in texts.items()}
    return {"field": name, "labels": labels, "values": values}
