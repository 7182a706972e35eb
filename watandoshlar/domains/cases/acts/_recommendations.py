"""Asking bodies for a recommendation, and what every act on one shares."""

from collections.abc import Mapping
from datetime import timedelta

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.models import Case, Recommendation
from watandoshlar.domains.cases.recommendation_states import TRANSITIONS, may
from watandoshlar.domains.cases.recommendations import may_be_answered, named_bodies, words_context
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.commissions.api import get_body, recommending_bodies
from watandoshlar.foundation import clock

LINK_DAYS = 30
MOST_LETTERS = 5
LONGEST = 4000


def ask_named_bodies(case: Case, journey: Journey, *, acting_user) -> None:
    """Ask the bodies that the answers name, as far as they may recommend today; who names none is served by the
    officer, who asks."""
    for rule in journey.recommendations_due():
        code = named_bodies(journey).get(rule.id)
        if code in {body.code for body in recommending_bodies(rule.kinds, today_at(case.post))}:
            send_letter(Recommendation(case=case, rule=rule.id, body=code), acting_user=acting_user)


def send_letter(recommendation: Recommendation, *, acting_user) -> None:
    """Ask the body, or ask it once more: the links of earlier letters open nothing any more. The caller has locked.

    Raises AskedOften and RecommendationClosed.
    """
    case = recommendation.case
    if not may("ask", recommendation.state) or not may_be_answered(case):
        raise errors.RecommendationClosed
    if recommendation.letter_number >= MOST_LETTERS:
        raise errors.AskedOften(most=MOST_LETTERS)
    recommendation.state = "asked"
    recommendation.letter_number += 1
    recommendation.link_until = clock.now() + timedelta(days=LINK_DAYS)
    recommendation.save()
    note_event(case, "ask_recommendation", acting_user=acting_user, rule=recommendation.rule, body=recommendation.body)
    body = get_body(recommendation.body)
    account = Account.objects.with_email(body.email).first() or create_account(
        acting_user=SYSTEM, email=body.email, language="uz"
    )
    notify(
        acting_user=acting_user,
        account=account,
        code="recommendation_asked",
        key=f"{case.reference}:{recommendation.pk}:{recommendation.letter_number}",
        facts={
            "recommendation": recommendation.pk,
            "number": recommendation.letter_number,
            "body": recommendation.body,
            "until": recommendation.link_until.isoformat(),
            "zone": case.post.zone,
        },
    )


def lock_recommendation(case: Case, rule: str, body: str) -> Recommendation | None:
    """The row of a locked case; None where the body was not asked."""
    rows = Recommendation.objects.select_for_update(of=("self",)).filter(case=case, rule=rule, body=body)
    found = rows.first()
    if found:
        found.case = case
    return found


def move_recommendation(
    recommendation: Recommendation, step: str, *, acting_user, how: str, words: Mapping[str, str]
) -> None:
    """The body answers; applicant and officer are told. The caller has locked.

    Raises RecommendationClosed for a step that the table lacks, and once the case is decided or before the commission.
    """
    case = recommendation.case
    if not may(step, recommendation.state) or not may_be_answered(case):
        raise errors.RecommendationClosed
    recommendation.state = TRANSITIONS[step, recommendation.state]
    recommendation.answered_at, recommendation.how = clock.now(), how
    recommendation.officer = None if acting_user is SYSTEM else acting_user
    recommendation.words = encrypt_json_for(case.applicant, dict(words), words_context(recommendation))
    recommendation.save()
    facts = {"rule": recommendation.rule, "body": recommendation.body, "how": how}
    note_event(case, f"recommendation_{recommendation.state}", acting_user=acting_user, **facts)
    occasion = f"{recommendation.pk}:{recommendation.answered_at:%Y%m%d%H%M%S}"
    told = {"body": recommendation.body, "state": recommendation.state}
    code = "recommendation_answered"
    write_to_applicant(case, code, acting_user=acting_user, occasion=occasion, **told)
    key = f"{case.reference}:{occasion}"
    tell_officer(case, acting_user=acting_user, code="recommendation_came", key=key, **told)


def words_of_body(name: str, position: str, reasons: str) -> dict[str, str]:
    """Who signs for a body, and why. Raises SignerNeeded and ReasonsOfBodyNeeded while something is missing."""
    name, position, reasons = " ".join(name.split()), " ".join(position.split()), reasons.strip()
    if not (2 <= len(name) <= 200 and 2 <= len(position) <= 200):
        raise errors.SignerNeeded
    if not 10 <= len(reasons) <= LONGEST:
        raise errors.ReasonsOfBodyNeeded
    return {"name": name, "position": position, "reasons": reasons}
