from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import become_own
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acting import acting_ended_by
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_open, lock_case_at_post, note_event
from watandoshlar.domains.cases.models import Case, TakeOver


@transaction.atomic
def take_over_case(*, acting_user, reference: str, email: str, has_seen: bool) -> Case:
    """The person whom the case is about has come of age and goes on with it through an account of their own.

    At the counter an officer of the post looks at the identity document; the address is that of an account which the
    person has opened by logging in once, so that a slip of the pen gives the case to nobody
    (docs/decisions: coming of age). Raises NotOfAge, IdentityUnseen, AccountNeeded, SameAccount, AnotherPersonsAccount,
    WrongState and what `lock_case_at_post` raises.
    """
    case = lock_case_at_post(acting_user, reference)
    check_open(case)
    if acting_ended_by(case) != "came_of_age":
        raise errors.NotOfAge
    if not has_seen:
        raise errors.IdentityUnseen
    former, account = case.account, _account(case, email)
    if account.pk in (acting_user.pk, case.officer_id):
        raise errors.OwnApplication
    become_own(acting_user=acting_user, account=account, person=case.about)
    TakeOver(case=case, from_account=former, to_account=account, officer=acting_user).save(force_insert=True)
    case.account = account
    case.save(update_fields=["account"])
    note_event(case, "take_over", acting_user=acting_user)
    write_to_applicant(case, "case_taken_over", acting_user=acting_user, occasion=f"account-{account.pk}")
    notify(
        acting_user=acting_user, account=former, code="case_left", key=reference, facts={"reference": case.reference}
    )
    return case


def _account(case: Case, email: str) -> Account:
    account = Account.objects.with_email(email).filter(is_active=True).first()
    if account is None:
        raise errors.AccountNeeded
    if account.pk == case.account_id:
        raise errors.SameAccount
    return account
