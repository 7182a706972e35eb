"""The paper by which an account acts in a case: whether one is due, which file shows it, whether it is good today."""

from datetime import date
from uuid import UUID

from watandoshlar.capabilities.people.api import Mandate, mandates_of, paper_of
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import Journey, get_version


def lacks_mandate(case: Case, journey: Journey) -> bool:
    """Whether the definition asks for a paper of authority and none is confirmed that is good today at the post."""
    return journey.mandate_due() is not None and not has_mandate_in_force(case)


def has_mandate_in_force(case: Case) -> bool:
    """Whether a paper that an officer has confirmed for the case is good today at the post."""
    today = today_at(case.post)
    return any(paper_of(mandate).is_good_on(today) for mandate in mandates_for(case))


def mandates_for(case: Case) -> list[Mandate]:
    """The papers that were confirmed for the case or its service, oldest first."""
    if case.account_id is None or not case.is_for_another:
        return []
    slug = get_version(case.version_id).slug
    return [
        mandate for mandate in mandates_of(case.account, case.about) if paper_of(mandate).covers(case.reference, slug)
    ]


def proof_shown(journey: Journey) -> UUID | None:
    """The file of the paper that the answers show, the newest where there are several."""
    rule = journey.mandate_due()
    files = journey.answers.get(rule.proof) if rule else None
    return UUID(files[-1]["id"]) if files else None


def day_written(journey: Journey) -> date | None:
    """Until when the paper is valid, as the applicant writes."""
    rule = journey.mandate_due()
    written = journey.answers.get(rule.until) if rule and rule.until else None
    return date.fromisoformat(written) if written else None
