"""Letters to bodies outside the platform, and to whoever works at a post."""

from watandoshlar.domains.appeals.rules.bodies import shipped_bodies

from watandoshlar.capabilities.access.api import Account, create_account, workers_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appeals.models import Forward


def write_to_body(forward: Forward, *, acting_user) -> None:
    """The link with which the body opens and answers the appeal, to its registered address."""
    email = shipped_bodies()[forward.to_body].email
    account = Account.objects.filter(email=email).first() or create_account(
        acting_user=SYSTEM, email=email, language="uz"
    )
    notify(
        acting_user=acting_user,
        account=account,
        code="appeal_for_body",
        key=f"{forward.appeal.case.reference}:{forward.number}",
        facts={"reference": forward.appeal.case.reference, "forward": forward.pk, "body": forward.to_body},
    )


def write_to_workers(post: Post, role: str, code: str, *, acting_user, occasion: str, facts: dict) -> None:
    """One letter to each account that holds the role at the post today."""
    for account in workers_of(post, role):
        notify(acting_user=acting_user, account=account, code=code, key=occasion, facts=facts)
