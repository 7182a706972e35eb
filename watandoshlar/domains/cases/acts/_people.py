"""Who the people of an application are, for the two acts by which answers reach a case."""

from uuid import UUID

from watandoshlar.capabilities.people.api import Person, access_person, record_name, register_person
from watandoshlar.domains.catalogue.api import Definition

RELATIONS = {"child": "child", "another": "other"}


def register_people(
    definition: Definition, answers: dict, applicant: Person, *, acting_user, earlier: dict | None = None
) -> None:
    """Register people named for the first time, put their ids into `answers`, and keep the holder's name as its
    document writes it.

    `earlier` are the answers of the case so far: who was registered by them is not registered again.
    Raises PersonNotFound for the id of a person for whom the account does not act.
    """
    subject = applicant
    for asked in definition.fields.values():
        answer = answers.get(asked.id)
        if asked.kind == "person" and answer:
            subject = _person(answer, (earlier or {}).get(asked.id), applicant, acting_user=acting_user)
            answers[asked.id] = {**answer, "person": str(subject.pk)}
    holder = definition.document.holder if definition.document else ""
    if holder in answers:
        record_name(acting_user=acting_user, person=subject, name=answers[holder])


def _person(answer: dict, earlier: dict | None, applicant: Person, *, acting_user) -> Person:
    if answer["role"] not in RELATIONS:
        return applicant
    known = answer["person"] or (earlier["person"] if earlier and earlier["role"] == answer["role"] else "")
    if known:
        return access_person(acting_user, UUID(known))
    return register_person(acting_user=acting_user, relation=RELATIONS[answer["role"]])
