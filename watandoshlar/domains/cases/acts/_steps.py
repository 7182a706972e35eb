"""What every act on a case shares: lock the row, guard who acts, move the state, leave the traces.

Registers above this room, such as appeals, move their cases by the same functions
(docs/decisions/0014-appeals-are-cases.md).
"""

from collections.abc import Callable

from watandoshlar.capabilities.access.api import has_role, require_officer
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.appointments.api import drop_subject
from watandoshlar.domains.cases import errors, states
from watandoshlar.domains.cases.acting import check_acting
from watandoshlar.domains.cases.models import Bar, Case, CaseEvent
from watandoshlar.domains.cases.queries import is_for_account, service_of
from watandoshlar.domains.commissions.api import withdraw_matter
from watandoshlar.domains.fees.api import close_charges

LOCKING = Case.objects.select_for_update(of=("self",)).select_related("applicant", "about", "post")

Follower = Callable[..., None]
# Nobody comes to the post, no commission decides, and nothing more is paid, for a case that ended so.
ENDED_WITHOUT_RESULT = ("refused", "withdrawn")
_FOLLOWERS: dict[str, Follower] = {}


def follow_steps(register: str, follower: Follower) -> None:
    """Let a register above this room keep its own row in step with its cases.

    `follower(case, step, acting_user=…)` runs in the transaction of every step of a case of the register.
    """
    _FOLLOWERS[register] = follower


def lock_case(reference: str) -> Case:
    """The case, locked until the end of the transaction. Raises CaseNotFound."""
    try:
        return LOCKING.get(reference=reference)
    except Case.DoesNotExist as error:
        raise errors.CaseNotFound from error


def lock_case_of_applicant(acting_user, reference: str) -> Case:
    """For the account that applied, or took the case over. Raises CaseNotFound, and ActingEnded, CameOfAge or
    MandateOver for one that does not act for the person any more."""
    case = lock_case(reference)
    # What an officer entered belongs to no account, and nobody to it.
    if case.account_id is None or case.account_id != acting_user.pk:
        raise errors.CaseNotFound
    check_acting(case)
    return case


def lock_case_at_post(acting_user, reference: str) -> Case:
    """For officers of the case's post who are not its applicant."""
    case = lock_case(reference)
    require_officer(acting_user, case.post)
    if case.account_id == acting_user.pk:
        raise errors.OwnApplication
    return case


def lock_case_of_officer(acting_user, reference: str) -> Case:
    """For the officer who has taken the case."""
    case = lock_case_at_post(acting_user, reference)
    if case.officer_id != acting_user.pk:
        raise errors.NotYourCase
    return case


def lock_case_of_officer_or_for_head(acting_user, reference: str) -> Case:
    """For the officer who has taken the case, and the head of the post, who stands in for one who is away."""
    case = lock_case_at_post(acting_user, reference)
    if case.officer_id != acting_user.pk and not has_role(acting_user, "head", case.post):
        raise errors.NotYourCase
    return case


def check_reader(acting_user, case: Case) -> None:
    """Raises NotForYou for who may not read a confidential case; other cases are everybody's at the post."""
    if case.is_confidential and not is_for_account(acting_user, case):
        raise errors.NotForYou


def check_step(case: Case, name: str) -> None:
    if not states.may(name, case.state, service_of(case).definition.register):
        raise wrong_state(case)


def check_open(case: Case) -> None:
    """Raises WrongState for a case that has ended."""
    if case.state not in states.OPEN_STATES:
        raise wrong_state(case)


def wrong_state(case: Case) -> errors.WrongState:
    label, _meaning = states.STATES[case.state].words(service_of(case).definition.register)
    return errors.WrongState(state=case.state, state_label=label)


def take_step(
    case: Case, name: str, *, acting_user, is_public: bool = True, also_save: tuple[str, ...] = (), **facts
) -> None:
    """Move the case along one transition of the table and write the event and the audit entry.

    `also_save` names further fields that the act has changed; `facts` are codes and numbers, never personal.
    """
    check_step(case, name)
    register, from_state = service_of(case).definition.register, case.state
    case.state = states.target(name, from_state, register)
    case.save(update_fields=["state", *also_save])
    if case.state in ENDED_WITHOUT_RESULT:
        _end_what_hangs_on_it(case, acting_user=acting_user)
    _leave_traces(case, name, from_state, acting_user, is_public, facts)
    if follower := _FOLLOWERS.get(register):
        follower(case, name, acting_user=acting_user)


def _end_what_hangs_on_it(case: Case, *, acting_user) -> None:
    definition = service_of(case).definition
    if definition.visit:
        drop_subject(acting_user=acting_user, subject=case.reference)
    if definition.decision.commission:
        withdraw_matter(acting_user=acting_user, subject=case.reference, kind="award")
    if definition.fees:
        close_charges(acting_user=acting_user, subject=case.reference)


def note_event(case: Case, name: str, *, acting_user, is_public: bool = True, **facts) -> None:
    """Write down what happened to a case without moving it: its term was extended, a link was found."""
    _leave_traces(case, name, case.state, acting_user, is_public, facts)


def _leave_traces(case: Case, name: str, from_state: str, acting_user, is_public: bool, facts: dict) -> None:
    CaseEvent(
        case=case,
        account=None if acting_user is SYSTEM else acting_user,
        name=name,
        from_state=from_state,
        to_state=case.state,
        facts=facts,
        is_public=is_public,
    ).save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act=name,
        chain=case.chain,
        facts={"case": case.reference, "from": from_state, "to": case.state, **facts},
    )


def bar_officer(case: Case, account, *, acting_user, why: str) -> None:
    """Keep an account from ever taking this case: who answered before, or whom a complaint is about. Once is enough."""
    _bar, is_new = Bar.objects.get_or_create(case=case, account=account, defaults={"why": why})
    if is_new:
        note_event(case, "bar_officer", acting_user=acting_user, is_public=False, account=account.pk, why=why)
