"""Recommendations by bodies: the link by which a body answers, what it may read, and what is still missing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.consents import UNDECIDED
from watandoshlar.domains.cases.content import file_ids, journey_of_case
from watandoshlar.domains.cases.models import Case, Recommendation
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import Journey, RecommendationRule, get_version
from watandoshlar.domains.commissions.api import Body, recommending_bodies, standing_of
from watandoshlar.foundation import clock

SALT = "watandoshlar.cases.recommendation"


@dataclass(frozen=True)
class Support:
    """How far a rule is met: how many bodies support the applicant, decline, and have yet to answer."""

    rule: RecommendationRule
    supported: int
    declined: int
    asked: int

    @property
    def is_met(self) -> bool:
        return self.supported >= self.rule.least


def recommendations_of(case: Case) -> list[Recommendation]:
    """Every body that was asked in the case, in the order of asking; its words stay closed."""
    if not get_version(case.version_id).definition.recommendations:
        return []
    rows = list(case.recommendations.select_related("officer").order_by("pk"))
    for row in rows:
        row.case = case
    return rows


def support_for(case: Case, journey: Journey) -> list[Support]:
    """How far each rule is met that the answers make necessary."""
    rules = journey.recommendations_due()
    states = list(case.recommendations.values_list("rule", "state")) if rules else []
    return [
        Support(rule, *(states.count((rule.id, state)) for state in ("supported", "declined", "asked")))
        for rule in rules
    ]


def recommendation_rule(recommendation: Recommendation) -> RecommendationRule:
    """The rule in the version of the service to which the case is pinned."""
    rules = get_version(recommendation.case.version_id).definition.recommendations
    return next(rule for rule in rules if rule.id == recommendation.rule)


def bodies_to_ask(case: Case, rule: RecommendationRule) -> list[Body]:
    """The bodies that may recommend by this rule today and were not asked."""
    asked = set(case.recommendations.filter(rule=rule.id).values_list("body", flat=True))
    return [body for body in recommending_bodies(rule.kinds, today_at(case.post)) if body.code not in asked]


def named_bodies(journey: Journey) -> dict[str, str]:
    """By rule, the code of the body that the answers name."""
    named = {}
    for rule in journey.recommendations_due():
        if rule.body and journey.shows(rule.body) and (code := journey.answers.get(rule.body)):
            named[rule.id] = str(code)
    return named


def recommendation_token(recommendation: Recommendation) -> str:
    """The secret part of the link by which the body answers; kept nowhere."""
    occasion = f"{recommendation.pk}:{recommendation.body}:{recommendation.letter_number}"
    return salted_hmac(SALT, occasion, algorithm="sha256").hexdigest()[:40]


def access_recommendation(pk: int, token: str) -> Recommendation:
    """What a body is asked, for whoever holds the link of its letter, until it has answered. Raises
    RecommendationClosed, whatever is wrong."""
    rows = Recommendation.objects.select_related("case__applicant", "case__post", "case__account")
    found = rows.filter(pk=pk).first()
    if found is None or not constant_time_compare(recommendation_token(found), token) or not is_awaited(found):
        raise errors.RecommendationClosed
    return found


def is_awaited(recommendation: Recommendation) -> bool:
    """Whether the body can answer by the link."""
    return (
        recommendation.state == "asked"
        and recommendation.link_until is not None
        and clock.now() <= recommendation.link_until
        and may_be_answered(recommendation.case)
    )


def may_be_answered(case: Case) -> bool:
    """Until the case is decided, and until it is before the commission: what that reads does not change."""
    return case.state in UNDECIDED and not is_before_commission(case)


def is_before_commission(case: Case) -> bool:
    if get_version(case.version_id).definition.decision.commission is None:
        return False
    standing = standing_of(case.reference, "award")
    return standing is not None and standing.state != "withdrawn"


# --- the inside of a recommendation: callers come through access_recommendation, access_case, an OfficerView that may
# read, or access_nomination ------------------------------------------------------------------------------------------


def words_of_recommendation(recommendation: Recommendation) -> dict[str, str]:
    """Who signs, as what, and why: `name`, `position`, `reasons`; {} before the body has answered."""
    if not recommendation.words:
        return {}
    return decrypt_json_for(recommendation.case.applicant, recommendation.words, words_context(recommendation))


def words_context(recommendation: Recommendation) -> str:
    return f"recommendation:{recommendation.case.reference}:{recommendation.rule}:{recommendation.body}"


class PartOfJourney(Journey):
    """The way of a case as somebody sees it who needs to know a part of the answers only: what is asked follows from
    all of them, and nothing but the fields `shown` is there."""

    def __init__(self, whole: Journey, shown: Collection[str]) -> None:
        super().__init__(whole.definition, whole.answers, whole.facts)
        self._fields = {
            page: tuple(asked for asked in fields if asked.id in shown) for page, fields in self._fields.items()
        }
        self.answers = {name: value for name, value in whole.answers.items() if name in shown and self.shows(name)}

    @property
    def files(self) -> set[str]:
        """Ids of the files among the answers that are shown."""
        return set(file_ids(self.answers))


def access_asked(recommendation: Recommendation) -> PartOfJourney:
    """What the body may read of the case, for who came through `access_recommendation`."""
    case = recommendation.case
    return PartOfJourney(journey_of_case(case, answers_of(case)), recommendation_rule(recommendation).shows)
