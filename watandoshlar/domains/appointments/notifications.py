"""The letters about visits. Facts carry references, codes and moments; nothing personal goes into a letter or a job."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import (
    Message,
    register_message,
    register_resolver,
    show_moment,
)
from watandoshlar.capabilities.posts.api import get_post, post_name

OF_WISH = ("subject", "post", "zone")
OF_VISIT = (*OF_WISH, "starts_at")
MESSAGES = (
    Message(
        code="visit_booked",
        subject=_("%(subject)s: your visit on %(starts_at)s"),
        text=_(
            "Your visit is booked.\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n"
            "Time there: %(starts_at)s\n\n"
            "What to bring, and the visit for your calendar:\n%(visit_url)s\n\n"
            "Before the day we ask you to confirm that you come. If you cannot come, cancel it on that page: somebody "
            "who waits gets the time."
        ),
        facts=OF_VISIT,
    ),
    Message(
        code="visit_offered",
        subject=_("%(subject)s: a time is held for you until %(held_until)s"),
        text=_(
            "You asked for a visit. This time is held for you:\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n"
            "Time there: %(starts_at)s\n\n"
            "Take it on this page until %(held_until)s:\n%(visit_url)s\n\n"
            "If you do not, the next one who waits gets it, and you wait on."
        ),
        facts=(*OF_VISIT, "held_until"),
    ),
    Message(
        code="visit_reminder",
        subject=_("%(subject)s: please confirm your visit by %(answer_by)s"),
        text=_(
            "Do you still come?\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n"
            "Time there: %(starts_at)s\n\n"
            "Say so on this page by %(answer_by)s:\n%(visit_url)s\n\n"
            "Without your answer the time goes to somebody who waits, and you are put back on the waiting list."
        ),
        facts=(*OF_VISIT, "answer_by"),
    ),
    Message(
        code="visit_lapsed",
        subject=_("%(subject)s: your visit was not confirmed and is released"),
        text=_(
            "We asked you to confirm your visit, and no answer came. The time goes to somebody who waits.\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n"
            "Time there: %(starts_at)s\n\n"
            "You are on the waiting list again, and need to do nothing for that. You can also choose a free time:\n"
            "%(visit_url)s"
        ),
        facts=OF_VISIT,
    ),
    Message(
        code="visit_cancelled",
        subject=_("%(subject)s: your visit is cancelled"),
        text=_(
            "Your visit is cancelled.\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n"
            "Time there: %(starts_at)s\n\n"
            "If you still have to come, choose another time:\n%(visit_url)s"
        ),
        facts=OF_VISIT,
    ),
    Message(
        code="visit_displaced",
        subject=_("%(subject)s: the post cannot receive you on %(starts_at)s"),
        text=_(
            "The post is closed at the time of your visit, or receives fewer people then. We are sorry.\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n"
            "Time that was yours: %(starts_at)s\n\n"
            "You come before everybody else who waits. As soon as there is a time, it is held for you and we write. "
            "You can also choose one yourself:\n%(visit_url)s"
        ),
        facts=OF_VISIT,
    ),
    Message(
        code="not_drawn",
        subject=_("%(subject)s: no time in this draw, you wait on"),
        text=_(
            "New days have opened, and the times were drawn among all who wait. There was none for you.\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n\n"
            "You stay on the waiting list, and in the next draw you come before those who have lost fewer. How the "
            "draw was made, and how to check it:\n%(visit_url)s"
        ),
        facts=OF_WISH,
    ),
    Message(
        code="wish_ended",
        subject=_("%(subject)s: you are no longer on the waiting list"),
        text=_(
            "Your period is over, or several times that were held for you were not taken. You do not wait any more.\n\n"
            "Reference: %(subject)s\n"
            "Post: %(post_name)s\n\n"
            "If you still have to come, join again or choose a free time:\n%(visit_url)s"
        ),
        facts=OF_WISH,
    ),
)


def _post_name(facts: dict, language: str) -> str:
    return post_name(get_post(facts["post"]), language)


def _visit_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/cases/{facts['subject']}/visit/"


RESOLVERS = {
    "post_name": _post_name,
    "visit_url": _visit_url,
    "starts_at": show_moment("starts_at", "zone"),
    "held_until": show_moment("held_until", "zone"),
    "answer_by": show_moment("answer_by", "zone"),
}


def register() -> None:
    """Put this room's letters into the registry; one that lacks a language is found by `check` and by a test."""
    for placeholder, resolver in RESOLVERS.items():
        register_resolver(placeholder, resolver)
    for message in MESSAGES:
        register_message(message)
