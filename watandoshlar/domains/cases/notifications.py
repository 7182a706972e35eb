"""The letters about a case. Facts carry references, codes and days; nothing personal goes into a letter or a job."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import (
    Message,
    register_message,
    register_resolver,
    show_day,
    show_moment,
)
from watandoshlar.domains.cases import (
    document_letters,
    letters_between_people,
    nomination_letters,
    referral_letters,
    result_letters,
)
from watandoshlar.domains.catalogue.api import get_version
from watandoshlar.domains.certificates.api import REASONS

MESSAGES = (
    Message(
        code="case_submitted",
        subject=_("We have your application %(reference)s"),
        text=_(
            "We have received your application “%(service_title)s”.\n\n"
            "Reference: %(reference)s\n"
            "We decide by: %(due_at)s\n\n"
            "You can see where it stands, at any time, on your page:\n%(case_url)s\n\n"
            "If we need something from you, we will write to this address and say exactly what and by when."
        ),
        facts=("reference", "version", "due_at", "zone"),
    ),
    Message(
        code="items_requested",
        subject=_("%(reference)s: please send what is missing by %(due_on)s"),
        text=_(
            "The officer needs something more for “%(service_title)s”.\n\n"
            "Reference: %(reference)s\n"
            "Please send or correct:\n%(items)s\n"
            "By: %(due_on)s\n\n"
            "Log in and answer on its page:\n%(case_url)s\n\n"
            "What you sent before is kept."
        ),
        facts=("reference", "version", "items", "due_on"),
    ),
    Message(
        code="items_answered",
        subject=_("Case %(reference)s: the applicant has answered"),
        text=_(
            "The applicant has sent what you asked for in the case %(reference)s.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference",),
    ),
    Message(
        code="items_reminder",
        subject=_("%(reference)s: %(due_on)s is the last day to send what is missing"),
        text=_(
            "For “%(service_title)s” the officer still waits for something.\n\n"
            "Reference: %(reference)s\n"
            "Please send or correct:\n%(items)s\n"
            "By: %(due_on)s\n\n"
            "Log in and answer on its page:\n%(case_url)s\n\n"
            "If nothing comes by that day, the officer can decide without it."
        ),
        facts=("reference", "version", "items", "due_on"),
    ),
    Message(
        code="request_closed",
        subject=_("%(reference)s: the officer goes on without your answer"),
        text=_(
            "For “%(service_title)s” you were asked to send something by %(due_on)s. "
            "Nothing has come.\n\n"
            "Reference: %(reference)s\n\n"
            "The officer now goes on with what you sent before. See where it stands on your page:\n%(case_url)s\n\n"
            "If you still want to send it, write to the post."
        ),
        facts=("reference", "version", "due_on"),
    ),
    Message(
        code="decision_proposed",
        subject=_("Case %(reference)s waits for a second officer"),
        text=_(
            "A colleague has proposed a decision in the case %(reference)s. A second officer must check it.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference",),
    ),
    Message(
        code="case_returned",
        subject=_("Case %(reference)s came back to you"),
        text=_(
            "The second officer has returned the case %(reference)s; the note says why.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference",),
    ),
    Message(
        code="approval_taken_back",
        subject=_("Case %(reference)s: what was approved cannot be issued"),
        text=_(
            "The case %(reference)s was approved, but its document cannot be issued any more: one that the application "
            "names does not count now, or the new one would have ended already. The case is with you again.\n\n"
            "Ask the applicant for what is needed, or decide anew. The term goes on:\n%(work_url)s"
        ),
        facts=("reference",),
    ),
    Message(
        code="approval_reopened",
        subject=_("%(reference)s: your application is checked once more"),
        text=_(
            "Your application “%(service_title)s” was approved, but the document cannot be issued as things stand: a "
            "document that your application names does not count now, or the new one would have ended already.\n\n"
            "Reference: %(reference)s\n\n"
            "You need not apply anew, and what you sent is kept. The officer goes on with it and asks you if "
            "something is needed. See where it stands on your page:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="case_approved",
        subject=_("Your application %(reference)s is approved"),
        text=_(
            "Your application “%(service_title)s” is approved.\n\n"
            "Reference: %(reference)s\n\n"
            "The post is preparing the result. We will write when it is ready:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="case_refused",
        subject=_("Your application %(reference)s is refused"),
        text=_(
            "Your application “%(service_title)s” is refused.\n\n"
            "Reference: %(reference)s\n"
            "Reasons:\n%(reasons)s\n\n"
            "You can apply again when the reason no longer holds, or appeal to the head of the post. "
            "Details:\n%(case_url)s"
        ),
        facts=("reference", "version", "reasons"),
    ),
    Message(
        code="case_not_considered",
        subject=_("Your appeal %(reference)s is not considered"),
        text=_(
            "The law does not let the post consider your appeal. An officer and the head of the post have said why.\n\n"
            "Reference: %(reference)s\n"
            "Reasons:\n%(reasons)s\n\n"
            "When the reason no longer holds, you can appeal again. Details:\n%(case_url)s"
        ),
        facts=("reference", "version", "reasons"),
    ),
    Message(
        code="due_moved",
        subject=_("%(reference)s: the day by which we decide has moved"),
        text=_(
            "A working day has changed at the office that decides, and with it the end of the term.\n\n"
            "Reference: %(reference)s\n"
            "Until now: %(was)s\n"
            "We decide by: %(due_at)s\n"
            "Because of: %(source)s\n\n"
            "How this day is reckoned, with the article of the law:\n%(case_url)s"
        ),
        facts=("reference", "version", "was", "due_at", "zone", "source"),
    ),
    Message(
        code="due_moved_at_post",
        subject=_("Case %(reference)s: the term now ends on %(due_at)s"),
        text=_(
            "A working day has changed, and with it the term of the case %(reference)s.\n\n"
            "Until now: %(was)s\n"
            "Decide by: %(due_at)s\n"
            "Because of: %(source)s\n\n"
            "The applicant is told. Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "was", "due_at", "zone", "source"),
    ),
    Message(
        code="document_issued",
        subject=_("Your document is ready: %(reference)s"),
        text=_(
            "The document for your application “%(service_title)s” is ready.\n\n"
            "Reference: %(reference)s\n\n"
            "Download it here. Anyone can check that it is genuine with the code printed on it:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="document_withdrawn",
        subject=_("Your document no longer counts: %(reference)s"),
        text=_(
            "The post has withdrawn the document %(certificate)s for your application “%(service_title)s”. "
            "Whoever checks it is told that it does not count any more.\n\n"
            "Reference: %(reference)s\n"
            "Reason: %(withdrawal_reason)s\n\n"
            "If you do not agree, you can appeal to the Ministry of Foreign Affairs or to a court. This page begins an "
            "appeal that names the document:\n%(appeal_url)s\n\n"
            "Details:\n%(case_url)s"
        ),
        facts=("reference", "version", "certificate", "reason"),
    ),
)


# A letter about a confidential case has no version; this stands in place of words that would name the service.
UNNAMED = _("not named in letters")
ON_YOUR_PAGE = _("– it stands on your page")


def _service_title(facts: dict, language: str) -> str:
    if facts["version"] is None:
        return str(UNNAMED)
    return str(get_version(facts["version"]).texts(language).title)


def _items(facts: dict, language: str) -> str:
    if facts["version"] is None:
        return str(ON_YOUR_PAGE)
    texts = get_version(facts["version"]).texts(language)
    return "\n".join(f"– {texts.field(name).label}" for name in facts["items"])


def _reasons(facts: dict, language: str) -> str:
    if facts["version"] is None:
        return str(ON_YOUR_PAGE)
    texts = get_version(facts["version"]).texts(language)
    return "\n".join(f"– {texts.refusal_reason(code)}" for code in facts["reasons"])


def _withdrawal_reason(facts: dict, language: str) -> str:
    return str(REASONS[facts["reason"]])


def _case_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/cases/{facts['reference']}/"


def _work_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/work/cases/{facts['reference']}/"


RESOLVERS = {
    "service_title": _service_title,
    "items": _items,
    "reasons": _reasons,
    "withdrawal_reason": _withdrawal_reason,
    "case_url": _case_url,
    "work_url": _work_url,
    "due_at": show_moment("due_at", "zone"),
    "was": show_moment("was", "zone"),
    "due_on": show_day("due_on"),
}


OTHERS = (document_letters, letters_between_people, nomination_letters, referral_letters, result_letters)


def register() -> None:
    """Put this room's letters into the registry; one that lacks a language is found by `check` and by a test."""
    for resolvers in (RESOLVERS, *(others.RESOLVERS for others in OTHERS)):
        for placeholder, resolver in resolvers.items():
            register_resolver(placeholder, resolver)
    for message in (*MESSAGES, *(message for others in OTHERS for message in others.MESSAGES)):
        register_message(message)
