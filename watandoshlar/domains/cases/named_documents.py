"""Documents that an application names by their numbers: each must exist, count, and belong to whom it must.

Whether a document exists is told only to whom it belongs, or who knows the name on it. What a document is to rest on
counts as its newest version does: a number may stand on a paper that was replaced since.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from watandoshlar.domains.cases.errors import HeldAlready, NumberRefused
from watandoshlar.domains.catalogue.api import Fault, Field, Journey, Texts, leaves, sentence_of
from watandoshlar.domains.certificates.api import (
    Certificate,
    Status,
    bears_name,
    certificate_numbered,
    documents_held,
    newest_version,
    open_record,
)


def check_numbers(journey: Journey, applicant: UUID, subject: UUID | None, today: date, texts: Texts) -> None:
    """Raises NumberRefused(page, why) for the first number with which something is wrong; `texts` are the service's."""
    for name, fault in faults_of_numbers(journey, applicant, subject, today).items():
        page = journey.definition.page_of[name].id
        raise NumberRefused(page=page, why=sentence_of(fault, texts.field(name)))


def faults_of_numbers(journey: Journey, applicant: UUID, subject: UUID | None, today: date) -> dict[str, Fault]:
    """What is wrong with the numbers in the answers, by field id: `number_unknown`, `number_of_another_kind`,
    `number_not_in_force`, `number_ended`, `number_to_renew`. `subject` is None for who is not registered yet."""
    found: dict[str, Fault] = {}
    for asked, leaf, number in _numbers(journey):
        if code := _fault(journey, leaf, number, {"applicant": applicant, "subject": subject}, today):
            found.setdefault(asked.id, Fault(code))
    return found


def check_once(journey: Journey, subject: UUID | None, today: date, texts: Texts) -> None:
    """Raises HeldAlready where `held_already` finds something; `texts` are the service's."""
    if held_already(journey, subject, today):
        raise HeldAlready(page=journey.pages[0].id, why=texts.document.once)


def held_already(journey: Journey, subject: UUID | None, today: date) -> list[Certificate]:
    """What the person has of the kind that is to be issued, where one has a single one of it, without the one that is
    to be replaced. Who is not registered yet has nothing."""
    document = journey.definition.document
    if document is None or not document.once or subject is None:
        return []
    replaced = certificate_numbered(journey.given(document.replaces) or "")
    # What is amended stays of its kind.
    kind = document.type or (replaced.document_type if replaced else "")
    return [one for one in documents_held(subject, kind, today) if one != replaced]


def named_documents(journey: Journey) -> list[Certificate]:
    """The documents that the answers name, each once, as far as they exist."""
    found = (certificate_numbered(number) for _asked, _leaf, number in _numbers(journey))
    return list({one.number: one for one in found if one}.values())


def base_of(journey: Journey) -> Certificate | None:
    """The document on which the one to be issued rests, as its newest version; None where it rests on none."""
    certificate = certificate_numbered(journey.base())
    return newest_version(certificate) if certificate else None


def _numbers(journey: Journey) -> Iterator[tuple[Field, Field, str]]:
    for page in journey.pages:
        for asked in journey.fields(page):
            for leaf, name, answer in leaves(asked, journey.answers.get(asked.id)):
                if leaf.kind == "certificate_number" and answer and journey.asks(name):
                    yield asked, leaf, answer


def _fault(journey: Journey, leaf: Field, number: str, people: dict[str, UUID | None], today: date) -> str:
    certificate = certificate_numbered(number)
    if certificate is None or not _belongs(journey, certificate, leaf.options["holder"], people):
        return "number_unknown"
    if certificate.document_type not in leaf.options["types"]:
        return "number_of_another_kind"
    if number == journey.base():
        certificate = newest_version(certificate)
    if certificate.status != Status.VALID:
        return "number_not_in_force"
    if _is_over(certificate.expires_on, today) and not leaf.options["may_have_ended"]:
        return "number_ended"
    document = journey.definition.document
    if document and document.amends and document.replaces == leaf.id:
        return "number_to_renew" if _is_over(open_record(certificate).granted_until, today) else ""
    return ""


def _is_over(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _belongs(journey: Journey, certificate: Certificate, holder: str, people: dict[str, UUID | None]) -> bool:
    if holder in people:
        return certificate.person_id == people[holder]
    name = journey.given(holder)
    return bool(name and name["family"] and name["given"]) and bears_name(certificate, name)
