"""The commands by which an operator appoints staff."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from watandoshlar.capabilities.access.api import Account, RoleAssignment, has_role
from watandoshlar.capabilities.audit.api import entries_of_chain
from watandoshlar.capabilities.posts.api import Post


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def again(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def test_a_role_is_given_once_listed_and_ended(account: Account, seoul: Post) -> None:
    place = ("--post", "seoul")
    for _time in range(2):
        told("give_role", account.email.upper(), "head", *place)
    assert has_role(again(account), "head", seoul)
    assert RoleAssignment.objects.count() == 1
    (line,) = told("list_roles", *place).splitlines()
    assert line.split() == ["seoul", "head", "-", account.email]
    told("end_role", account.email, "head", *place)
    assert not has_role(again(account), "head", seoul)
    assert told("list_roles") == ""
    acts = entries_of_chain(f"account:{account.pk}").values_list("act", "account_id")
    assert list(acts)[1:] == [("assign_role", None), ("end_role", None)]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("give_role", "nobody@example.org", "auditor"), "account_not_found"),
        (("give_role", "nodira@example.org", "officer"), "role_needs_post"),
        (("give_role", "nodira@example.org", "auditor", "--post", "seoul"), "role_is_central"),
        (("give_role", "nodira@example.org", "officer", "--post", "atlantis"), "post_not_found"),
        (("end_role", "nodira@example.org", "auditor"), "role_not_held"),
        (("list_roles", "--post", "atlantis"), "post_not_found"),
    ],
)
def test_a_slip_of_the_operator_is_told_and_changes_nothing(
    account: Account, seoul: Post, command: tuple[str, ...], code: str
) -> None:
    with pytest.raises(CommandError) as told_so:
        told(*command)
    assert told_so.value.__cause__.code == code
    assert not RoleAssignment.objects.exists()
