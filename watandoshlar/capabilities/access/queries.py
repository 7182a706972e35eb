"""Questions about roles. Everything here fails closed: no account, no role, no post means no."""

import time
from collections.abc import Collection

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from watandoshlar.capabilities.access.errors import ProofTooOld, RoleMissing
from watandoshlar.capabilities.access.models import Account, RoleAssignment
from watandoshlar.capabilities.posts.api import Post

FRESH_SECONDS = 15 * 60


def roles_of(account: Account) -> list[RoleAssignment]:
    """The roles an account holds today, with their posts; asked once and remembered on the account for its request."""
    if account is None or not account.is_authenticated or not account.is_active:
        return []
    if not hasattr(account, "_roles_in_force"):
        # Posts in a second query: most accounts hold no role, and every page asks.
        account._roles_in_force = list(
            RoleAssignment.objects.in_force().filter(account=account).prefetch_related("post").order_by("pk")
        )
    return account._roles_in_force


def roles_held(post: Post | None = None) -> list[RoleAssignment]:
    """Every role held today, or those at one post, by post and role. For the operator: it names people."""
    held = RoleAssignment.objects.in_force().select_related("account", "post")
    if post is not None:
        held = held.filter(post=post)
    return list(held.order_by("post__code", "role", "account__email"))


def has_role(account: Account, role: str, post: Post | None = None) -> bool:
    """Whether the account holds the role today; for a role of a post, at exactly that post."""
    return any(
        assignment.role == role and assignment.post_id == (post.pk if post else None)
        for assignment in roles_of(account)
    )


def is_staff(account: Account) -> bool:
    return bool(roles_of(account))


def is_officer_of(account: Account, post: Post) -> bool:
    """Officers and heads work on the cases of their post."""
    return has_role(account, "officer", post) or has_role(account, "head", post)


def posts_of(account: Account) -> list[Post]:
    """Posts at which the account works on cases, without repetition."""
    posts = {a.post_id: a.post for a in roles_of(account) if a.role in ("officer", "head")}
    return [posts[key] for key in sorted(posts, key=lambda pk: posts[pk].code)]


def workers_at(post: Post, roles: Collection[str] = ("officer", "head")) -> list[Account]:
    """The accounts that hold one of the roles at the post today, each once."""
    holders = RoleAssignment.objects.in_force().filter(post=post, role__in=roles).values("account")
    return list(Account.objects.filter(is_active=True, pk__in=holders).order_by("pk"))


def require_role(account: Account, role: str, post: Post | None = None) -> None:
    if not has_role(account, role, post):
        raise RoleMissing(role=role)


def require_officer(account: Account, post: Post) -> None:
    if not is_officer_of(account, post):
        raise RoleMissing(role="officer")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this log-in was proven with a second factor (authenticator app, passkey or recovery code).

    allauth writes every proof of a log-in into the session, with the account that gave it; proofs of another account
    count for nothing. An e-mail code alone is one factor.
    """
    if not request.user.is_authenticated:
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def require_fresh_proof(request: HttpRequest) -> None:
    """Raises ProofTooOld when somebody logged in proved who they are longer than FRESH_SECONDS ago.

    Who has a second factor is asked for it by allauth itself. Who has none could not be asked for anything, so that a
    session left open would be enough to add a passkey of one's own.
    """
    if not request.user.is_authenticated:
        return
    proofs = get_authentication_records(request, request.user)
    # allauth writes the time of the machine, not that of the platform's clock.
    if not proofs or time.time() - proofs[-1]["at"] > FRESH_SECONDS:
        raise ProofTooOld
