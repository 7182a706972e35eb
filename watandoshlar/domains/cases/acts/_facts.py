"""What an approved case lets the platform know."""

from watandoshlar.capabilities.people.api import Person, record_fact, record_name
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.known import OF_APPLICANT, facts_of_zone, subject_of, zones_in
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import is_answered
from watandoshlar.foundation import clock


def record_facts(case: Case, *, acting_user) -> None:
    """Know from now on what was answered and accepted. Earlier cases keep their own answers."""
    answers = answers_of(case)
    journey = journey_of_case(case, answers)
    asked_for = [asked for page in journey.pages for asked in journey.fields(page) if asked.known]
    asked_for = [asked for asked in asked_for if is_answered(asked, answers.get(asked.id))]
    if not asked_for:
        return
    subject = Person.objects.filter(pk=subject_of(journey, case.applicant_id)).first()
    read = [facts_of_zone(zone) for zone in zones_in(journey)]
    for asked in asked_for:
        person, value = case.applicant if asked.known in OF_APPLICANT else subject, answers[asked.id]
        if person is None:
            # Somebody who was never registered: nothing can be known of them.
            continue
        if asked.known == "name":
            record_name(acting_user=acting_user, person=person, name=value)
            continue
        record_fact(
            acting_user=acting_user,
            person=person,
            fact=asked.known,
            value=value,
            origin="picture" if any(facts.get(asked.known) == value for facts in read) else "case",
            reference=case.reference,
            as_of=clock.now(),
        )
