"""What the acts of handing over a result share: lock it, move its state, leave the traces."""

from datetime import date, timedelta

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.hand_over_states import HAND_OVER_STATES, hand_over_target, may_hand_over
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.queries import hand_over_rule, ways_to_choose
from watandoshlar.domains.catalogue.api import HandOverRule, add_months
from watandoshlar.domains.certificates.api import FINAL_STATUSES, certificate_of
from watandoshlar.foundation import clock


def lock_hand_over(case: Case, step: str) -> HandOver:
    """The record beside a case that is locked, where the step begins. Raises NoResult, HandOverOver."""
    hand_over = HandOver.objects.filter(case=case).first()
    if hand_over is None:
        raise errors.NoResult
    hand_over.case = case
    if not may_hand_over(step, hand_over.state):
        raise errors.HandOverOver(state=hand_over.state, state_label=HAND_OVER_STATES[hand_over.state].label)
    return hand_over


def check_way(case: Case, way: str) -> None:
    """Raises UnknownWay for a way that the service does not offer."""
    if way not in hand_over_rule(case).ways:
        raise errors.UnknownWay


def check_document_counts(case: Case) -> None:
    """Raises ResultWithdrawn where the paper to be handed over was withdrawn or replaced: it would deceive whoever is
    shown it."""
    certificate = certificate_of(case.reference)
    if certificate is not None and certificate.status in FINAL_STATUSES:
        raise errors.ResultWithdrawn


def make_ready(case: Case, *, acting_user, tells: bool = True) -> HandOver:
    """The result is there: from now on it waits for its applicant, who is told."""
    rule = hand_over_rule(case)
    hand_over, _is_new = HandOver.objects.get_or_create(case=case)
    hand_over.case = case
    hand_over.state = hand_over_target("make_ready", hand_over.state)
    # To be sent it needs the address, which only a choice brings.
    if len(rule.ways) == 1 and rule.ways != ("send",):
        hand_over.way = rule.ways[0]
    lay_ready(hand_over, rule)
    hand_over.save()
    if tells:
        tell_ready(hand_over, acting_user=acting_user)
    return hand_over


def lay_ready(hand_over: HandOver, rule: HandOverRule) -> None:
    """The days of keeping and reminding begin."""
    hand_over.ready_at = clock.now()
    ready_on = today_at(hand_over.case.post, hand_over.ready_at)
    hand_over.keep_until = _kept_until(rule, ready_on)
    hand_over.chase_on = next_chase(rule, ready_on, ready_on)


def tell_ready(hand_over: HandOver, *, acting_user) -> None:
    case, rule = hand_over.case, hand_over_rule(hand_over.case)
    if rule.ways == ("download",):
        write_to_applicant(case, "document_issued", acting_user=acting_user)
        return
    write_to_applicant(
        case,
        "result_ready",
        acting_user=acting_user,
        occasion=occasion_of(hand_over),
        way=way_told(hand_over),
        keep_until=hand_over.keep_until and hand_over.keep_until.isoformat(),
    )


def way_told(hand_over: HandOver) -> str:
    """The way as letters say it: the one that is known, one that is to be chosen, or whichever the post takes."""
    return hand_over.way or ("choose" if ways_to_choose(hand_over.case) else "either")


def occasion_of(hand_over: HandOver) -> str:
    """A parcel that came back is ready a second time."""
    return f"ready-{hand_over.ready_at:%Y-%m-%d}"


def next_chase(rule: HandOverRule, ready_on: date, after: date) -> date | None:
    """The first day of reminding that lies after a day."""
    days = (ready_on + timedelta(days=number) for number in rule.chase)
    return next((day for day in days if day > after), None)


def _kept_until(rule: HandOverRule, ready_on: date) -> date | None:
    if rule.keep_length is None:
        return None
    if rule.keep_unit == "days":
        return ready_on + timedelta(days=rule.keep_length)
    return add_months(ready_on, rule.keep_length * (12 if rule.keep_unit == "years" else 1))


def take_hand_over_step(hand_over: HandOver, step: str, *, acting_user, **facts) -> None:
    """Move the hand-over along one step of its table; the act has set what else it changes."""
    hand_over.state = hand_over_target(step, hand_over.state)
    if HAND_OVER_STATES[hand_over.state].is_final:
        hand_over.ended_at = clock.now()
    hand_over.save()
    note_event(hand_over.case, f"result_{step}", acting_user=acting_user, **facts)


def kept_words(hand_over: HandOver, name: str, words: object) -> bytes:
    """Encrypted for the applicant, bound to their case and to what it is."""
    return encrypt_json_for(hand_over.case.applicant, words, f"result-{name}:{hand_over.case.reference}")
