"""What every act on a case shares: lock the row, guard who acts, move the state, leave the traces."""

from watandoshlar.capabilities.access.api import has_role, require_officer
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases import errors, states
from watandoshlar.domains.cases.models import Case, CaseEvent


def lock_case(reference: str) -> Case:
    """The case, locked until the end of the transaction. Raises CaseNotFound."""
    try:
        return Case.objects.select_for_update(of=("self",)).select_related("applicant", "post").get(reference=reference)
    except Case.DoesNotExist as error:
        raise errors.CaseNotFound from error


def lock_case_of_applicant(acting_user, reference: str) -> Case:
    case = lock_case(reference)
    if case.account_id != acting_user.pk:
        raise errors.CaseNotFound
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


def check_step(case: Case, name: str) -> None:
    if not states.may(name, case.state):
        raise errors.WrongState(state=case.state, state_label=states.STATES[case.state].label)


def take_step(
    case: Case, name: str, *, acting_user, is_public: bool = True, also_save: tuple[str, ...] = (), **facts
) -> None:
    """Move the case along one transition of the table and write the event and the audit entry.

    `also_save` names further fields that the act has changed; `facts` are codes and numbers, never personal.
    """
    check_step(case, name)
    from_state = case.state
    case.state = states.target(name, from_state)
    case.save(update_fields=["state", *also_save])
    CaseEvent(
        case=case,
        account=acting_user,
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
