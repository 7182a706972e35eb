"""What an answer to an item request makes of a case: which questions it opens, and what it makes wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from watandoshlar.domains.cases.acting import person_of_evidence
from watandoshlar.domains.cases.answering import Typed, Uploads, answer_fields, under_row_ids, with_refusals
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case, ItemRequest
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import Fault, Field, Journey

Problems = dict[str, list[Fault]]


@dataclass(frozen=True)
class Correction:
    """`earlier`: the answers so far; `journey`: the way of the new ones. `fields`: what must be answered with them, in
    the order of asking. `problems`: faults by field id. `typed`: what was sent, rows under the ids by which they are
    kept."""

    earlier: dict
    before: Journey
    journey: Journey
    fields: tuple[Field, ...]
    problems: Problems
    typed: Typed

    @property
    def answers(self) -> dict:
        return self.journey.answers

    @property
    def changed(self) -> list[str]:
        names = self.earlier.keys() | self.answers.keys()
        return sorted(name for name in names if self.answers.get(name) != self.earlier.get(name))


def correction_of(
    case: Case,
    request: ItemRequest,
    typed: Typed,
    uploads: Uploads,
    *,
    acting_user,
) -> Correction:
    """Read what was sent for a request. New files take the place of the earlier ones, which stay in the earlier set.

    An answer may open questions on any page, and answers to these may open more: each is read when it opens.
    """
    earlier = answers_of(case)
    answers = dict(earlier)
    before = journey = journey_of_case(case, earlier)
    typed, uploads = under_row_ids(journey.definition.fields.values(), typed, uploads, earlier)
    read: dict[str, Field] = {}
    refused: Problems = {}
    while fresh := [name for name in _to_answer(before, journey, request.items) if name not in read]:
        fields = {name: journey.definition.fields[name] for name in fresh}
        answered = answer_fields(
            fields.values(),
            journey,
            typed,
            uploads,
            acting_user=acting_user,
            applicant=person_of_evidence(case),
            replaces_files=True,
        )
        answered.put_into(answers)
        read |= fields
        refused |= answered.errors
        journey = journey_of_case(case, answers)
    asked = [name for name in read if name in request.items or journey.shows(name)]
    problems = _problems(before, journey, request.items)
    problems |= {
        name: with_refusals(read[name], problems.get(name, ()), refused[name]) for name in asked if name in refused
    }
    return Correction(earlier, before, journey, tuple(read[name] for name in asked), problems, typed)


def _to_answer(before: Journey, now: Journey, items: Sequence[str]) -> list[str]:
    """What the officer asked for, what has opened since, and what the answers make wrong."""
    opened = [asked.id for page in now.pages for asked in now.fields(page) if not before.shows(asked.id)]
    problems = _problems(before, now, items)
    broken = {fault.facts["check"] for faults in problems.values() for fault in faults if fault.code == "check_failed"}
    # Whichever of the answers in a check is the wrong one, the applicant can put it right.
    compared = [name for check in now.definition.checks if check.id in broken for name in check.fields]
    return list(dict.fromkeys([*items, *opened, *problems, *compared]))


def _problems(before: Journey, now: Journey, items: Sequence[str]) -> Problems:
    """What is wrong with what was asked for, on this branch or not, and what was right before and is no more."""
    accepted = _by_field(before)
    found = {name: faults for name, faults in _by_field(now).items() if name in items or faults != accepted.get(name)}
    for name in items:
        if not now.shows(name) and (faults := now.faults(now.definition.fields[name])):
            found[name] = faults
    return found


def _by_field(journey: Journey) -> Problems:
    return {name: faults for problems in journey.problems().values() for name, faults in problems.items()}
