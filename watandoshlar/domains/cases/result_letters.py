"""Letters about results on their way to applicants, and to the second officer of a confidential case."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, show_day
from watandoshlar.domains.catalogue.api import get_version

MESSAGES = (
    Message(
        code="result_ready",
        subject=_("%(reference)s: %(result)s: ready"),
        text=_(
            "%(result)s: ready for you.\n\n"
            "Reference: %(reference)s\n"
            "%(how)s\n"
            "%(advice)s\n"
            "It is kept until: %(kept_until)s\n\n"
            "Everything stands on your page:\n%(case_url)s"
        ),
        facts=("reference", "version", "way", "keep_until"),
    ),
    Message(
        code="result_waits",
        subject=_("%(reference)s: %(result)s: still waiting for you"),
        text=_(
            "%(result)s: still waiting for you.\n\n"
            "Reference: %(reference)s\n"
            "%(how)s\n"
            "It is kept until: %(kept_until)s\n\n"
            "After that day the post has to send it back. Everything stands on your page:\n%(case_url)s"
        ),
        facts=("reference", "version", "way", "keep_until"),
    ),
    Message(
        code="result_sent",
        subject=_("%(reference)s: %(result)s: on its way to you"),
        text=_(
            "%(result)s: on its way to the address that you gave.\n\n"
            "Reference: %(reference)s\n\n"
            "The carrier and the number of the parcel stand on your page. "
            "Tell us there when it has come:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="result_told",
        subject=_("%(reference)s: what was done for you"),
        text=_(
            "The post has written to you what was done.\n\n"
            "Reference: %(reference)s\n\n"
            "Log in and read it on your page:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="result_returned",
        subject=_("%(reference)s: %(result)s: sent back"),
        text=_(
            "%(result)s: nobody collected it in time, and the post has sent it back.\n\n"
            "Reference: %(reference)s\n\n"
            "If you still need it, write to the post. Details:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="second_officer_named",
        subject=_("Case %(reference)s: you are its second officer"),
        text=_(
            "A colleague has named you as the second officer of the confidential case %(reference)s. "
            "Only you, that colleague and the head of the post can read it.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference",),
    ),
)
HOW = {
    "collect": _("Collect it at the post. Bring a document that proves who you are."),
    "send": _("The post sends it to the address that you gave."),
    "download": _("Download it from your page."),
    "told": _("You read it on your page."),
    "choose": _("Choose on your page how you want to get it."),
    "either": _("You read on your page what was done, or collect it at the post."),
}


def _result(facts: dict, language: str) -> str:
    if facts["version"] is None:
        return gettext("The result of your application")
    return str(get_version(facts["version"]).texts(language).hand_over("result")) or gettext("Your document")


def _advice(facts: dict, language: str) -> str:
    if facts["version"] is None:
        return gettext("What you have to know stands on your page.")
    return str(get_version(facts["version"]).texts(language).hand_over("advice"))


def _how(facts: dict, language: str) -> str:
    return str(HOW[facts["way"]])


RESOLVERS = {"result": _result, "advice": _advice, "how": _how, "kept_until": show_day("keep_until")}
