"""Visits of cases: who comes for one, and when one may be booked."""

from watandoshlar.domains.appointments.api import Party, minutes_of, tokens, was_received
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.families import family_of
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.catalogue.api import Journey, VisitDue

BEFORE_DECISION = ("submitted", "in_review", "waiting_for_applicant", "referred", "proposed")
AFTER_DECISION = ("approved", "issued")


def visit_due(case: Case) -> VisitDue | None:
    """The visit that the answers of the case make necessary. The caller may read them."""
    return journey_of_case(case, answers_of(case)).visit()


def may_come(case: Case, due: VisitDue) -> bool:
    """Whether a visit may be booked now: before the decision, or when there is something to hand over."""
    return case.state in (BEFORE_DECISION if due.before == "decision" else AFTER_DECISION)


def party_of(case: Case) -> Party:
    """Who comes for the case, with the others of its family: they have one visit. How long they need, by which lane.

    Raises NoVisitNeeded, VisitNotNow.
    """
    coming, due = [], visit_due(case)
    if due is None:
        raise errors.NoVisitNeeded
    if not may_come(case, due):
        raise errors.VisitNotNow
    family = family_of(case)
    for member in family:
        journey = journey_of_case(member, answers_of(member))
        visit = journey.visit()
        if visit and may_come(member, visit) and not was_received(member.reference):
            coming.append((member, visit, tokens_of(member, journey)))
    if case.reference not in [member.reference for member, _visit, _tokens in coming]:
        raise errors.NoVisitNeeded
    return Party(
        post=case.post,
        account=case.account,
        service=service_of(case).slug,
        # Whichever of them it was booked from, the family comes under the first.
        subject=family[0].reference,
        subjects=tuple(member.reference for member, _visit, _tokens in coming),
        people=tuple(tokens for _member, _visit, tokens in coming),
        minutes=minutes_of(due.minutes, due.per_person, len(coming)),
        is_courtesy=any(visit.is_courtesy for _member, visit, _tokens in coming),
    )


def tokens_of(case: Case, journey: Journey) -> frozenset[str]:
    """What tells the applicant again: as a person of the platform, and by what the answers say of their papers."""
    said = {
        asked.known: journey.answers[name]
        for name, asked in journey.definition.fields.items()
        if asked.known and journey.asks(name) and journey.answers.get(name)
    }
    facts = [("person", str(case.applicant_id))]
    facts += [(kind, str(said[kind])) for kind in ("pinfl", "passport_number") if kind in said]
    if "name" in said and "birth_date" in said:
        name = said["name"]
        facts.append(("name", name.get("family", ""), name.get("given", ""), str(said["birth_date"])))
    return tokens(facts)
