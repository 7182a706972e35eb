"""From a decided case to the record of its certificate: a pure reading of the definition and the answers."""

from django.conf import settings
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.cases.content import facts_at_submission
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import KINDS, Service, expiry_of, is_confirmed
from watandoshlar.domains.certificates.api import CertificateRecord
from watandoshlar.foundation import clock


def document_languages(case: Case) -> list[str]:
    """The state language, the applicant's own and English, each once: the document is read at home and abroad."""
    return list(dict.fromkeys(["uz", case.account.language, "en"]))


def certificate_record(case: Case, service: Service, answers: dict) -> CertificateRecord:
    document = service.definition.document
    languages = document_languages(case)
    issued_at = clock.now()
    rows = []
    for field_id in document.rows:
        if field_id not in answers:
            continue
        asked = service.definition.fields_by_id[field_id]
        labels, values = {}, {}
        for language in languages:
            texts = service.texts(language)
            with override(language):
                labels[language] = texts.get(f"document.rows.{field_id}") or texts.get(f"fields.{field_id}.label")
                values[language] = KINDS[asked.kind].display(asked, answers[field_id], texts)
        rows.append({"field": field_id, "labels": labels, "values": values})
    return CertificateRecord(
        document_type=document.type,
        languages=languages,
        titles={language: service.texts(language).get("document.title") for language in languages},
        bodies={language: service.texts(language).get("document.body") for language in languages},
        footers={language: service.texts(language).get("document.footer") for language in languages},
        holder=answers[document.holder],
        birth_date=answers.get(document.birth_date, "") if document.birth_date else "",
        rows=rows,
        post_code=case.post.code,
        post_names={language: post_name(case.post, language) for language in languages},
        issued_at=issued_at,
        expires_on=expiry_of(service.definition, answers, facts_at_submission(case), issued_at.date()),
        is_demonstration=settings.DEMONSTRATION,
        is_confirmed=is_confirmed(service.definition),
    )
