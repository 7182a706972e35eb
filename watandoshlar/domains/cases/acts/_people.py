"""Who the people of an application are, for the two acts by which answers reach a case."""

from uuid import UUID

from watandoshlar.capabilities.people.api import Person, access_person, record_name, register_person
from watandoshlar.domains.catalogue.api import Field, Journey, leaf_value, leaves, with_leaf

RELATIONS = {"child": "child", "another": "other"}


def register_people(
    journey: Journey, answers: dict, applicant: Person, *, acting_user, earlier: dict | None = None
) -> Person:
    """Register people named for the first time, in rows too, and put their ids into `answers`. Keep their names as the
    documents write them: that of whom the application is about, and in a row the one that is asked there. Returns whom
    the application is about.

    `earlier` are the answers of the case so far: who was registered by them is not registered again.
    Raises PersonNotFound for the id of a person for whom the account does not act.
    """
    subject = applicant
    for asked in journey.definition.fields.values():
        for leaf, name, answer in leaves(asked, answers.get(asked.id)):
            if leaf.kind != "person" or not answer or not journey.asks(name):
                continue
            before = leaf_value(asked, (earlier or {}).get(asked.id), name)
            person = _person(answer, before, applicant, acting_user=acting_user)
            answers[asked.id] = with_leaf(asked, answers[asked.id], name, {**answer, "person": str(person.pk)})
            if leaf is asked:
                subject = person
            elif written := _name_in_row(asked, answers[asked.id], name):
                record_name(acting_user=acting_user, person=person, name=written)
    if written := answers.get(_name_of_subject(journey)):
        record_name(acting_user=acting_user, person=subject, name=written)
    return subject


def _name_of_subject(journey: Journey) -> str:
    """The field that names whom the application is about: the holder of the document; where none is issued, the name
    that the platform may know."""
    definition = journey.definition
    if definition.document:
        return definition.document.holder
    known = (asked.id for asked in definition.fields.values() if asked.known == "name" and journey.asks(asked.id))
    return next(known, "")


def _name_in_row(group: Field, rows: list, of_person: str) -> dict | None:
    """The first name that the row of a person gives; it has the fields of one person."""
    row = of_person.rpartition(".")[0]
    names = (leaf_value(group, rows, f"{row}.{field.id}") for field in group.fields if field.kind == "name")
    return next((name for name in names if name), None)


def _person(answer: dict, earlier: dict | None, applicant: Person, *, acting_user) -> Person:
    if answer["role"] not in RELATIONS:
        return applicant
    known = answer["person"] or (earlier["person"] if earlier and earlier["role"] == answer["role"] else "")
    if known:
        return access_person(acting_user, UUID(known))
    return register_person(acting_user=acting_user, relation=RELATIONS[answer["role"]])
