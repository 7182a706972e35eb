"""The letters about an appeal. Facts carry references, codes and days; nothing of what the appeal says."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message, register_resolver, show_day
from watandoshlar.domains.appeals.bodies import body_name, reply_token
from watandoshlar.domains.appeals.models import Appeal, Forward
from watandoshlar.domains.appeals.queries import tracking_code_of

EXTENSION_REASONS = {
    "study": _("the matter needs further study"),
    "check": _("something has to be checked on the spot"),
    "documents": _("more documents have to be asked for"),
}

MESSAGES = (
    Message(
        code="appeal_registered",
        subject=_("Your appeal is registered: %(reference)s"),
        text=_(
            "Your appeal is registered.\n\n"
            "Reference: %(reference)s\n"
            "Registered on: %(registered_on)s\n"
            "You get an answer by: %(due_at)s\n\n"
            "Where it stands, on your page:\n%(case_url)s\n\n"
            "Anyone to whom you give the reference and this code can follow it without an account: %(tracking_code)s\n"
            "%(track_url)s"
        ),
        facts=("reference", "version", "registered_on", "due_at", "zone"),
    ),
    Message(
        code="appeal_forwarded",
        subject=_("Your appeal %(reference)s is with the competent body"),
        text=_(
            "Your appeal is a matter of another body, and we have sent it there with everything that you gave us.\n\n"
            "Reference: %(reference)s\n"
            "Body: %(body)s\n"
            "It has to answer by: %(due_at)s\n\n"
            "Why, and where it stands:\n%(case_url)s"
        ),
        facts=("reference", "version", "body", "due_at", "zone"),
    ),
    Message(
        code="appeal_answered",
        subject=_("The answer to your appeal %(reference)s"),
        text=_(
            "There is an answer to each of your demands.\n\n"
            "Reference: %(reference)s\n\n"
            "Read it, say whether it solves the matter, and dispute it if it does not:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="term_extended",
        subject=_("Your appeal %(reference)s takes longer"),
        text=_(
            "The term of your appeal is extended, because %(extension_reason)s.\n\n"
            "Reference: %(reference)s\n"
            "You get an answer by: %(due_at)s\n\n"
            "How this day is reckoned, with the article of the law:\n%(case_url)s"
        ),
        facts=("reference", "version", "reason", "due_at", "zone"),
    ),
    Message(
        code="proposal_studied",
        subject=_("Your proposal %(reference)s is being studied"),
        text=_(
            "Your proposal needs further study. The law asks us to tell you so within 10 days.\n\n"
            "Reference: %(reference)s\n\n"
            "Where it stands:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="appeal_for_body",
        subject=_("Appeal %(reference)s for your body"),
        text=_(
            "An appeal is sent to %(body)s, because it is competent (law ZRU-445, article 25).\n\n"
            "Reference: %(reference)s\n\n"
            "Read it with its file and answer each demand here. The link is for your body alone:\n%(reply_url)s"
        ),
        facts=("reference", "forward", "body"),
    ),
    Message(
        code="body_answered",
        subject=_("Appeal %(reference)s: the body has answered"),
        text=_("%(body)s has answered the appeal %(reference)s.\n\nOpen it in your workspace:\n%(work_url)s"),
        facts=("reference", "body"),
    ),
    Message(
        code="term_ends",
        subject=_("Appeal %(reference)s: the term ends on %(due_at)s"),
        text=_(
            "The term of the appeal %(reference)s ends soon.\n\n"
            "Answer by: %(due_at)s\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "due_at", "zone"),
    ),
    Message(
        code="term_over",
        subject=_("Appeal %(reference)s: the term is over"),
        text=_(
            "The term of the appeal %(reference)s ended without an answer.\n\n"
            "It ended: %(due_at)s\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "due_at", "zone"),
    ),
)


def _body(facts: dict, language: str) -> str:
    return body_name(facts["body"], language)


def _tracking_code(facts: dict, language: str) -> str:
    return tracking_code_of(Appeal.objects.select_related("case__applicant").get(case__reference=facts["reference"]))


def _track_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/track/?n={facts['reference']}"


def _reply_url(facts: dict, language: str) -> str:
    forward = Forward.objects.select_related("appeal__case").get(pk=facts["forward"])
    reference = forward.appeal.case.reference
    return f"{settings.SITE_URL}/{language}/reply/{reference}/{forward.number}/{reply_token(forward)}/"


def _extension_reason(facts: dict, language: str) -> str:
    return str(EXTENSION_REASONS[facts["reason"]])


RESOLVERS = {
    "body": _body,
    "tracking_code": _tracking_code,
    "track_url": _track_url,
    "reply_url": _reply_url,
    "extension_reason": _extension_reason,
    "registered_on": show_day("registered_on"),
}


def register() -> None:
    for placeholder, resolver in RESOLVERS.items():
        register_resolver(placeholder, resolver)
    for message in MESSAGES:
        register_message(message)
