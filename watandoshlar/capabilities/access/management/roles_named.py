"""Whom and which role a command means: an address, a role and a post as they are typed."""

from argparse import ArgumentParser

from watandoshlar.capabilities.access.api import ROLES, Account, errors
from watandoshlar.capabilities.posts.api import Post, get_post


def add_role_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", help="the address with which the person logs in")
    parser.add_argument("role", choices=list(ROLES))
    parser.add_argument("--post", metavar="CODE", help="the post, for the roles that belong to one")


def account_named(email: str) -> Account:
    account = Account.objects.with_email(email).first()
    if account is None:
        raise errors.AccountNotFound
    return account


def post_named(code: str | None) -> Post | None:
    return get_post(code) if code else None
