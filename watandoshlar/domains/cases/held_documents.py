"""Documents that the people of an example hold already: issued by the real acts before the example itself begins."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.demonstration import example_on, place_of_example, submit_example, walk_example
from watandoshlar.domains.catalogue.api import Service, current_version, read_folder
from watandoshlar.domains.certificates.api import Certificate, certificate_numbered, certificate_of
from watandoshlar.foundation import clock

Issued = dict[tuple[int, str], Certificate]
"""Documents by the account that holds them and the example that they end."""


@dataclass(frozen=True)
class ExampleOffice:
    """Who decides on what an example holds: the two officers of its post."""

    officer: Account
    second_officer: Account


def issue_example(
    *,
    acting_user: Account,
    other_holder: Account,
    office: ExampleOffice,
    example: str,
    held: Mapping[str, str] | None = None,
    issued: Issued | None = None,
) -> Certificate:
    """The document that an example (`service/name`) ends with, issued to the account as if it were written today.

    `held` are numbers, by field, of documents that it holds; the others are issued too, to the account or to
    `other_holder`, unless they are among `issued`.
    """
    slug, _slash, name = example.partition("/")
    service = current_version(slug)
    raw = example_on(read_folder(settings.SERVICES_DIRECTORY / slug).examples[name], clock.now().date())
    raw = hold_documents(
        acting_user=acting_user,
        other_holder=other_holder,
        office=office,
        service=service,
        raw=raw,
        held=held,
        issued=issued,
    )
    country, region = place_of_example(raw)
    case = submit_example(acting_user=acting_user, service=service, raw=raw, country=country, region=region)
    walk_example(acting_user=office.officer, second_officer=office.second_officer, case=case, raw=raw)
    return certificate_of(case.reference)


def hold_documents(
    *,
    acting_user: Account,
    other_holder: Account,
    office: ExampleOffice,
    service: Service,
    raw: Mapping[str, Any],
    held: Mapping[str, str] | None = None,
    issued: Issued | None = None,
) -> Mapping[str, Any]:
    """The example with the numbers of documents that it `holds`, each issued to its holder: `acting_user`, or
    `other_holder` where the holder is somebody whom the example names. `held` are numbers that are there already.

    What one person holds by the same example is one document: `issued` are those of the examples around this one.
    """
    definition, answers = service.definition, deepcopy(dict(raw.get("answers") or {}))
    issued = {} if issued is None else issued
    for name, example in (raw.get("holds") or {}).items():
        asked = definition.fields[name]
        is_own = asked.options["holder"] in ("subject", "applicant")
        holder = acting_user if is_own else other_holder
        certificate = certificate_numbered((held or {}).get(name, "")) or issued.get((holder.pk, example))
        if certificate is None:
            certificate = issue_example(
                acting_user=holder, other_holder=other_holder, office=office, example=example, issued=issued
            )
        issued[holder.pk, example] = certificate
        answers[definition.page_of[name].id][name] = certificate.number
        if asked.options["holder"] == "subject":
            _name_person(answers, service, certificate)
    return {**raw, "answers": answers}


def _name_person(answers: dict, service: Service, certificate: Certificate) -> None:
    """The same child, or the same other person, as the one to whom the document was issued."""
    for asked in service.definition.fields.values():
        given = answers.get(service.definition.page_of[asked.id].id, {}).get(asked.id)
        if asked.kind == "person" and given and given["role"] != "myself":
            given["person"] = str(certificate.person_id)
