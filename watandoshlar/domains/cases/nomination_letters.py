"""Letters about nominations: to bodies, to the nominee, to the officer, and about a cancellation to the holder.

The letter to a body names nobody: whom it is about, its link opens.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from watandoshlar.capabilities.notifications.api import Message
from watandoshlar.domains.cases.models import Recommendation
from watandoshlar.domains.cases.recommendations import recommendation_token
from watandoshlar.domains.commissions.api import get_body, get_commission
from watandoshlar.foundation.scripts import worded

OF_CASE = ("reference", "version")
MESSAGES = (
    Message(
        code="recommendation_asked",
        subject=_("Does your institution recommend a compatriot?"),
        text=_(
            "To: %(body_name)s\n\n"
            "A compatriot is nominated for an honour of the Republic of Uzbekistan, and your institution is asked "
            "whether it recommends them.\n\n"
            "This page says whom and for what. There you support the nominee or decline with reasons; no account is "
            "needed:\n%(recommendation_url)s\n\n"
            "It is open until %(until)s. Give the link to nobody outside: whoever opens it answers in the name of your "
            "institution."
        ),
        facts=("recommendation", "number", "body", "until", "zone"),
    ),
    Message(
        code="recommendation_answered",
        subject=_("%(reference)s: a body has answered"),
        text=_(
            "This body was asked whether it recommends you: %(body_name)s. Its answer: %(body_answer)s.\n\n"
            "Reference: %(reference)s\n\n"
            "Where your application stands:\n%(case_url)s"
        ),
        facts=(*OF_CASE, "body", "state"),
    ),
    Message(
        code="recommendation_came",
        subject=_("Case %(reference)s: news of a recommendation"),
        text=_(
            "In the case %(reference)s this body was asked for a recommendation: %(body_name)s.\n"
            "Now: %(body_answer)s.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "body", "state"),
    ),
    Message(
        code="nomination_put",
        subject=_("%(reference)s: your nomination is before the commission"),
        text=_(
            "Your application “%(service_title)s” is complete and lies before the commission that decides it.\n\n"
            "Reference: %(reference)s\n\n"
            "You need not do anything. Your page says when it is on the agenda of a sitting:\n%(case_url)s"
        ),
        facts=OF_CASE,
    ),
    Message(
        code="commission_in_favour",
        subject=_("%(reference)s: the commission has resolved in your favour"),
        text=_(
            "The commission has resolved in your favour: “%(service_title)s”.\n\n"
            "Reference: %(reference)s\n\n"
            "The officer now finishes the case, and we write again when the result is ready:\n%(case_url)s"
        ),
        facts=OF_CASE,
    ),
    Message(
        code="commission_against",
        subject=_("%(reference)s: the commission has not resolved in your favour"),
        text=_(
            "The commission has not resolved in your favour: “%(service_title)s”.\n\n"
            "Reference: %(reference)s\n\n"
            "Its reasons stand on your page. The officer now closes the case, and the letter about that says how you "
            "can appeal:\n%(case_url)s"
        ),
        facts=OF_CASE,
    ),
    Message(
        code="commission_resolved",
        subject=_("Case %(reference)s: the commission has resolved"),
        text=_(
            "The commission has resolved in the case %(reference)s. Now the decision is yours to write.\n\n"
            "Open it in your workspace:\n%(work_url)s"
        ),
        facts=("reference", "outcome"),
    ),
    Message(
        code="cancellation_proposed",
        subject=_("%(reference)s: please answer by %(until)s"),
        text=_(
            "The ministry has asked the commission to cancel your document %(certificate)s. Nothing is decided yet.\n\n"
            "Reference: %(reference)s\n"
            "Ground: %(ground_words)s\n\n"
            "You have the right to be heard. Read what speaks for it and write your answer; the commission reads it "
            "before it votes:\n%(hearing_url)s\n\n"
            "You can answer until %(until)s. If nothing comes by then, the commission can vote without it."
        ),
        facts=(*OF_CASE, "certificate", "ground", "commission", "until", "zone"),
    ),
    Message(
        code="cancellation_taken_back",
        subject=_("%(reference)s: your document is not cancelled"),
        text=_(
            "The ministry has taken back what it had put before the commission. Your document stays as it is.\n\n"
            "Reference: %(reference)s\n\n"
            "Your page:\n%(case_url)s"
        ),
        facts=OF_CASE,
    ),
    Message(
        code="cancellation_refused",
        subject=_("%(reference)s: the commission does not cancel your document"),
        text=_(
            "The commission has resolved not to cancel your document %(certificate)s.\n\n"
            "Reference: %(reference)s\n\n"
            "Your page:\n%(case_url)s"
        ),
        facts=(*OF_CASE, "certificate"),
    ),
    Message(
        code="document_cancelled",
        subject=_("%(reference)s: the commission has cancelled your document"),
        text=_(
            "The commission has cancelled your document %(certificate)s. Whoever checks it is told that it does not "
            "count any more, and so it is with everything that rests on it.\n\n"
            "Reference: %(reference)s\n\n"
            "The reasons stand on your page:\n%(case_url)s\n\n"
            "If you do not agree, you can appeal. This page begins an appeal that names this decision; nobody who "
            "decided it works on your appeal:\n%(appeal_url)s\n\n"
            "You can also go to a court."
        ),
        facts=(*OF_CASE, "certificate"),
    ),
)
ANSWERS = {
    "supported": pgettext_lazy("answer of a body", "it supports the nominee"),
    "declined": pgettext_lazy("answer of a body", "it declines"),
    "expired": pgettext_lazy("answer of a body", "it has not answered in time"),
}


def _body_name(facts: dict, language: str) -> str:
    return worded(get_body(facts["body"]).names, language)


def _body_answer(facts: dict, language: str) -> str:
    return str(ANSWERS[facts["state"]])


def _recommendation_url(facts: dict, language: str) -> str:
    # A letter of before leads to a link that opens nothing any more.
    asked = Recommendation.objects.get(pk=facts["recommendation"])
    asked.letter_number = facts["number"]
    return f"{settings.SITE_URL}/{language}/recommendation/{asked.pk}/{recommendation_token(asked)}/"


def _ground_words(facts: dict, language: str) -> str:
    grounds = get_commission(facts["commission"]).matters["cancel"].grounds
    return worded(grounds[facts["ground"]], language)


def _hearing_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/cases/{facts['reference']}/hearing/"


def _appeal_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/cases/{facts['reference']}/appeal/"


RESOLVERS = {
    "body_name": _body_name,
    "body_answer": _body_answer,
    "recommendation_url": _recommendation_url,
    "ground_words": _ground_words,
    "hearing_url": _hearing_url,
    "appeal_url": _appeal_url,
}
