"""The bodies to which an appeal can go: every post on the platform, and those of tables/bodies.yaml outside it."""

from django.utils.crypto import constant_time_compare, salted_hmac

from watandoshlar.capabilities.posts.api import Post, errors, get_post, post_name
from watandoshlar.domains.appeals.models import Appeal, Forward
from watandoshlar.domains.appeals.rules.bodies import shipped_bodies
from watandoshlar.domains.appeals.rules.routing import Routed, may_go_to, route, shipped_routes
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import worded

SALT = "watandoshlar.appeals.reply"


def post_of_body(code: str) -> Post | None:
    """The post on the platform that the code names, if it serves people today."""
    try:
        post = get_post(code)
    except errors.PostNotFound:
        return None
    return post if post.is_active(clock.now().date()) else None


def is_outside(code: str) -> bool:
    """Whether the code names a body that answers from outside the platform."""
    body = shipped_bodies().get(code)
    return body is not None and body.is_outside


def is_body(code: str) -> bool:
    return is_outside(code) or post_of_body(code) is not None


def body_name(code: str, language: str) -> str:
    """The name of a post or body in the language; Cyrillic Uzbek follows from Latin, what lacks a text is Uzbek."""
    body = shipped_bodies().get(code)
    if body is None:
        # A post that has closed since keeps its name.
        return post_name(get_post(code), language)
    return worded(body.names, language)


def against_of(appeal: Appeal) -> str:
    """Whom the appeal complains of, in the words of the routes: "", post, officer, or the code of a body."""
    return appeal.against_body if appeal.against == "body" else appeal.against


def suggested_route(appeal: Appeal) -> Routed:
    """Where the table sends the appeal, and why there."""
    return route(
        shipped_routes(),
        kind=appeal.kind,
        theme=appeal.theme,
        country=appeal.case.country,
        against=against_of(appeal),
    )


def reply_token(forward: Forward) -> str:
    """The secret part of the link by which a body outside the platform opens the appeal; kept nowhere."""
    occasion = f"{forward.appeal_id}:{forward.number}:{forward.to_body}"
    return salted_hmac(SALT, occasion, algorithm="sha256").hexdigest()[:40]


def is_reply_token(forward: Forward, offered: str) -> bool:
    return constant_time_compare(reply_token(forward), offered)


def may_forward_to(appeal: Appeal, code: str) -> bool:
    """Whether the appeal may be sent to the body: it is another than the one that has it, and not complained of."""
    return code != appeal.case.post.code and is_body(code) and may_go_to(code, against_of(appeal))


def outside_bodies() -> list[str]:
    """The codes of the bodies outside the platform."""
    return [body.code for body in shipped_bodies().values() if body.is_outside]
