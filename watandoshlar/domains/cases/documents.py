"""From a decided case to the record of its certificate: a reading of the definition and the answers."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from watandoshlar.capabilities.evidence.api import get_file, read_portrait
from watandoshlar.capabilities.posts.api import moment_at, post_name
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import (
    EVIDENCE_KINDS,
    SEXES,
    Journey,
    Service,
    display,
    is_confirmed,
    leaves,
    with_leaf,
)
from watandoshlar.domains.certificates.api import CertificateRecord, CertificateRow, certificate_numbered


def document_languages(case: Case) -> list[str]:
    """The state language, the applicant's own and English, each once: the document is read at home and abroad."""
    return list(dict.fromkeys(["uz", case.account.language, "en"]))


def certificate_record(case: Case, service: Service, answers: dict) -> CertificateRecord:
    """What the document of an approved case says, in every language of the document."""
    journey = journey_of_case(case, answers)
    document = journey.definition.document
    languages = document_languages(case)
    texts = {language: service.texts(language) for language in languages}
    issued_at = moment_at(case.post)
    rests_on = journey.given(document.rests_on) or ""
    base = certificate_numbered(rests_on) if rests_on else None
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
        expires_on=journey.expiry(issued_at.date(), base.expires_on if base else None),
        is_demonstration=settings.DEMONSTRATION,
        is_confirmed=is_confirmed(journey.definition),
        second_name=journey.given(document.second_name),
        sex=SEXES.get(journey.given(document.sex), ""),
        nationality=journey.given(document.nationality) or "",
        category=journey.category(),
        photo=_photo(journey.given(document.photo)),
        passport=journey.given(document.passport) or "",
        rests_on=rests_on,
        replaces=journey.given(document.replaces) or "",
        forms=document.forms,
        travel_seal=document.travel_seal,
    )


def _photo(files: list[dict] | None) -> bytes:
    return read_portrait(get_file(UUID(files[0]["id"]))) if files else b""


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
