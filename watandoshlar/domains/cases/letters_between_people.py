"""The letters about people beside the applicant: who must agree, who acts by a paper, who comes of age.

As in `notifications`, facts carry references, codes and days. The letter to a person who must agree names nobody and no
service: what is agreed to, and for whom, its link opens.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, show_day, show_moment
from watandoshlar.domains.cases.consents import consent_token
from watandoshlar.domains.cases.models import Consent
from watandoshlar.domains.catalogue.api import get_version

MESSAGES = (
    Message(
        code="consent_asked",
        subject=_("Somebody asks for your consent at a consular post"),
        text=_(
            "An application at a consular post of Uzbekistan names you as the person who must agree.\n\n"
            "This page says to what and for whom. There you agree or refuse; no account is needed:\n%(consent_url)s\n\n"
            "It is open until %(until)s. Until the case is decided you can take your consent back on the same page.\n"
            "Give the link to nobody: whoever opens it answers in your name. "
            "If this is not about you, do nothing."
        ),
        facts=("consent", "number", "until", "zone"),
    ),
    Message(
        code="consent_given",
        subject=_("%(reference)s: the other person agrees"),
        text=_(
            "The consent that your application needs has been given: %(consent_title)s\n\n"
            "Reference: %(reference)s\n\n"
            "Where it stands:\n%(case_url)s"
        ),
        facts=("reference", "version", "rule"),
    ),
    Message(
        code="consent_refused",
        subject=_("%(reference)s: the other person does not agree"),
        text=_(
            "The consent that your application needs has been refused: %(consent_title)s\n\n"
            "Reference: %(reference)s\n\n"
            "Without it the application cannot be approved. You can speak to the person and ask once more, "
            "or withdraw the application:\n%(case_url)s"
        ),
        facts=("reference", "version", "rule"),
    ),
    Message(
        code="consent_withdrawn",
        subject=_("%(reference)s: a consent was taken back"),
        text=_(
            "The other person has taken back their consent: %(consent_title)s\n\n"
            "Reference: %(reference)s\n\n"
            "Without it the application cannot be approved. You can ask once more, "
            "or withdraw the application:\n%(case_url)s"
        ),
        facts=("reference", "version", "rule"),
    ),
    Message(
        code="consent_expired",
        subject=_("%(reference)s: nobody has answered the letter"),
        text=_(
            "The link for the consent that your application needs is closed, and nobody has answered: "
            "%(consent_title)s\n\n"
            "Reference: %(reference)s\n\n"
            "Send the letter again, or correct the address:\n%(case_url)s\n\n"
            "The person can also agree at the post with an identity document."
        ),
        facts=("reference", "version", "rule"),
    ),
    Message(
        code="consent_answered",
        subject=_("Case %(reference)s: news about a consent"),
        text=_(
            "In the case %(reference)s a consent has changed: %(consent_title)s. Now: %(consent_state)s.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "version", "rule", "state"),
    ),
    Message(
        code="consent_paper_shown",
        subject=_("Case %(reference)s: a notarised consent has come"),
        text=_(
            "The applicant has sent a paper for the consent “%(consent_title)s”. Look at it and record the consent.\n\n"
            "Open the case in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "version", "rule"),
    ),
    Message(
        code="mandate_confirmed",
        subject=_("%(reference)s: you act for the person until %(until)s"),
        text=_(
            "The post has seen the paper by which you act for another person.\n\n"
            "Reference: %(reference)s\n"
            "Valid until: %(until)s\n\n"
            "For whom you act, and until when:\n%(people_url)s"
        ),
        facts=("reference", "version", "until"),
    ),
    Message(
        code="mandate_ends",
        subject=_("%(reference)s: your paper is valid until %(until)s"),
        text=_(
            "The paper by which you act for another person ends soon.\n\n"
            "Reference: %(reference)s\n"
            "Valid until: %(until)s\n\n"
            "After that day you can do nothing more in this case and read nothing new of it. "
            "Show the post a new paper before, with this reference. For whom you act:\n%(people_url)s"
        ),
        facts=("reference", "version", "until"),
    ),
    Message(
        code="mandate_ended",
        subject=_("%(reference)s: you do not act for the person any more"),
        text=_(
            "The post has heard that the paper by which you act for another person does not count any more.\n\n"
            "Reference: %(reference)s\n\n"
            "What you did stays. If you have another paper, show it to the post with this reference. "
            "For whom you act:\n%(people_url)s"
        ),
        facts=("reference",),
    ),
    Message(
        code="comes_of_age",
        subject=_("%(reference)s: your child comes of age soon"),
        text=_(
            "The application %(reference)s is about a child who comes of age within the next 30 days. "
            "From the 18th birthday on they act for themselves, and you do not see the case any more. "
            "The case goes on.\n\n"
            "What they do: log in once with an e-mail address of their own, then take the case over at the post "
            "with an identity document and this reference.\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="came_of_age",
        subject=_("%(reference)s: your child has come of age"),
        text=_(
            "The application %(reference)s is about somebody who is of age now and acts for themselves. "
            "What you did stays, and the case goes on.\n\n"
            "They take it over at the post: with an identity document and this reference, after logging in once "
            "with an e-mail address of their own."
        ),
        facts=("reference",),
    ),
    Message(
        code="came_of_age_at_post",
        subject=_("Case %(reference)s: the child has come of age"),
        text=_(
            "The person in the case %(reference)s is of age now. The parent cannot act any more and gets no letters. "
            "The case goes on; the rules count as on the day of submission.\n\n"
            "When the person comes with an identity document, hand the case over to their account:\n%(work_url)s"
        ),
        facts=("reference",),
    ),
    Message(
        code="case_taken_over",
        subject=_("The case %(reference)s is yours"),
        text=_(
            "You are of age and now act for yourself in the application “%(service_title)s”.\n\n"
            "Reference: %(reference)s\n\n"
            "Where it stands:\n%(case_url)s"
        ),
        facts=("reference", "version"),
    ),
    Message(
        code="case_left",
        subject=_("The case %(reference)s has been taken over"),
        text=_(
            "The person for whom you applied is of age and goes on with the case %(reference)s themselves. "
            "You have nothing more to do."
        ),
        facts=("reference",),
    ),
)

CONSENT_STATES = {
    "asked": _("asked"),
    "given": _("given"),
    "refused": _("refused"),
    "withdrawn": _("taken back"),
    "expired": _("not answered"),
}


def _consent_url(facts: dict, language: str) -> str:
    consent = Consent.objects.get(pk=facts["consent"])
    return f"{settings.SITE_URL}/{language}/consent/{consent.letter}/{consent_token(consent)}/"


def _consent_title(facts: dict, language: str) -> str:
    if facts["version"] is None:
        # What is agreed to would name the service of a confidential case.
        return str(_("not named in letters"))
    return str(get_version(facts["version"]).texts(language).consent(facts["rule"]).title)


def _consent_state(facts: dict, language: str) -> str:
    return str(CONSENT_STATES[facts["state"]])


def _people_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/people/"


def _until(facts: dict, language: str) -> str:
    """A moment where the facts name its zone, else a day."""
    show = show_moment("until", "zone") if "zone" in facts else show_day("until")
    return show(facts, language)


RESOLVERS = {
    "consent_url": _consent_url,
    "consent_title": _consent_title,
    "consent_state": _consent_state,
    "people_url": _people_url,
    "until": _until,
}
