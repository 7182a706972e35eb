"""Letters about checks by other offices: to the applicant, to the office that was asked, and back to the officer."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.referrals import office_title
from watandoshlar.domains.catalogue.api import get_version

OF_OFFICE = ("reference", "number", "due_at", "zone")
MESSAGES = (
    Message(
        code="case_referred",
        subject=_("%(reference)s: another office checks something"),
        text=_(
            "For “%(service_title)s” the post has asked another office.\n\n"
            "Reference: %(reference)s\n"
            "Office: %(office)s\n"
            "What it does: %(check)s\n"
            "It answers by: %(due_at)s\n\n"
            "You need not do anything. See on your page who has your application and since when:\n%(case_url)s"
        ),
        facts=("reference", "version", "office", "referral", "due_at", "zone"),
    ),
    Message(
        code="referral_came_back",
        subject=_("%(reference)s: the other office has answered"),
        text=_(
            "Your application “%(service_title)s” is back at the post. This office has answered: %(office)s.\n\n"
            "Reference: %(reference)s\n\n"
            "The officer of the post goes on and decides. See where it stands:\n%(case_url)s"
        ),
        facts=("reference", "version", "office"),
    ),
    Message(
        code="referral_recalled",
        subject=_("%(reference)s: the post has taken your application back"),
        text=_(
            "Your application “%(service_title)s” was with this office: %(office)s. The post has taken it back.\n\n"
            "Reference: %(reference)s\n\n"
            "The officer of the post goes on. See where it stands:\n%(case_url)s"
        ),
        facts=("reference", "version", "office"),
    ),
    Message(
        code="referral_arrived",
        subject=_("Case %(reference)s: a post asks your office for a check"),
        text=_(
            "A post asks your office for a check in the case %(reference)s.\n\n"
            "Answer by: %(due_at)s\n\n"
            "Take it in your workspace; then you can read what you need:\n%(referral_url)s"
        ),
        facts=OF_OFFICE,
    ),
    Message(
        code="referral_ended",
        subject=_("Case %(reference)s: no answer is needed any more"),
        text=_(
            "The check that you had taken in the case %(reference)s has ended without your answer: "
            "the post took the case back, or the applicant withdrew it.\n\n"
            "The list of checks of your office:\n%(referrals_url)s"
        ),
        facts=OF_OFFICE,
    ),
    Message(
        code="referral_reported",
        subject=_("Case %(reference)s: the other office has answered"),
        text=_(
            "The office that you asked in the case %(reference)s has answered.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=OF_OFFICE,
    ),
    Message(
        code="referral_due_moved",
        subject=_("Case %(reference)s: your office now has until %(due_at)s"),
        text=_(
            "A working day has changed, and with it the term of the check in the case %(reference)s.\n\n"
            "Answer by: %(due_at)s\n\n"
            "Open it in your workspace:\n%(referral_url)s"
        ),
        facts=OF_OFFICE,
    ),
    Message(
        code="referral_ends",
        subject=_("Case %(reference)s: the check is due by %(due_at)s"),
        text=_(
            "The term of the check in the case %(reference)s ends soon.\n\n"
            "Answer by: %(due_at)s\n\n"
            "Open it in your workspace:\n%(referral_url)s"
        ),
        facts=OF_OFFICE,
    ),
    Message(
        code="referral_over",
        subject=_("Case %(reference)s: the term of the check is over"),
        text=_(
            "The check in the case %(reference)s has no answer, and its term is over.\n\n"
            "It was due by: %(due_at)s\n\n"
            "Open it in your workspace:\n%(referral_url)s"
        ),
        facts=OF_OFFICE,
    ),
)


def _office(facts: dict, language: str) -> str:
    return office_title(get_post(facts["office"]), language)


def _check(facts: dict, language: str) -> str:
    if facts["version"] is None:
        return gettext("a check that only this office can make")
    return str(get_version(facts["version"]).texts(language).referral(facts["referral"]))


def _referral_url(facts: dict, language: str) -> str:
    return f"{_referrals_url(facts, language)}{facts['reference']}/{facts['number']}/"


def _referrals_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/work/checks/"


RESOLVERS = {
    "office": _office,
    "check": _check,
    "referral_url": _referral_url,
    "referrals_url": _referrals_url,
}
